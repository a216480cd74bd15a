namespace DigiSoc.Benchmarks.Dmn;

/// <summary>The same rules as a programmer would write them, in decimal arithmetic.</summary>
internal static class HandWritten
{
    public static decimal Expression(decimal age, decimal income, decimal limit, decimal @base, decimal bonus) =>
        age >= 18m && income < limit * 1.2m ? @base + bonus * 2m - 10m : @base / 2m;

    public static string? Table(decimal age, decimal income, string status, decimal children)
    {
        // The hit policy UNIQUE looks at every rule.
        string? found = null;
        foreach (var rule in Rules)
        {
            if (rule.Matches(age, income, status, children))
            {
                found = found is null ? rule.Output : throw new InvalidOperationException("Two rules match.");
            }
        }

        return found;
    }

    public static (string Outcome, string Reason, string Norm) Gmi(
        Month[] months, decimal persons, decimal income, bool within, bool fulfilled, bool applicant, bool cure)
    {
        var largest = 0m;
        foreach (var month in months)
        {
            var amount = Math.Max(0m, month.Gmi1 + month.Gmi2 * Math.Max(0m, persons - 1m) - income);
            largest = Math.Max(largest, amount);
        }

        return !applicant ? ("refused", "not entitled", "3, 36")
            : largest <= 0m ? ("refused", "income", "36")
            : !within && !cure ? ("refused", "property", "36")
            : !fulfilled && !cure ? ("refused", "duty", "36")
            : ("granted", "below the level", "36");
    }

    /// <summary>What the decision <c>proposal</c> answers: the whole record that the case keeps and the letter is made of.</summary>
    public static Proposed Propose(
        Month[] months, decimal persons, decimal income, Limits property, Duties duties, bool applicant, bool cure, int periodMonths, string status)
    {
        var others = Math.Max(0m, persons - 1m);
        var rows = new List<MonthRow>(months.Length);
        var largest = 0m;
        var total = 0m;
        foreach (var month in months)
        {
            var need = month.Gmi1 + month.Gmi2 * others;
            var amount = Math.Max(0m, need - income);
            largest = Math.Max(largest, amount);
            total += amount;
            rows.Add(new MonthRow(month.On, month.Gmi1, month.Gmi2, others, need, income, amount, month.Norm));
        }

        var (outcome, reason, norm) = Gmi(months, persons, income, property.Within, duties.Fulfilled, applicant, cure);
        var reasons = new List<Reason>(1 + property.Breaches.Count + duties.Unfulfilled.Count) { new(reason, norm) };
        foreach (var breach in property.Breaches)
        {
            reasons.Add(breach);
        }

        foreach (var (name, duty) in duties.Unfulfilled)
        {
            reasons.Add(new Reason(name + ": " + duty, "SPSPL 36(2)"));
        }

        var granted = outcome == "granted";
        return new Proposed(
            outcome, granted ? rows : [], rows, granted ? rows[0].Amount : 0m, granted ? total : 0m, granted ? periodMonths : 0,
            granted ? rows[0].On : null, granted ? rows[^1].On.AddMonths(1).AddDays(-1) : null, status, persons, income, reasons);
    }

    internal sealed record Limits(bool Within, IReadOnlyList<Reason> Breaches);

    internal sealed record Duties(bool Fulfilled, IReadOnlyList<(string Name, string Duty)> Unfulfilled);

    internal sealed record Reason(string Text, string Norm);

    internal sealed record MonthRow(
        DateOnly On, decimal Gmi1, decimal Gmi2, decimal Others, decimal Need, decimal Income, decimal Amount, string Norm);

    internal sealed record Proposed(
        string Outcome, IReadOnlyList<MonthRow> Months, IReadOnlyList<MonthRow> Calculation, decimal AmountPerMonth, decimal TotalAmount,
        int PeriodMonths, DateOnly? From, DateOnly? To, string Status, decimal Persons, decimal Income, IReadOnlyList<Reason> Reasons);

    internal sealed record Month(DateOnly On, decimal Gmi1, decimal Gmi2, string Norm);

    private sealed record Rule(
        decimal? AgeFrom, decimal? AgeTo, decimal? IncomeFrom, decimal? IncomeBelow, string? Status, decimal? ChildrenFrom,
        decimal? ChildrenTo, string Output)
    {
        public bool Matches(decimal age, decimal income, string status, decimal children) =>
            (AgeFrom is null || age >= AgeFrom) && (AgeTo is null || age <= AgeTo)
            && (IncomeFrom is null || income >= IncomeFrom) && (IncomeBelow is null || income < IncomeBelow)
            && (Status is null || status == Status)
            && (ChildrenFrom is null || children >= ChildrenFrom) && (ChildrenTo is null || children <= ChildrenTo);
    }

    private static readonly Rule[] Rules =
    [
        new(null, 17, null, null, null, null, null, "guardian"),
        new(18, 62, null, 100, "single", 0, 0, "A1"),
        new(18, 62, null, 100, "single", 1, null, "A2"),
        new(18, 62, null, 100, "married", 0, 0, "A3"),
        new(18, 62, null, 100, "married", 1, null, "A4"),
        new(18, 62, 100, 300, "single", 0, 0, "B1"),
        new(18, 62, 100, 300, "single", 1, null, "B2"),
        new(18, 62, 100, 300, "married", 0, 0, "B3"),
        new(18, 62, 100, 300, "married", 1, 2, "B4"),
        new(18, 62, 100, 300, "married", 3, null, "B5"),
        new(18, 62, 300, null, null, null, null, "none"),
        new(63, null, null, null, null, null, null, "pension"),
    ];
}
