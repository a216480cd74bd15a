using DigiSoc.Dmn.Tables;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>The input columns of a table that have one expression, and so always the same value.</summary>
/// <param name="Domain">What the value can be.</param>
/// <param name="Inputs">The columns by number, from 0.</param>
internal sealed record GridColumn(ColumnDomain Domain, IReadOnlyList<int> Inputs)
{
    /// <summary>The columns of a table, in order of the first input of each.</summary>
    public static IEnumerable<GridColumn> Of(DecisionTable table, TypedNames names, TypeTable types)
    {
        var inputs = table.Inputs.Select((input, at) => (At: at, Type: names.Of(input.Expression), Written: types.Known(input.TypeRef)))
            .Select(each => (each.At, Limits: LimitsOf(table.Inputs[each.At], each.Type, each.Written), Kind: each.Written.Shape.Kind ?? each.Type.Shape.Kind));
        return inputs.GroupBy(each => (Expression: Normal(table.Inputs[each.At].Expression), each.Kind)).Select(same =>
            Column(table, [.. same.Select(each => each.At)], [.. same.SelectMany(each => each.Limits)], same.Key.Kind));
    }

    /// <summary>The segments that pass a rule's tests of these inputs, or perhaps pass where one of them is not known.</summary>
    public SegmentSet Covered(TableRule rule) => Inputs.Aggregate(Domain.All, (left, input) => left.And(Domain.Covered(rule.Tests[input])));

    /// <summary>Whether it is known what a rule's tests of these inputs cover.</summary>
    public bool IsKnown(TableRule rule) => Inputs.All(input => Domain.IsKnown(rule.Tests[input]));

    /// <summary>Whether all that passes a rule's tests of these inputs passes another's, for certain.</summary>
    /// <remarks>Of tests that need evaluation nothing else is known than that two are the same.</remarks>
    public bool SurelyTakes(TableRule rule, TableRule other) => Inputs.All(input =>
        ColumnDomain.IsAny(rule.Tests[input])
        || rule.Tests[input].Trim() == other.Tests[input].Trim()
        || Domain.IsKnown(rule.Tests[input]) && Domain.Covered(rule.Tests[input]).Covers(Covered(other)));

    /// <summary>Whether a rule asks these inputs in one column at most, so that its tests cannot contradict one another.</summary>
    public bool AsksOnce(TableRule rule) => Inputs.Count(input => !ColumnDomain.IsAny(rule.Tests[input])) <= 1;

    private static GridColumn Column(DecisionTable table, IReadOnlyList<int> inputs, IReadOnlyList<string> limits, FeelKind? kind)
    {
        var first = table.Inputs[inputs[0]];
        var cells = table.Rules.SelectMany(rule => inputs.Select(at => rule.Tests[at]));
        return new GridColumn(
            ColumnDomain.Of(first.Label ?? first.Expression.Trim(), cells, [.. limits.Distinct(StringComparer.Ordinal)], kind), inputs);
    }

    /// <summary>Input values, and the constraints of the column's type and of what the expression names.</summary>
    private static List<string> LimitsOf(TableInput input, DmnType type, DmnType written)
    {
        var limits = written.Constraints.Concat(type.Constraints).Select(constraint => constraint.Text);
        return [.. input.Values is null ? limits : limits.Prepend(input.Values)];
    }

    /// <summary>Without what is no difference to FEEL; texts in quotes are left as they are.</summary>
    private static string Normal(string expression) => expression.Contains('"', StringComparison.Ordinal)
        ? expression.Trim()
        : string.Join(' ', expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
