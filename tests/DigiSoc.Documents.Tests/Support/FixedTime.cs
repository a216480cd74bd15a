namespace DigiSoc.Documents.Tests.Support;

/// <summary>A clock that stands still; pauses between attempts are over at once and are counted.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public int Pauses { get; private set; }

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses++;
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
