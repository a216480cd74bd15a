namespace DigiSoc.Runtime.Nodes;

/// <summary>The engine's clock: the database's, carried on by the machine's steady counter, or a clock that tests and rehearsals set.</summary>
/// <remarks>
/// Once it has learnt the database's time, the machine's wall clock plays no part: setting that wrong, or right, fires
/// no timer early or late.
/// </remarks>
/// <param name="time">The machine's clock, or one given from outside.</param>
/// <param name="follows">True: follow the database.</param>
internal sealed class EngineClock(TimeProvider time, bool follows)
{
    private volatile Anchor? _anchor;

    /// <summary>True once its time is the database's, to within a round trip.</summary>
    public bool IsDatabases => _anchor is not null;

    private sealed record Anchor(DateTimeOffset DatabaseNow, long Timestamp);

    public DateTimeOffset Now
    {
        get
        {
            var now = _anchor is { } anchor
                ? anchor.DatabaseNow + time.GetElapsedTime(anchor.Timestamp)
                : time.GetUtcNow().ToUniversalTime();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)); // As PostgreSQL stores it.
        }
    }

    /// <summary>A point on the machine's steady counter, to be taken when the database is asked for its time.</summary>
    public long Asking => time.GetTimestamp();

    /// <summary>Learns the database's clock; does nothing when the clock was given from outside.</summary>
    /// <param name="databaseNow">What the database said.</param>
    /// <param name="asked"><see cref="Asking"/> when it was asked: it read its clock between then and now, taken as half way.</param>
    public void Correct(DateTimeOffset databaseNow, long asked)
    {
        if (follows)
        {
            _anchor = new(databaseNow.ToUniversalTime() + (time.GetElapsedTime(asked) / 2), time.GetTimestamp());
        }
    }
}
