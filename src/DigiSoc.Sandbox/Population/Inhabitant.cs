namespace DigiSoc.Sandbox.Population;

/// <summary>A made-up person with everything the registers know. Money is EUR.</summary>
internal sealed record Inhabitant
{
    /// <summary>New format, prefix 30 or 31, which are never issued.</summary>
    public required string PersonCode { get; init; }

    public required string GivenName { get; init; }

    public required string Surname { get; init; }

    public required DateOnly BirthDate { get; init; }

    public DateOnly? DeathDate { get; init; }

    public string Citizenship { get; init; } = "LV";

    public string ResidenceStatus { get; init; } = "citizen";

    /// <summary>Newest first; the current one has no end. No current one: nothing is declared now.</summary>
    public required IReadOnlyList<AddressSpell> Addresses { get; init; }

    public IReadOnlyList<Job> Jobs { get; init; } = [];

    public IReadOnlyList<Benefit> Benefits { get; init; } = [];

    /// <summary>Null: not registered as unemployed.</summary>
    public NvaRegistration? Nva { get; init; }

    public Disability Disability { get; init; } = new(0, null, CareNeeded: false);

    public IReadOnlyList<Account> Accounts { get; init; } = [];

    /// <summary>Balance of the first account fourteen months ago.</summary>
    public decimal Savings { get; init; }

    /// <summary>Paid in each month by a stranger; seen in the account statement only.</summary>
    public decimal UnexplainedDeposit { get; init; }

    public DateOnly? InPrisonSince { get; init; }

    public DateOnly? InCareSince { get; init; }

    public bool HasEAddress { get; init; }

    /// <summary>Empty when the person has none.</summary>
    public string Email { get; init; } = "";

    public int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return BirthDate.AddYears(years) > day ? years - 1 : years;
    }

    public bool IsChildOn(DateOnly day) => AgeOn(day) < 18;
}

/// <param name="Until">Last day; null: current.</param>
internal sealed record AddressSpell(string Text, string Atvk, string Code, DateOnly Since, DateOnly? Until);

/// <param name="Kind">wage, author, business or other.</param>
/// <param name="Until">Last day; null: still held.</param>
internal sealed record Job(
    string Payer, string Kind, decimal Gross, decimal Tax, decimal Net, DateOnly From, DateOnly? Until);

/// <param name="MonthlyAmount">Before deductions.</param>
/// <param name="Deduction">Kept back each month, for example for a bailiff.</param>
/// <param name="PaidOnDay">Day of the month, 1 to 28.</param>
internal sealed record Benefit(
    string Kind, decimal MonthlyAmount, decimal Deduction, int PaidOnDay, DateOnly From, DateOnly? Until);

internal sealed record NvaRegistration(DateOnly Since, bool DutiesFulfilled, IReadOnlyList<string> Exemptions);

/// <param name="Group">0 none; 1, 2, 3 for adults. A child with disability has group 0 and a term.</param>
internal sealed record Disability(int Group, DateOnly? ValidTo, bool CareNeeded, bool Child = false);

internal sealed record Account(string Iban, string Bank, DateOnly OpenedOn);

/// <summary>One direction of a link: <paramref name="Of"/> has <paramref name="To"/> as child, parent, spouse or partner.</summary>
internal sealed record Relation(string Of, string To, string Kind);

/// <param name="State">held, suspended or removed.</param>
internal sealed record Custody(string ChildCode, string HolderCode, string State);
