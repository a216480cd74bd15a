using DigiSoc.Feel;

namespace DigiSoc.Cases.Decisions;

/// <summary>The parts of a process's <c>decision</c> variable that every procedure has; the rest is kept as it is.</summary>
/// <remarks>
/// Names read: <c>outcome</c> (obligatory), <c>amountPerMonth</c> or <c>amount</c>, <c>from</c>, <c>to</c>, <c>lawDate</c>.
/// Amounts are kept as the package rounded them. No benefit is an amount of null.
/// </remarks>
internal sealed record ProposedDecision(string Outcome, decimal? Amount, DateOnly? From, DateOnly? To, DateOnly? LawDate)
{
    /// <summary>Null when there is no outcome.</summary>
    public static ProposedDecision? Read(FeelContext decision)
    {
        if (CaseJson.Text(decision, "outcome") is not { } outcome)
        {
            return null;
        }

        return new ProposedDecision(
            outcome,
            AmountOf(decision, "amountPerMonth") ?? AmountOf(decision, "amount"),
            CaseJson.Date(decision, "from"),
            CaseJson.Date(decision, "to"),
            CaseJson.Date(decision, "lawDate"));
    }

    private static decimal? AmountOf(FeelContext decision, string name) =>
        decision.TryGet(name, out var value) && value.Kind == FeelKind.Number ? (decimal)value.AsNumber() : null;
}
