namespace DigiSoc.Sandbox.Population;

/// <summary>
/// The movements on a person's first account, computed from what the person earns and receives, so that statements,
/// tax data and pension data tell the same story. The other accounts are empty.
/// </summary>
internal sealed class Ledger
{
    private const int MonthsKept = 15;

    private readonly SandboxDay _day;
    private readonly List<LedgerLine> _lines = [];

    public Ledger(Inhabitant person, SandboxDay day)
    {
        _day = day;
        Start = day.MonthsAgo(MonthsKept);
        Opening = person.Savings;
        var balance = Opening;
        foreach (var line in Movements(person).Where(line => line.Date <= day.Today).OrderBy(line => line.Date).ThenBy(line => line.Amount))
        {
            var booked = line.Amount < 0 && balance + line.Amount < 0 ? line with { Amount = -balance } : line;
            if (booked.Amount != 0)
            {
                _lines.Add(booked);
                balance += booked.Amount;
            }
        }
    }

    public DateOnly Start { get; }

    /// <summary>Balance before the first line.</summary>
    public decimal Opening { get; }

    /// <summary>By date.</summary>
    public IReadOnlyList<LedgerLine> Lines => _lines;

    /// <summary>Balance at the end of the day before <paramref name="day"/>.</summary>
    public decimal BalanceBefore(DateOnly day) => Opening + _lines.Where(line => line.Date < day).Sum(line => line.Amount);

    private IEnumerable<LedgerLine> Movements(Inhabitant person)
    {
        for (var month = Start; month <= _day.Month; month = month.AddMonths(1))
        {
            var income = Income(person, month).ToList();
            foreach (var line in income.Concat(Spending(person, month, income.Sum(line => line.Amount))))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<LedgerLine> Income(Inhabitant person, DateOnly month)
    {
        foreach (var job in person.Jobs.Where(job => Payments.IsActive(job.From, job.Until, month)))
        {
            yield return new LedgerLine(Payments.WageDay(month), job.Net, job.Payer, job.Kind == "wage" ? "Darba alga" : "Atlīdzība");
        }

        foreach (var benefit in person.Benefits.Where(benefit => Payments.IsActive(benefit.From, benefit.Until, month)))
        {
            yield return new LedgerLine(Payments.BenefitDay(benefit, month), benefit.MonthlyAmount - benefit.Deduction, "VSAA", benefit.Kind);
        }

        if (person.UnexplainedDeposit > 0)
        {
            yield return new LedgerLine(month.AddDays(9), person.UnexplainedDeposit, "Nezināms maksātājs", "Skaidras naudas iemaksa");
        }
    }

    /// <summary>What came in the same month, so that savings stay as they are.</summary>
    private static IEnumerable<LedgerLine> Spending(Inhabitant person, DateOnly month, decimal income)
    {
        if (income == 0 || person.DeathDate < month)
        {
            yield break;
        }

        var rent = decimal.Round(income * 0.40m, 2);
        var shopping = decimal.Round(income * 0.25m, 2);
        yield return new LedgerLine(month.AddDays(13), -rent, "SIA Izdomu namsaimnieks", "Īre un komunālie");
        yield return new LedgerLine(month.AddDays(21), -shopping, "SIA Piemēra veikals", "Pirkums");
        yield return new LedgerLine(month.AddDays(24), -(income - rent - shopping), "SIA Piemēra veikals", "Pirkums");
    }
}

internal sealed record LedgerLine(DateOnly Date, decimal Amount, string Counterparty, string Text);
