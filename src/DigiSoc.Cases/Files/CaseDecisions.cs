using System.Text.Json;
using DigiSoc.Cases.Decisions;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;

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
public sealed record ComputationRow(LocalText Label, LocalText? Formula, decimal? Amount, string? Unit, string? Norm, string? Source);

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
public sealed class CaseDecisions
{
    private readonly CaseStore _store;
    private readonly EvaluationExplainer _explainer;
    private readonly ViewLog _views;

    internal CaseDecisions(CaseStore store, EvaluationExplainer explainer, ViewLog views) => (_store, _explainer, _views) = (store, explainer, views);

    /// <summary>Newest first. Reading is written to the access audit.</summary>
    public async Task<IReadOnlyList<CaseDecision>> ForCaseAsync(Worker worker, Guid caseId, CancellationToken ct)
    {
        var (decisions, names, title) = await _store.ReadAsync(
            worker.InstitutionId,
            async db => (
                await db.Decisions.AsNoTracking().Where(row => row.CaseId == caseId).OrderByDescending(row => row.DecidedAt).ToListAsync(ct),
                await db.Users.AsNoTracking().ToDictionaryAsync(row => row.UserId, row => row.Name, ct),
                await db.Cases.AsNoTracking().Where(row => row.CaseId == caseId).Select(row => new LocalText(row.ProcedureLv, row.ProcedureEn)).SingleOrDefaultAsync(ct)),
            ct);
        if (decisions.Count == 0)
        {
            return [];
        }

        await _views.SeenAsync(worker, "decision", caseId, decisions[0].PackageKey, null, ct);
        var evaluations = await ReadEvaluationsAsync(worker, caseId, ct);
        var shown = new List<CaseDecision>();
        foreach (var decision in decisions)
        {
            shown.Add(await ShowAsync(decision, title!, names, evaluations, ct));
        }

        return shown;
    }

    /// <summary>DMN evaluations of the case so far, oldest first; also before a decision is recorded.</summary>
    public async Task<IReadOnlyList<RuleEvaluation>> EvaluationsAsync(Worker worker, Guid caseId, CancellationToken ct)
    {
        var explained = new List<RuleEvaluation>();
        foreach (var row in await ReadEvaluationsAsync(worker, caseId, ct))
        {
            explained.Add(await _explainer.ExplainAsync(row, ct));
        }

        return explained;
    }

    private Task<List<EvaluationRow>> ReadEvaluationsAsync(Worker worker, Guid caseId, CancellationToken ct) => _store.ReadAsync(
        worker.InstitutionId,
        db => db.Evaluations.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.EvaluatedAt).ThenBy(row => row.EvaluationId).ToListAsync(ct),
        ct);

    private async Task<CaseDecision> ShowAsync(
        DecisionRow decision, LocalText title, Dictionary<string, string> names, List<EvaluationRow> evaluations, CancellationToken ct)
    {
        var behind = evaluations.Where(row => decision.Evaluations.Contains(row.EvaluationId)).ToList();
        var explained = new List<RuleEvaluation>();
        foreach (var row in behind)
        {
            explained.Add(await _explainer.ExplainAsync(row, ct));
        }

        return new CaseDecision(
            decision.DecisionId,
            decision.CaseId,
            decision.Number,
            title,
            decision.DecidedOn,
            decision.LawDate,
            decision.Outcome,
            decision.Amount,
            decision.PeriodFrom,
            decision.PeriodTo,
            decision.DecidedBy is { } by ? names.GetValueOrDefault(by) : null,
            decision.PreparedBy is { } prepared ? names.GetValueOrDefault(prepared) : null,
            [.. decision.Norms.Concat(behind.SelectMany(row => row.Norms)).Distinct()],
            ComputationRows.Of(behind),
            explained,
            CaseJson.Parse(decision.Content));
    }
}
