using System.Globalization;
using DigiSoc.Feel.Time;

namespace DigiSoc.Feel;

/// <summary>A time of day, to the nanosecond, with a zone or without (local).</summary>
public readonly struct FeelTime : IEquatable<FeelTime>
{
    internal const long NanosPerSecond = 1_000_000_000;
    internal const long NanosPerDay = 86_400 * NanosPerSecond;

    internal FeelTime(long nanosecondOfDay, FeelZone? zone)
    {
        NanosecondOfDay = nanosecondOfDay;
        Zone = zone;
    }

    /// <summary>0 to 86 399 999 999 999.</summary>
    public long NanosecondOfDay { get; }

    /// <summary>Null: a local time.</summary>
    public FeelZone? Zone { get; }

    /// <summary>0 to 23.</summary>
    public int Hour => (int)(NanosecondOfDay / (3600 * NanosPerSecond));

    /// <summary>0 to 59.</summary>
    public int Minute => (int)(NanosecondOfDay / (60 * NanosPerSecond) % 60);

    /// <summary>0 to 59, without the fraction.</summary>
    public int Second => (int)(NanosecondOfDay / NanosPerSecond % 60);

    /// <summary>The part of a second in nanoseconds, 0 to 999 999 999.</summary>
    public int Nanosecond => (int)(NanosecondOfDay % NanosPerSecond);

    /// <summary>The time when there is such a one.</summary>
    public static bool TryCreate(long hour, long minute, long second, long nanosecond, FeelZone? zone, out FeelTime time)
    {
        var exists = hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59
            && nanosecond is >= 0 and < NanosPerSecond;
        time = exists ? new(((((hour * 60) + minute) * 60) + second) * NanosPerSecond + nanosecond, zone) : default;
        return exists;
    }

    /// <summary>Reads <c>10:30:00</c>, with fraction and with <c>Z</c>, offset or <c>@zone</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelTime time) => TemporalText.TryTime(text, out time);

    /// <summary>Order within a day of UTC; comparable only when both have a zone or neither has.</summary>
    public int CompareTo(FeelTime other) => UtcNanoseconds.CompareTo(other.UtcNanoseconds);

    /// <summary>Nanoseconds since midnight UTC of the same day; local times count as UTC. May be negative.</summary>
    internal long UtcNanoseconds =>
        NanosecondOfDay - ((Zone?.OffsetSecondsOfTime(NanosecondOfDay) ?? 0) * NanosPerSecond);

    /// <summary>Same clock reading and same offset.</summary>
    public bool Equals(FeelTime other) =>
        (Zone is null) == (other.Zone is null) && UtcNanoseconds == other.UtcNanoseconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FeelTime other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => UtcNanoseconds.GetHashCode();

    /// <summary>ISO 8601 with the zone as written, for example 10:30:00.5+02:00 or 10:30:00@Europe/Riga.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Hour:D2}:{Minute:D2}:{Second:D2}");
        var fraction = Nanosecond == 0 ? "" : "." + Nanosecond.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return text + fraction + Zone?.Text;
    }

    /// <summary>Same clock reading and same offset.</summary>
    public static bool operator ==(FeelTime left, FeelTime right) => left.Equals(right);

    /// <summary>Not the same.</summary>
    public static bool operator !=(FeelTime left, FeelTime right) => !left.Equals(right);
}
