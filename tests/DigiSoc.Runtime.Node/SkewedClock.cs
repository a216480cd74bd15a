namespace DigiSoc.Runtime.Node;

/// <summary>The clock of a machine that is set wrong, and may be set wrong again while the node runs.</summary>
internal sealed class SkewedClock(TimeSpan skew) : TimeProvider
{
    private long _skewTicks = skew.Ticks;

    public void Set(TimeSpan to) => Interlocked.Exchange(ref _skewTicks, to.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _skewTicks));
}
