using System.Collections;
using DigiSoc.Dmn.Tables;

namespace DigiSoc.Dmn.Checking;

/// <summary>A decision table with each column cut into segments, and each rule as the segments it covers.</summary>
internal sealed class TableGrid
{
    /// <summary>Choices of tests held against segments, in all columns together: some ten seconds.</summary>
    private const long MostComparisons = 300_000_000;

    private readonly BitArray[][] _rules;
    private readonly (int First, int Last)[][] _extents;

    private TableGrid(DecisionTable table, ColumnDomain[] columns, BitArray[][] rules)
    {
        Table = table;
        Columns = columns;
        _rules = rules;
        _extents = [.. rules.Select(cells => cells.Select(ExtentOf).ToArray())];
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

    /// <summary>The first and the last segment of a column that a rule covers; both -1 when it covers none.</summary>
    public (int First, int Last) Extent(int rule, int column) => _extents[rule][column];

    /// <summary>Whether a rule covers some segment of each column.</summary>
    public bool CanMatch(int rule) => Array.TrueForAll(_extents[rule], extent => extent.First >= 0);

    /// <summary>Whether two rules that can match are not told apart by where they begin and end.</summary>
    public bool MayShare(int first, int second)
    {
        var (left, right) = (_extents[first], _extents[second]);
        for (var column = 0; column < left.Length; column++)
        {
            if (left[column].First > right[column].Last || right[column].First > left[column].Last)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first segment of each column that both of two rules that can match cover; null when they never both match.</summary>
    /// <param name="first">A rule.</param>
    /// <param name="second">Another rule.</param>
    /// <param name="left">How many segments may still be compared; below 0 nothing was found out.</param>
    public int[]? Shared(int first, int second, ref long left)
    {
        if (!MayShare(first, second))
        {
            return null;
        }

        var shared = new int[Columns.Count];
        for (var column = 0; column < shared.Length; column++)
        {
            var at = Math.Max(_extents[first][column].First, _extents[second][column].First);
            var last = Math.Min(_extents[first][column].Last, _extents[second][column].Last);
            while (at <= last && !(_rules[first][column][at] && _rules[second][column][at]))
            {
                at++;
                left--;
            }

            if (at > last || left < 0)
            {
                return null;
            }

            shared[column] = at;
        }

        return shared;
    }

    private static (int First, int Last) ExtentOf(BitArray covered)
    {
        var (first, last) = (0, covered.Count - 1);
        while (first <= last && !covered[first])
        {
            first++;
        }

        while (last >= first && !covered[last])
        {
            last--;
        }

        return first > last ? (-1, -1) : (first, last);
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
