using System.Text.Json;

namespace DigiSoc.Cases;

/// <summary>A decision of the institution (lēmums) with everything needed to evaluate it again and to explain it.</summary>
/// <remarks>
/// <paramref name="Number"/> is unique in the institution; <paramref name="LawDate"/>: the day whose law and amounts it applied;
/// <paramref name="Outcome"/>: the package's word ("granted", "refused"); <paramref name="Amount"/>: EUR a month, null when none;
/// <paramref name="Content"/>: the recorded decision as the package composed it; every number of the letter comes from here.
/// </remarks>
public sealed record CaseDecision(
    Guid DecisionId,
    Guid CaseId,
    string Number,
    LocalText Title,
    DateOnly DecidedOn,
    DateOnly LawDate,
    string Outcome,
    decimal? Amount,
    DateOnly? PeriodFrom,
    DateOnly? PeriodTo,
    string? DecidedByName,
    string? PreparedByName,
    IReadOnlyList<string> Norms,
    IReadOnlyList<ComputationRow> Computation,
    IReadOnlyList<RuleEvaluation> Evaluations,
    JsonElement Content);

/// <summary>One row of the computation, in order. <paramref name="Formula"/> with the values put in; <paramref name="Unit"/> "EUR", "persons", ….</summary>
public sealed record ComputationRow(LocalText Label, string? Formula, decimal? Amount, string? Unit, string? Norm, string? Source);

/// <summary>One DMN evaluation behind the decision, oldest first.</summary>
/// <remarks><paramref name="InWords"/>: the trace in plain words; <paramref name="Trace"/>: the trace as stored.</remarks>
public sealed record RuleEvaluation(
    string ElementId,
    string DecisionId,
    LocalText Title,
    DateTimeOffset At,
    JsonElement Inputs,
    JsonElement Output,
    IReadOnlyList<string> RulesFired,
    IReadOnlyList<string> Norms,
    LocalText InWords,
    JsonElement Trace);

/// <summary>Recorded decisions, laid open.</summary>
public sealed partial class CaseDecisions
{
    /// <summary>Newest first. Reading is written to the access audit.</summary>
    public partial Task<IReadOnlyList<CaseDecision>> ForCaseAsync(Worker worker, Guid caseId, CancellationToken ct);

    /// <summary>DMN evaluations of the case so far, oldest first; also before a decision is recorded.</summary>
    public partial Task<IReadOnlyList<RuleEvaluation>> EvaluationsAsync(Worker worker, Guid caseId, CancellationToken ct);
}
