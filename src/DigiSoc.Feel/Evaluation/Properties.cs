using System.Numerics;

namespace DigiSoc.Feel.Evaluation;

/// <summary>What can be asked of a value after a point (DMN tables 65 to 69).</summary>
internal static class Properties
{
    internal static IEnumerable<string> Of(FeelKind kind) => kind switch
    {
        FeelKind.Date => ["year", "month", "day", "weekday"],
        FeelKind.DateTime => ["year", "month", "day", "weekday", "hour", "minute", "second", "time offset", "timezone"],
        FeelKind.Time => ["hour", "minute", "second", "time offset", "timezone"],
        FeelKind.DaysTimeDuration => ["days", "hours", "minutes", "seconds"],
        FeelKind.YearsMonthsDuration => ["years", "months"],
        FeelKind.Range => ["start", "end", "start included", "end included"],
        _ => [],
    };

    internal static bool TryGet(in FeelValue owner, string name, out FeelValue value)
    {
        FeelValue? found = owner.Kind switch
        {
            FeelKind.Date => OfDate(owner.AsDate(), name),
            FeelKind.Time => OfTime(owner.AsTime(), null, name),
            FeelKind.DateTime => OfDate(owner.AsDateTime().Date, name) ?? OfTime(owner.AsDateTime().Time, owner.AsDateTime().Date, name),
            FeelKind.DaysTimeDuration => OfDaysTime(owner.AsDaysTimeDuration(), name),
            FeelKind.YearsMonthsDuration => OfYearsMonths(owner.AsYearsMonthsDuration(), name),
            FeelKind.Range => OfRange(owner.AsRange(), name),
            _ => null,
        };
        value = found ?? FeelValue.Null;
        return found is not null;
    }

    private static FeelValue? OfDate(FeelDate date, string name) => name switch
    {
        "year" => FeelValue.Of(date.Year),
        "month" => FeelValue.Of(date.Month),
        "day" => FeelValue.Of(date.Day),
        "weekday" => FeelValue.Of(date.Weekday),
        _ => null,
    };

    private static FeelValue? OfTime(FeelTime time, FeelDate? date, string name) => name switch
    {
        "hour" => FeelValue.Of(time.Hour),
        "minute" => FeelValue.Of(time.Minute),
        "second" => Seconds(time.Second, time.Nanosecond),
        "time offset" => Offset(time, date),
        "timezone" => FeelValue.Of(time.Zone?.Id),
        _ => null,
    };

    /// <summary>A decimal from 0 to below 60 (table 65); both parts have the sign.</summary>
    private static FeelValue Seconds(int whole, long nanos) =>
        nanos == 0 ? FeelValue.Of(whole) : FeelValue.Of(whole + (nanos / (decimal)FeelTime.NanosPerSecond));

    private static FeelValue Offset(FeelTime time, FeelDate? date)
    {
        // A time of day with a named zone has no offset: that depends on the date.
        if (time.Zone is not { } zone || (date is null && zone.Id is not null))
        {
            return FeelValue.Null;
        }

        var seconds = date is { } day ? zone.OffsetSecondsAt(day, time.NanosecondOfDay) : zone.OffsetSecondsOfTime(time.NanosecondOfDay);
        return FeelValue.Of(new FeelDaysTimeDuration((Int128)seconds * FeelTime.NanosPerSecond));
    }

    private static FeelValue? OfDaysTime(FeelDaysTimeDuration duration, string name) => name switch
    {
        "days" => Days(duration.Days),
        "hours" => FeelValue.Of(duration.Hours),
        "minutes" => FeelValue.Of(duration.Minutes),
        "seconds" => Seconds(duration.Seconds, (long)(duration.Nanoseconds % FeelTime.NanosPerSecond)),
        _ => null,
    };

    private static FeelValue? Days(Int128 days) => days >= long.MinValue && days <= long.MaxValue
        ? FeelValue.Of((long)days)
        : FeelNumber.Of((BigInteger)days) is { } many ? FeelValue.Of(many) : null;

    private static FeelValue? OfYearsMonths(FeelYearsMonthsDuration duration, string name) => name switch
    {
        "years" => FeelValue.Of(duration.WholeYears),
        "months" => FeelValue.Of(duration.MonthsOfYear),
        _ => null,
    };

    private static FeelValue? OfRange(FeelRange range, string name) => name switch
    {
        "start" => range.Start,
        "end" => range.End,
        "start included" => FeelValue.Of(range.StartIncluded),
        "end included" => FeelValue.Of(range.EndIncluded),
        _ => null,
    };
}
