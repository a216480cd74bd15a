namespace DigiSoc.Feel.Time;

/// <summary>Moves dates and times by a length in nanoseconds.</summary>
internal static class Shifting
{
    private static readonly Int128 NanosPerDay = FeelTime.NanosPerDay;

    /// <summary>The moved value of the same kind; null beyond the range of years.</summary>
    internal static FeelValue? By(in FeelValue value, Int128 nanoseconds) => value.Kind switch
    {
        FeelKind.Date => Date(value.AsDate(), nanoseconds),
        FeelKind.Time => TimeOfDay(value.AsTime(), nanoseconds),
        FeelKind.DateTime => DateTime(value.AsDateTime(), nanoseconds),
        _ => null,
    };

    /// <summary>A date moves by whole days: the part of a day counts from its midnight.</summary>
    private static FeelValue? Date(FeelDate date, Int128 nanoseconds) =>
        TryDate(((Int128)date.EpochDay * NanosPerDay) + nanoseconds, out var moved, out _) ? FeelValue.Of(moved) : null;

    /// <summary>A time of day goes round the clock.</summary>
    private static FeelValue? TimeOfDay(FeelTime time, Int128 nanoseconds)
    {
        var moved = (time.NanosecondOfDay + (nanoseconds % NanosPerDay) + NanosPerDay) % NanosPerDay;
        return FeelValue.Of(new FeelTime((long)moved, time.Zone));
    }

    /// <summary>An instant moves along the time line; in a named zone the clock reading follows its rules.</summary>
    private static FeelValue? DateTime(FeelDateTime value, Int128 nanoseconds)
    {
        var instant = value.EpochNanoseconds + nanoseconds;
        if (!TryDate(instant, out _, out _))
        {
            return null;
        }

        var offset = value.Zone?.OffsetSecondsAtInstant((long)(instant / FeelTime.NanosPerSecond)) ?? 0;
        return TryDate(instant + ((Int128)offset * FeelTime.NanosPerSecond), out var date, out var nanosecondOfDay)
            ? FeelValue.Of(new FeelDateTime(date, new FeelTime(nanosecondOfDay, value.Zone)))
            : null;
    }

    private static bool TryDate(Int128 epochNanoseconds, out FeelDate date, out long nanosecondOfDay)
    {
        var day = epochNanoseconds / NanosPerDay;
        var rest = epochNanoseconds % NanosPerDay;
        if (rest < Int128.Zero)
        {
            day -= 1;
            rest += NanosPerDay;
        }

        nanosecondOfDay = (long)rest;
        date = default;
        return Int128.Abs(day) < long.MaxValue && FeelDate.TryFromEpochDay((long)day, out date);
    }
}
