using System.Collections;
using DigiSoc.Dmn.Tables;

namespace DigiSoc.Dmn.Checking;

/// <summary>A decision table with each column cut into segments, and each rule as the segments it covers.</summary>
internal sealed class TableGrid
{
    /// <summary>Choices of tests held against segments, in all columns together: some ten seconds.</summary>
    private const long MostComparisons = 300_000_000;

    private readonly BitArray[][] _rules;

    private TableGrid(DecisionTable table, ColumnDomain[] columns, BitArray[][] rules)
    {
        Table = table;
        Columns = columns;
        _rules = rules;
    }

    public DecisionTable Table { get; }

    public IReadOnlyList<ColumnDomain> Columns { get; }

    public int RuleCount => _rules.Length;

    /// <summary>The grid of a table; null when its rules do not fit its columns.</summary>
    public static TableGrid? Of(DecisionTable table, DmnModel model)
    {
        if (table.Rules.Any(rule => rule.Tests.Count != table.Inputs.Count))
        {
            return null;
        }

        var columns = table.Inputs.Select((input, at) => ColumnDomain.Of(
            input,
            [.. table.Rules.Select(rule => rule.Tests[at])],
            [.. Allowed(input, model)],
            TypeChecks.ShapeOf(input.TypeRef ?? TypeOf(input, model), model).Kind,
            MostComparisons / table.Inputs.Count)).ToArray();
        var rules = table.Rules
            .Select(rule => rule.Tests.Select((test, at) => columns[at].Covered(test)).ToArray()).ToArray();
        return new TableGrid(table, columns, rules);
    }

    /// <summary>Whether a rule covers a segment of a column.</summary>
    public bool Covers(int rule, int column, int segment) => _rules[rule][column][segment];

    /// <summary>The segments of a column that a rule covers.</summary>
    public IEnumerable<int> SegmentsOf(int rule, int column) =>
        Enumerable.Range(0, Columns[column].Count).Where(segment => _rules[rule][column][segment]);

    /// <summary>Whether a rule's test of a column is passed by all that passes another rule's, for certain.</summary>
    /// <remarks>Where a column needs evaluation, nothing else is known than that a test is the same, or tests nothing.</remarks>
    public bool SurelyTakes(int rule, int other, int column) => Columns[column].IsAnalysed
        || ColumnDomain.IsAny(Table.Rules[rule].Tests[column])
        || Table.Rules[rule].Tests[column].Trim() == Table.Rules[other].Tests[column].Trim();

    /// <summary>The first segment of each column that both rules cover; null when they never both match.</summary>
    public int[]? Shared(int first, int second)
    {
        var shared = new int[Columns.Count];
        for (var column = 0; column < shared.Length; column++)
        {
            shared[column] = -1;
            for (var segment = 0; segment < Columns[column].Count; segment++)
            {
                if (_rules[first][column][segment] && _rules[second][column][segment])
                {
                    shared[column] = segment;
                    break;
                }
            }

            if (shared[column] < 0)
            {
                return null;
            }
        }

        return shared;
    }

    private static IEnumerable<string> Allowed(TableInput input, DmnModel model)
    {
        if (input.Values is not null)
        {
            yield return input.Values;
        }

        var typeRef = input.TypeRef is { } written && model.TypeTable.Types.ContainsKey(written) ? written : TypeOf(input, model);
        if (typeRef is not null && model.TypeTable.Types.TryGetValue(typeRef, out var type))
        {
            foreach (var constraint in type.Constraints)
            {
                yield return constraint.Text;
            }
        }
    }

    /// <summary>Type of the input data or decision that the column's expression plainly names.</summary>
    private static string? TypeOf(TableInput input, DmnModel model)
    {
        var name = input.Expression.Trim();
        return model.Inputs.FirstOrDefault(data => data.Name == name)?.TypeRef
            ?? model.Decisions.FirstOrDefault(decision => decision.Name == name)?.TypeRef
            ?? MemberType(name, model);
    }

    private static string? MemberType(string path, DmnModel model)
    {
        var steps = path.Split('.', StringSplitOptions.TrimEntries);
        var type = model.Inputs.FirstOrDefault(data => data.Name == steps[0])?.TypeRef;
        foreach (var step in steps.Skip(1))
        {
            type = model.ItemDefinitions.FirstOrDefault(definition => definition.Name == type)?
                .Components.FirstOrDefault(component => component.Name == step && component.Components.Count == 0)?.TypeRef;
        }

        return type;
    }
}
