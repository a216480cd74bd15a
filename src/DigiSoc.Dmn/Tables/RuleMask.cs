using DigiSoc.Dmn.Boxed;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>Matches all rules of a table of at most 64 at once: one bit a rule, one look-up a column.</summary>
/// <remarks>Cells that need evaluation stay open: they are asked for the rules whose other cells match.</remarks>
internal sealed class RuleMask
{
    /// <summary>The greatest number of rules.</summary>
    public const int MostRules = 64;

    private readonly ulong _all;
    private readonly Column[] _columns;
    private readonly int[][] _open;

    private RuleMask(ulong all, Column[] columns, int[][] open)
    {
        _all = all;
        _columns = columns;
        _open = open;
    }

    /// <summary>The mask of a table's rules.</summary>
    public static RuleMask Of(CellTest[][] rules, int columns)
    {
        var partitions = Enumerable.Range(0, columns)
            .Select(column => ColumnPartition.Of(rules.Select(rule => rule[column].Pattern))).ToArray();
        var masks = Enumerable.Range(0, columns).Where(column => partitions[column] is not null)
            .Select(column => new Column(column, partitions[column]!, Masks(rules, column, partitions[column]!))).ToArray();
        var open = Array.ConvertAll(rules, rule => Enumerable.Range(0, columns)
            .Where(column => !rule[column].IsAny && (rule[column].Pattern is null || partitions[column] is null)).ToArray());
        return new RuleMask(rules.Length == MostRules ? ulong.MaxValue : (1UL << rules.Length) - 1, masks, open);
    }

    /// <summary>The rules whose patterns match; false when an input is of another kind than its column's patterns.</summary>
    public bool TryMatch(ReadOnlySpan<FeelValue> inputs, out ulong rules)
    {
        rules = _all;
        foreach (var column in _columns)
        {
            var segment = column.Partition.SegmentOf(inputs[column.Index]);
            if (segment < 0)
            {
                return false;
            }

            rules &= column.Masks[segment];
        }

        return true;
    }

    /// <summary>Whether a rule's open cells match as well.</summary>
    public bool MatchesOpen(int rule, CellTest[] tests, ReadOnlySpan<FeelValue> inputs, in LogicFrame frame)
    {
        foreach (var column in _open[rule])
        {
            if (!tests[column].Matches(inputs[column], frame))
            {
                return false;
            }
        }

        return true;
    }

    private static ulong[] Masks(CellTest[][] rules, int column, ColumnPartition partition)
    {
        var masks = new ulong[partition.Count];
        for (var rule = 0; rule < rules.Length; rule++)
        {
            var pattern = rules[rule][column].Pattern;
            foreach (var segment in pattern is null ? Enumerable.Range(0, partition.Count) : partition.Matched(pattern))
            {
                masks[segment] |= 1UL << rule;
            }
        }

        return masks;
    }

    private sealed record Column(int Index, ColumnPartition Partition, ulong[] Masks);
}
