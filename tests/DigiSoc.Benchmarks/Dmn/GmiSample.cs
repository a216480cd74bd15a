using DigiSoc.Feel;

namespace DigiSoc.Benchmarks.Dmn;

/// <summary>An application for the GMI benefit over three months, for every engine in its own form.</summary>
internal static class GmiSample
{
    public const string Monthly =
        "for m in months return {month: m.month, gmi1: m.gmi1, gmi2: m.gmi2, others: max([0, persons - 1]), "
        + "need: m.gmi1 + m.gmi2 * max([0, persons - 1]), income: monthlyIncome, "
        + "amount: max([0, m.gmi1 + m.gmi2 * max([0, persons - 1]) - monthlyIncome]), norm: m.norm}";

    public static readonly string[] TableInputs =
        ["applicantCounted", "propertyTest.within", "duty.fulfilled", "cureAllowed", "max(for m in monthly return m.amount)"];

    public static readonly object[] TableRows =
    [
        Row(["false", "-", "-", "-", "-"], "refused"),
        Row(["-", "-", "-", "-", "<= 0"], "refused"),
        Row(["-", "false", "-", "not(true)", "-"], "refused"),
        Row(["-", "-", "false", "not(true)", "-"], "refused"),
        Row(["-", "-", "-", "-", "-"], "granted"),
    ];

    public static readonly HandWritten.Month[] Months =
    [
        new(new DateOnly(2026, 5, 1), 166m, 116m, "SPSPL 36"),
        new(new DateOnly(2026, 6, 1), 166m, 116m, "SPSPL 36"),
        new(new DateOnly(2026, 7, 1), 166m, 116m, "SPSPL 36"),
    ];

    public static readonly FeelContext Inputs = FeelContext.Of(
        ("months", FeelValue.Of(FeelList.From(Months.Select(month => FeelValue.Of(FeelContext.Of(
            ("month", FeelValue.Of(month.On)), ("gmi1", FeelValue.Of(month.Gmi1)), ("gmi2", FeelValue.Of(month.Gmi2)),
            ("norm", FeelValue.Of(month.Norm)))))))),
        ("persons", FeelValue.Of(4)),
        ("monthlyIncome", FeelValue.Of(310.50m)),
        ("propertyTest", FeelValue.Of(FeelContext.Of(("within", FeelValue.True)))),
        ("duty", FeelValue.Of(FeelContext.Of(("fulfilled", FeelValue.True)))),
        ("applicantCounted", FeelValue.True),
        ("periodMonths", FeelValue.Of(3)),
        ("status", FeelValue.Of("needy")),
        ("cureAllowed", FeelValue.False));

    /// <summary>As the process hands them to the proposal: with the lists of what speaks against it, empty here.</summary>
    public static readonly FeelContext ProposalInputs = Inputs
        .With("propertyTest", FeelValue.Of(FeelContext.Of(("within", FeelValue.True), ("breaches", FeelValue.Of(FeelList.Empty)))))
        .With("duty", FeelValue.Of(FeelContext.Of(("fulfilled", FeelValue.True), ("unfulfilled", FeelValue.Of(FeelList.Empty)))));

    public static readonly object Context = new
    {
        months = Months.Select(month => new { month = "2026-05-01", gmi1 = 166, gmi2 = 116, norm = month.Norm }).ToArray(),
        persons = 4,
        monthlyIncome = 310.5,
        propertyTest = new { within = true },
        duty = new { fulfilled = true },
        applicantCounted = true,
        cureAllowed = false,
    };

    private static object Row(string[] tests, string outcome) =>
        new { tests, outputs = new[] { $"\"{outcome}\"", "\"reason\"", "\"norm\"" } };
}
