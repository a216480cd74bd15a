using System.Threading.Channels;
using DigiSoc.Runtime.Stepping;

namespace DigiSoc.Runtime.Nodes;

/// <summary>Wakes one loop; many calls before it looks are one.</summary>
internal sealed class Pulse
{
    private readonly Channel<bool> _beat =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Tell() => _beat.Writer.TryWrite(true);

    /// <summary>Returns when told, or after <paramref name="atLatest"/>.</summary>
    public async Task WaitAsync(TimeSpan atLatest, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(atLatest);
        try
        {
            await _beat.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The safety net: look although nobody told.
        }
    }
}

/// <summary>The loops of a node, to be woken when a step leaves something for them.</summary>
internal sealed class Pulses
{
    private long _timersWakeAt = long.MaxValue;

    public Pulse Jobs { get; } = new();

    public Pulse Timers { get; } = new();

    public Pulse Messages { get; } = new();

    public Pulse Holds { get; } = new();

    public Pulse Bulks { get; } = new();

    public void Tell(StepNews news, DateTimeOffset? firstTimer)
    {
        if (news.HasFlag(StepNews.Jobs))
        {
            Jobs.Tell();
        }

        if (firstTimer is { } due && due.UtcTicks < Interlocked.Read(ref _timersWakeAt))
        {
            Timers.Tell();
        }

        if (news.HasFlag(StepNews.Messages))
        {
            Messages.Tell();
        }
    }

    /// <summary>The timer loop sleeps until then anyway; only an earlier timer needs to wake it.</summary>
    public void TimersSleepUntil(DateTimeOffset at) => Interlocked.Exchange(ref _timersWakeAt, at.UtcTicks);
}
