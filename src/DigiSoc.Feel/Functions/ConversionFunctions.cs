using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Parsing;
using DigiSoc.Feel.Time;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Functions;

/// <summary>Functions that make a value of one type from others (DMN table 71).</summary>
internal static class ConversionFunctions
{
    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        new("date", "A date from a text, from a date and time, or from year, month and day.")
        {
            IsNotation = true,
            Gives = FeelType.Date,
            Forms =
            [
                new("from: string", (a, c) => TemporalText.TryZonedDate(a[0].AsString(), out var date, out _) ? FeelValue.Of(date) : NotA("date", a[0], c)),
                new("from: date", (a, _) => a[0]),
                new("from: date and time", (a, _) => FeelValue.Of(a[0].AsDateTime().Date)),
                new("year: number, month: number, day: number", DateOfParts),
            ],
            Examples =
            [
                new("date(\"2012-12-25\")", "@\"2012-12-25\""),
                new("date(date and time(\"2012-12-25T11:00:00Z\"))", "@\"2012-12-25\""),
                new("date(2012, 12, 25)", "@\"2012-12-25\""),
                new("date(\"2012-12-25+02:00\")", "@\"2012-12-25\""),
                new("date(2012, 2, 30)", "null"),
                new("date(\"0000-01-01\") - duration(\"P1D\")", "@\"-0001-12-31\""),
            ],
            NullWhen = "there is no such day",
        },
        new("time", "A time of day from a text, from a date and time, or from hour, minute, second and offset.")
        {
            IsNotation = true,
            Gives = FeelType.Time,
            Forms =
            [
                new("from: string", (a, c) => FeelTime.TryParse(a[0].AsString().TrimStart('T'), out var time) && !a[0].AsString().StartsWith("TT", StringComparison.Ordinal)
                    ? FeelValue.Of(time)
                    : NotA("time", a[0], c)),
                new("from: time", (a, _) => a[0]),
                new("from: date and time", (a, _) => FeelValue.Of(a[0].AsDateTime().Time)),
                new("from: date", (a, _) => FeelValue.Of(Arithmetic.AsDateTime(a[0]).Time)),
                new("hour: number, minute: number, second: number, offset?: days and time duration?", TimeOfParts),
            ],
            Examples =
            [
                new("time(\"23:59:00Z\")", "@\"23:59:00Z\""),
                new("time(date and time(\"2012-12-25T11:00:00Z\"))", "@\"11:00:00Z\""),
                new("time(23, 59, 0, duration(\"-PT5H\"))", "@\"23:59:00-05:00\""),
                new("time(25, 0, 0)", "null"),
            ],
            NullWhen = "there is no such time, zone or offset (beyond 18 hours)",
        },
        new("date and time", "A date and time from a text, from a date (or date and time) and a time, or from its numbers.")
        {
            IsNotation = true,
            Gives = FeelType.DateTime,
            Forms =
            [
                new("from: string", (a, c) => TryDateTime(a[0].AsString(), out var value) ? FeelValue.Of(value) : NotA("date and time", a[0], c)),
                new("from: date and time", (a, _) => a[0]),
                new("date: date, time: time", (a, _) => FeelValue.Of(new FeelDateTime(a[0].AsDate(), a[1].AsTime()))),
                new("date: date and time, time: time", (a, _) => FeelValue.Of(new FeelDateTime(a[0].AsDateTime().Date, a[1].AsTime()))),
                new("date: date and time, timezone: string", InZone),
                new("year: number, month: number, day: number, hour: number, minute: number, second: number, offset?: days and time duration?",
                    DateTimeOfParts),
                new("year: number, month: number, day: number, hour: number, minute: number, second: number, timezone: string",
                    DateTimeOfParts),
            ],
            Examples =
            [
                new("date and time(\"2012-12-24T23:59:00\")", "@\"2012-12-24T23:59:00\""),
                new("date and time(\"2012-03-07Z\")", "@\"2012-03-07T00:00:00Z\""),
                new("date and time(@\"2012-12-24\", @\"23:59:00Z\")", "@\"2012-12-24T23:59:00Z\""),
                new("date and time(\"2012-12-24\")", "@\"2012-12-24T00:00:00\""),
                new("date and time(2012, 12, 24, 23, 59, 0)", "@\"2012-12-24T23:59:00\""),
            ],
            NullWhen = "there is no such day, time or zone",
        },
        new("number", "A number from a text with the separators that it uses.")
        {
            Gives = FeelType.Number,
            Forms =
            [
                new("from: string, grouping separator: string?, decimal separator: string?", ToNumber),
                new("from: string", ToNumber),
            ],
            Examples =
            [
                new("number(\"1 000,0\", \" \", \",\")", "1000.0"),
                new("number(\"1,000.5\", \",\", \".\")", "1000.5"),
                new("number(\"1,000.5\", \".\", \".\")", "null"),
            ],
            NullWhen = "the text is no number; the grouping separator is none of space, comma, point; the decimal separator is "
                + "neither comma nor point; both are the same",
        },
        new("string", "The value as text; a text is itself, null stays null.")
        {
            Gives = FeelType.String,
            Forms = [new("from: Any", (a, c) => a[0].IsNull
                ? c.Fail(FeelCauseKind.TypeMismatch, FeelErrors.Operand("string", "a value", a[0]))
                : FeelValue.Of(ValueText.Plain(a[0])))],
            Examples = [new("string(1.1)", "\"1.1\""), new("string(@\"2012-12-25\")", "\"2012-12-25\""), new("string([1, \"a\"])", "\"[1, \\\"a\\\"]\"")],
        },
        new("duration", "A duration of either kind from a text.")
        {
            IsNotation = true,
            Forms =
            [
                new("from: string", (a, c) => ToDuration(a[0].AsString()) is { } duration ? duration : NotA("duration", a[0], c)),
                new("from: days and time duration", (a, _) => a[0]),
                new("from: years and months duration", (a, _) => a[0]),
            ],
            Examples = [new("duration(\"P1DT2H\")", "@\"P1DT2H\""), new("duration(\"P2Y2M\")", "@\"P2Y2M\""), new("duration(\"P1Y1D\")", "null"), new("duration(\"P1000000000000000000000D\").days", "1000000000000000000000")],
            NullWhen = "the text is no duration, mixes months with days, or is beyond 2^125 nanoseconds or 2^63 months",
        },
        new("years and months duration", "The whole months from one date to another.")
        {
            Gives = FeelType.YearsMonthsDuration,
            Forms = [new("from: Any, to: Any", MonthsBetween)],
            Examples =
            [
                new("years and months duration(@\"2011-12-22\", @\"2013-08-24\")", "@\"P1Y8M\""),
                new("years and months duration(@\"2013-08-24\", @\"2011-12-22\")", "@\"-P1Y8M\""),
            ],
            NullWhen = "an argument is neither a date nor a date and time",
        },
        new("range", "A range from a text whose ends are literals.")
        {
            Gives = Kinds.TypeOf(FeelKind.Range),
            Forms = [new("from: string", (a, c) => RangeText.TryRead(a[0].AsString(), out var range) ? FeelValue.Of(range) : NotA("range", a[0], c))],
            Examples = [new("range(\"[18..21)\")", "[18..21)"), new("range(\"[2..)\") = (>= 2)", "true"), new("range(\"[3..1]\")", "null")],
            NullWhen = "the text is no range, an end is no literal, or the ends are in the wrong order",
        },
    ];

    private static FeelValue NotA(string type, in FeelValue found, FeelCall call) =>
        call.Fail(FeelCauseKind.InvalidValue, $"`{type}` cannot be made from {ShortText.Of(found)}");

    private static bool TryDateTime(string text, out FeelDateTime value)
    {
        if (FeelDateTime.TryParse(text, out value))
        {
            return true;
        }

        var isDate = TemporalText.TryZonedDate(text, out var date, out var zone);
        value = new FeelDateTime(date, new FeelTime(0, zone));
        return isDate;
    }

    private static FeelValue? ToDuration(string text) =>
        FeelDaysTimeDuration.TryParse(text, out var daysTime) ? FeelValue.Of(daysTime)
        : FeelYearsMonthsDuration.TryParse(text, out var yearsMonths) ? FeelValue.Of(yearsMonths)
        : null;

    private static FeelValue DateOfParts(ReadOnlySpan<FeelValue> a, FeelCall call) =>
        Parts.TryDate(a, out var date) ? FeelValue.Of(date) : NotA("date", FeelValue.Of(FeelList.Of(a)), call);

    private static FeelValue TimeOfParts(ReadOnlySpan<FeelValue> a, FeelCall call) =>
        Parts.TryTime(a, out var time) ? FeelValue.Of(time) : NotA("time", FeelValue.Of(FeelList.Of(a)), call);

    private static FeelValue DateTimeOfParts(ReadOnlySpan<FeelValue> a, FeelCall call) =>
        Parts.TryDate(a, out var date) && Parts.TryTime(a[3..], out var time)
            ? FeelValue.Of(new FeelDateTime(date, time))
            : NotA("date and time", FeelValue.Of(FeelList.Of(a)), call);

    /// <summary>The same instant read in another zone.</summary>
    private static FeelValue InZone(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        if (!TemporalText.TryZone(Parts.ZoneText(a[1].AsString()), out var zone) || zone is null)
        {
            return NotA("timezone", a[1], call);
        }

        var start = a[0].AsDateTime();
        if (start.Zone is null)
        {
            return FeelValue.Of(new FeelDateTime(start.Date, new FeelTime(start.Time.NanosecondOfDay, zone)));
        }

        var utc = new FeelDateTime(start.Date, new FeelTime(start.Time.NanosecondOfDay, null));
        var offset = zone.OffsetSecondsAtInstant((long)(start.EpochNanoseconds / FeelTime.NanosPerSecond)) - start.OffsetSeconds;
        return Shifting.By(FeelValue.Of(utc), (Int128)offset * FeelTime.NanosPerSecond) is { } moved
            ? FeelValue.Of(new FeelDateTime(moved.AsDateTime().Date, new FeelTime(moved.AsDateTime().Time.NanosecondOfDay, zone)))
            : NotA("date and time", a[0], call);
    }

    private static FeelValue ToNumber(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var grouping = a.Length > 1 ? a[1].StringOrNull : null;
        var point = a.Length > 2 ? a[2].StringOrNull : null;
        var separatorsFit = grouping is null or " " or "," or "." && point is null or "," or "." && (grouping is null || grouping != (point ?? "."));
        if (!separatorsFit)
        {
            return call.Fail(FeelCauseKind.InvalidValue, $"`number` takes space, comma or point as separators, each once, found '{grouping}' and '{point}'");
        }

        var text = grouping is null ? a[0].AsString() : a[0].AsString().Replace(grouping, "", StringComparison.Ordinal);
        text = point == "," ? text.Contains('.', StringComparison.Ordinal) ? "" : text.Replace(',', '.') : text;
        return FeelNumber.TryParse(text, out var number) ? FeelValue.Of(number) : NotA("number", a[0], call);
    }

    private static FeelValue MonthsBetween(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        if (a[0].Kind is not (FeelKind.Date or FeelKind.DateTime) || a[1].Kind is not (FeelKind.Date or FeelKind.DateTime))
        {
            return call.Fail(FeelCauseKind.TypeMismatch, FeelErrors.Operands("years and months duration", "dates", a[0], a[1]));
        }

        return FeelValue.Of(new FeelYearsMonthsDuration(Months.Between(Arithmetic.AsDateTime(a[0]).Date, Arithmetic.AsDateTime(a[1]).Date)));
    }
}
