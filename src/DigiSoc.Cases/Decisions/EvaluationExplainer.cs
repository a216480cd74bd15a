using System.Globalization;
using System.Text.Json;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Dmn;
using DigiSoc.Feel;

namespace DigiSoc.Cases.Decisions;

/// <summary>Explains a stored evaluation by evaluating it again: same model version, same inputs, same instant.</summary>
internal sealed class EvaluationExplainer(DeployedPackages packages)
{
    public async Task<RuleEvaluation> ExplainAsync(EvaluationRow row, CancellationToken ct)
    {
        var inputs = CaseJson.Parse(row.Inputs);
        var package = await packages.FindAsync(row.PackageKey, row.PackageVersion, ct);
        var model = package?.Decision(row.DecisionKey);
        var trace = model?.Evaluate(row.DecisionKey, ReadInputs(inputs), new FeelEnvironment(row.EvaluatedAt), DmnTracing.On).Trace;
        return new RuleEvaluation(
            row.ElementId,
            row.DecisionKey,
            package?.Titles.Of(row.ElementId) ?? LocalText.Of(row.DecisionKey),
            row.EvaluatedAt,
            inputs,
            CaseJson.Parse(row.Output),
            trace is null ? [] : [.. Fired(trace)],
            trace is null ? row.Norms : [.. row.Norms.Concat(trace.Norms()).Distinct()],
            trace is null
                ? LocalText.Of("")
                : new LocalText(string.Join("\n", DmnExplanation.InWords(trace, "lv")), string.Join("\n", DmnExplanation.InWords(trace, "en"))),
            CaseJson.Parse(row.Trace));
    }

    private static FeelContext ReadInputs(JsonElement inputs) =>
        inputs.ValueKind == JsonValueKind.Object ? FeelJson.Read(inputs).AsContext() : FeelContext.Empty;

    /// <summary>"countable, row 3 (SPSPL 36(1)1)".</summary>
    private static IEnumerable<string> Fired(DmnTrace trace) =>
        from decision in trace.Decisions
        from table in decision.Steps.SelectMany(step => step.Tables())
        from rule in table.Rules
        where rule.Selected
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{decision.Name}, {rule.Row}{(rule.Norms.Count == 0 ? "" : $" ({string.Join(", ", rule.Norms)})")}");
}
