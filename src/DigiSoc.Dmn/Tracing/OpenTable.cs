using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>A table under way.</summary>
/// <param name="table">The table.</param>
/// <param name="values">Values of its input columns, from the first on.</param>
internal sealed class OpenTable(DecisionTable table, FeelValue[] values)
{
    public List<(TableRule Rule, int Failed)> Rules { get; } = [];

    public HashSet<int> Selected { get; set; } = [];

    public bool IsConflict { get; set; }

    public string? RefusedBy { get; init; }

    public TracedTable Close(IReadOnlyList<TraceStep> steps, in FeelValue value) => new(
        table.HitPolicy,
        table.Aggregation,
        table.Norms,
        [.. table.Inputs.Zip(values, (input, found) => KeyValuePair.Create(input.Label ?? input.Expression.Trim(), found))],
        RefusedBy,
        [.. Rules.Select((rule, at) => Traced(rule.Rule, rule.Failed, Selected.Contains(at)))],
        IsConflict,
        steps,
        value);

    private TracedRule Traced(TableRule rule, int failed, bool selected) => new(
        rule.Place.Row ?? 0,
        rule.Id,
        failed < 0,
        selected,
        failed < 0 ? null : failed + 1,
        failed < 0 ? null : rule.Tests[failed].Trim(),
        rule.Tests,
        rule.Norms,
        [.. table.Annotations.Zip(rule.Annotations, KeyValuePair.Create)]);
}
