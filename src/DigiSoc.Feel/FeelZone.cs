using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace DigiSoc.Feel;

/// <summary>What a time of day is relative to: a fixed offset from UTC, or an IANA zone with its rules.</summary>
/// <remarks>
/// The rules are those of the TZDB edition inside the NodaTime package, never the machine's.
/// Instances are shared; two zones are the same when their texts are.
/// </remarks>
public sealed class FeelZone : IEquatable<FeelZone>
{
    private const int MaxOffsetSeconds = 14 * 3600;
    private const int MostRemembered = 4096;

    private static readonly ConcurrentDictionary<string, FeelZone> Remembered = new(StringComparer.Ordinal);

    private readonly DateTimeZone? _rules;
    private readonly int _offsetSeconds;

    private FeelZone(string text, int offsetSeconds, DateTimeZone? rules)
    {
        Text = text;
        _offsetSeconds = offsetSeconds;
        _rules = rules;
        TimeTag = new KindTag(FeelKind.Time, this);
        DateTimeTag = new KindTag(FeelKind.DateTime, this);
    }

    /// <summary>UTC, written Z.</summary>
    public static FeelZone Utc { get; } = new("Z", 0, null);

    /// <summary>As written after a time: <c>Z</c>, <c>+02:00</c>, or <c>@Europe/Riga</c>.</summary>
    public string Text { get; }

    /// <summary>The IANA name; null for a fixed offset.</summary>
    public string? Id => _rules?.Id;

    internal KindTag TimeTag { get; }

    internal KindTag DateTimeTag { get; }

    /// <summary>A fixed offset of at most ±14 hours, in seconds; null beyond.</summary>
    public static FeelZone? Offset(int seconds)
    {
        if (Math.Abs(seconds) > MaxOffsetSeconds)
        {
            return null;
        }

        return seconds == 0 ? Utc : Remember(OffsetText(seconds), text => new FeelZone(text, seconds, null));
    }

    /// <summary>The zone of an IANA name such as Europe/Riga; null when the TZDB does not have it.</summary>
    public static FeelZone? Named(string id)
    {
        if (Remembered.TryGetValue("@" + id, out var known))
        {
            return known;
        }

        var rules = TzdbDateTimeZoneSource.Default.GetIds().Contains(id, StringComparer.Ordinal)
            ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)
            : null;
        return rules is null ? null : Remember("@" + id, text => new FeelZone(text, 0, rules));
    }

    private static FeelZone Remember(string text, Func<string, FeelZone> make) =>
        Remembered.Count < MostRemembered ? Remembered.GetOrAdd(text, make) : make(text);

    /// <summary>Seconds east of UTC at a local date and time; in a gap or overlap, the offset before the change.</summary>
    public int OffsetSecondsAt(FeelDate date, long nanosecondOfDay)
    {
        if (_rules is null)
        {
            return _offsetSeconds;
        }

        if (date.Year is < -9000 or > 9000)
        {
            return _rules.GetUtcOffset(NodaConstants.UnixEpoch).Seconds;
        }

        var local = new LocalDate(date.Year, date.Month, date.Day) + LocalTime.FromNanosecondsSinceMidnight(nanosecondOfDay);
        return _rules.MapLocal(local).EarlyInterval.WallOffset.Seconds;
    }

    /// <summary>Seconds east of UTC of a time without a date: the zone's offset on 1970-01-01.</summary>
    internal int OffsetSecondsOfTime(long nanosecondOfDay) =>
        FeelDate.TryCreate(1970, 1, 1, out var date) ? OffsetSecondsAt(date, nanosecondOfDay) : 0;

    /// <summary>Seconds east of UTC at an instant, given as seconds since 1970-01-01T00:00:00Z.</summary>
    internal int OffsetSecondsAtInstant(long epochSecond) =>
        _rules is null ? _offsetSeconds
        : Math.Abs(epochSecond) > 200_000_000_000 ? _rules.GetUtcOffset(NodaConstants.UnixEpoch).Seconds
        : _rules.GetUtcOffset(Instant.FromUnixTimeSeconds(epochSecond)).Seconds;

    private static string OffsetText(int seconds)
    {
        var size = Math.Abs(seconds);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(seconds < 0 ? '-' : '+')}{size / 3600:D2}:{size / 60 % 60:D2}");
        return size % 60 == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $":{size % 60:D2}");
    }

    /// <inheritdoc/>
    public bool Equals(FeelZone? other) => other is not null && other.Text == Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeelZone);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc cref="Text"/>
    public override string ToString() => Text;
}
