using DigiSoc.Feel.Time;

namespace DigiSoc.Feel;

/// <summary>A date and a time of day, with a zone (an instant) or without (local).</summary>
/// <remarks>Equality: the same instant; a local one never equals one with a zone.</remarks>
public readonly struct FeelDateTime : IEquatable<FeelDateTime>
{
    /// <summary>The date at the time in its zone.</summary>
    public FeelDateTime(FeelDate date, FeelTime time)
    {
        Date = date;
        Time = time;
    }

    /// <summary>The calendar date in <see cref="Zone"/>.</summary>
    public FeelDate Date { get; }

    /// <summary>The time of day, with the zone.</summary>
    public FeelTime Time { get; }

    /// <summary>Null: local.</summary>
    public FeelZone? Zone => Time.Zone;

    /// <summary>The instant with its offset; fraction to 100 ns.</summary>
    public static FeelDateTime Of(DateTimeOffset instant)
    {
        var nanos = instant.TimeOfDay.Ticks * 100;
        var zone = FeelZone.Offset((int)(instant.Offset.Ticks / TimeSpan.TicksPerSecond));
        return new(FeelDate.Of(DateOnly.FromDateTime(instant.DateTime)), new FeelTime(nanos, zone));
    }

    /// <summary>Reads <c>2026-01-31T10:30:00</c> with an optional zone; a date alone is not enough.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelDateTime value) =>
        TemporalText.TryDateTime(text, out value);

    /// <summary>Nanoseconds since 1970-01-01T00:00:00Z; local values count as UTC.</summary>
    internal Int128 EpochNanoseconds => LocalNanoseconds - ((Int128)OffsetSeconds * FeelTime.NanosPerSecond);

    /// <summary>Nanoseconds since 1970-01-01T00:00:00 by the clock it is read from, whatever its zone.</summary>
    internal Int128 LocalNanoseconds => ((Int128)Date.EpochDay * FeelTime.NanosPerDay) + Time.NanosecondOfDay;

    internal int OffsetSeconds => Zone?.OffsetSecondsAt(Date, Time.NanosecondOfDay) ?? 0;

    /// <summary>The instant as .NET has it, when the year is 1 to 9999 and a zone is known.</summary>
    public bool TryToDateTimeOffset(out DateTimeOffset instant)
    {
        var fits = Zone is not null && Date.Year is > 1 and < 9999;
        instant = fits
            ? new DateTimeOffset(
                new DateTime(Date.Year, Date.Month, Date.Day).AddTicks(Time.NanosecondOfDay / 100),
                TimeSpan.FromSeconds((long)(OffsetSeconds / 60) * 60))
            : default;
        return fits;
    }

    /// <summary>Order in time; comparable only when both have a zone or neither has.</summary>
    public int CompareTo(FeelDateTime other) => EpochNanoseconds.CompareTo(other.EpochNanoseconds);

    /// <inheritdoc/>
    public bool Equals(FeelDateTime other) =>
        (Zone is null) == (other.Zone is null) && EpochNanoseconds == other.EpochNanoseconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FeelDateTime other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => EpochNanoseconds.GetHashCode();

    /// <summary>ISO 8601 with the zone as written.</summary>
    public override string ToString() => $"{Date}T{Time}";

    /// <summary>The same instant, or the same local reading.</summary>
    public static bool operator ==(FeelDateTime left, FeelDateTime right) => left.Equals(right);

    /// <summary>Not the same.</summary>
    public static bool operator !=(FeelDateTime left, FeelDateTime right) => !left.Equals(right);
}
