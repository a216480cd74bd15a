namespace DigiSoc.Runtime.Nodes;

/// <summary>The engine's clock: the machine's, corrected to the database's, or a clock that tests and rehearsals set.</summary>
internal sealed class EngineClock(TimeProvider time)
{
    private long _offsetTicks;

    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow().ToUniversalTime().AddTicks(Interlocked.Read(ref _offsetTicks));
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)); // As PostgreSQL stores it.
        }
    }

    /// <summary>Learns the database's clock; does nothing when the clock was given from outside.</summary>
    public void Correct(DateTimeOffset databaseNow)
    {
        if (ReferenceEquals(time, TimeProvider.System))
        {
            Interlocked.Exchange(ref _offsetTicks, (databaseNow - time.GetUtcNow()).Ticks);
        }
    }
}
