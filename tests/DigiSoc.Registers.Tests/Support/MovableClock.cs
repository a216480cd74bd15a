namespace DigiSoc.Registers.Tests.Support;

/// <summary>The system's clock, some time ahead; timers run as usual.</summary>
internal sealed class MovableClock : TimeProvider
{
    private TimeSpan _ahead;

    public void Move(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_ahead.TotalSeconds * TimestampFrequency);
}
