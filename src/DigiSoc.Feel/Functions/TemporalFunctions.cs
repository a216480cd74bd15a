namespace DigiSoc.Feel.Functions;

/// <summary>Functions of dates and times, and of the evaluation's instant (DMN tables 79 and 80).</summary>
internal static class TemporalFunctions
{
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];

    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        new("day of year", "The day's number in its year, 1 to 366.")
        {
            Gives = FeelType.Number,
            Forms = OfDate(date => FeelValue.Of(date.DayOfYear)),
            Examples = [new("day of year(@\"2019-09-17\")", "260")],
        },
        new("day of week", "The English name of the weekday.")
        {
            Gives = FeelType.String,
            Forms = OfDate(date => FeelValue.Of(Weekdays[date.Weekday - 1])),
            Examples = [new("day of week(@\"2019-09-17\")", "\"Tuesday\"")],
        },
        new("month of year", "The English name of the month.")
        {
            Gives = FeelType.String,
            Forms = OfDate(date => FeelValue.Of(Months[date.Month - 1])),
            Examples = [new("month of year(@\"2019-09-17\")", "\"September\"")],
        },
        new("week of year", "The ISO 8601 week, 1 to 53; the first week holds the year's first Thursday.")
        {
            Gives = FeelType.Number,
            Forms = OfDate(date => FeelValue.Of(date.WeekOfYear)),
            Examples = [new("week of year(@\"2019-09-17\")", "38"), new("week of year(@\"2005-01-01\")", "53")],
        },
        new("now", "The evaluation's instant, with its offset; the same in the whole evaluation.")
        {
            Gives = FeelType.DateTime,
            Forms = [new("", (_, call) => FeelValue.Of(call.Environment.Now))],
            Examples = [new("now() instance of date and time", "true")],
        },
        new("today", "The date of the evaluation's instant, at its offset.")
        {
            Gives = FeelType.Date,
            Forms = [new("", (_, call) => FeelValue.Of(FeelDateTime.Of(call.Environment.Now).Date))],
            Examples = [new("today() = date(now())", "true")],
        },
    ];

    private static Form[] OfDate(Func<FeelDate, FeelValue> compute) =>
    [
        new("date: date", (a, _) => compute(a[0].AsDate())),
        new("date: date and time", (a, _) => compute(a[0].AsDateTime().Date)),
    ];
}
