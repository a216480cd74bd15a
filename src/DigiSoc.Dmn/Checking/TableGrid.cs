using DigiSoc.Dmn.Tables;
using DigiSoc.Dmn.Types;

namespace DigiSoc.Dmn.Checking;

/// <summary>A decision table with each input expression's values cut into segments, and each rule as the segments it covers.</summary>
/// <remarks>Input columns with the same expression have the same value, so that they are one column of the grid.</remarks>
internal sealed class TableGrid
{
    private readonly SegmentSet[][] _rules;

    // By rule and column, flat: pairs of rules are told apart by them millions of times.
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly bool[] _canMatch;
    private readonly bool[][] _known;

    private TableGrid(DecisionTable table, GridColumn[] columns)
    {
        Table = table;
        Columns = columns;
        _rules = [.. table.Rules.Select(rule => Array.ConvertAll(columns, column => column.Covered(rule)))];
        _known = [.. table.Rules.Select(rule => Array.ConvertAll(columns, column => column.IsKnown(rule)))];
        _first = [.. _rules.SelectMany(cells => cells.Select(cell => cell.First))];
        _last = [.. _rules.SelectMany(cells => cells.Select(cell => cell.Last))];
        _canMatch = Array.ConvertAll(_rules, cells => Array.TrueForAll(cells, cell => !cell.IsEmpty));
    }

    public DecisionTable Table { get; }

    public IReadOnlyList<GridColumn> Columns { get; }

    public int RuleCount => _rules.Length;

    /// <summary>The grid of a table; null when its rules do not fit its columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="names">What is known of the names it sees.</param>
    /// <param name="types">The types of its model.</param>
    public static TableGrid? Of(DecisionTable table, TypedNames names, TypeTable types) =>
        table.Rules.Any(rule => rule.Tests.Count != table.Inputs.Count)
            ? null
            : new TableGrid(table, [.. GridColumn.Of(table, names, types)]);

    /// <summary>The segments of a column that a rule covers.</summary>
    public SegmentSet Covered(int rule, int column) => _rules[rule][column];

    /// <summary>The segments of each column that a rule covers.</summary>
    public IReadOnlyList<SegmentSet> Covered(int rule) => _rules[rule];

    /// <summary>Whether a rule covers, column by column, all that another rule covers.</summary>
    public bool Covers(int rule, int other) => _rules[rule].Zip(_rules[other]).All(cells => cells.First.Covers(cells.Second));

    /// <summary>Whether a rule covers some segment of each column.</summary>
    public bool CanMatch(int rule) => _canMatch[rule];

    /// <summary>Whether a rule's tests that are not known are passed by all that passes another rule's, for certain.</summary>
    public bool SurelyTakes(int rule, int other)
    {
        for (var column = 0; column < Columns.Count; column++)
        {
            if (!_known[rule][column] && !Columns[column].SurelyTakes(Table.Rules[rule], Table.Rules[other]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether some inputs pass the tests of both of two rules that share segments, for certain.</summary>
    /// <remarks>A test that is not known is taken to pass something.</remarks>
    public bool SurelyMeet(int first, int second)
    {
        for (var column = 0; column < Columns.Count; column++)
        {
            if (!(_known[first][column] && _known[second][column])
                && !(IsWithin(first, second, column) || IsWithin(second, first, column)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether two rules that can match are not told apart by where they begin and end.</summary>
    public bool MayShare(int first, int second)
    {
        var (left, right) = (first * Columns.Count, second * Columns.Count);
        for (var column = 0; column < Columns.Count; column++, left++, right++)
        {
            if (_first[left] > _last[right] || _first[right] > _last[left])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first segment of each column that both of two rules that can match cover and that has values; null when there is none.</summary>
    /// <param name="first">A rule.</param>
    /// <param name="second">Another rule.</param>
    /// <param name="left">How many stretches of segments may still be compared; below 0 nothing was found out.</param>
    public int[]? Shared(int first, int second, ref long left)
    {
        if (!MayShare(first, second))
        {
            return null;
        }

        var shared = new int[Columns.Count];
        for (var column = 0; column < shared.Length; column++)
        {
            shared[column] = Surely(first, column).FirstShared(_rules[second][column], ref left);
            if (shared[column] < 0)
            {
                return null;
            }
        }

        return shared;
    }

    private SegmentSet Surely(int rule, int column) => Columns[column].Domain is var domain && domain.Sure.Covers(domain.All)
        ? _rules[rule][column]
        : _rules[rule][column].And(domain.Sure);

    private bool IsWithin(int rule, int other, int column) => (_known[rule][column] || Columns[column].AsksOnce(Table.Rules[rule]))
        && Columns[column].SurelyTakes(Table.Rules[other], Table.Rules[rule]);
}
