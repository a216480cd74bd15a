namespace DigiSoc.Registers.Tests.Support;

/// <summary>Questions with everything filled in.</summary>
internal static class Ask
{
    public static readonly LookupPeriod ThreeMonths = new(new DateOnly(2025, 12, 1), new DateOnly(2026, 2, 28));

    private static int _number;

    public static LookupRequest For(string itemId, string personCode, LookupPeriod? period = null) => new()
    {
        ItemId = itemId,
        PersonCode = personCode,
        Period = period,
        CaseId = "case-1",
        StepId = "lookup",
        PackageVersion = "gmi-benefit@1",
        Norms = ["SPSPL 36(1)1"],
        Purpose = "gmi-benefit",
        Actor = "dace",
        InstitutionId = LookupFixture.Institution,
        IdempotencyKey = $"key-{Interlocked.Increment(ref _number)}",
    };
}
