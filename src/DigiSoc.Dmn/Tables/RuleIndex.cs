using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>Finds the rules of a large table whose cell in one column can match a value, without looking at the others.</summary>
/// <remarks>Rules come in table order. A value of another kind than the column's is not looked up: all rules are scanned.</remarks>
internal sealed class RuleIndex
{
    private const int LargestGrowth = 64;

    private readonly int _column;
    private readonly ColumnPartition _partition;
    private readonly int[][] _segments;

    private RuleIndex(int column, ColumnPartition partition, int[][] segments)
    {
        _column = column;
        _partition = partition;
        _segments = segments;
    }

    /// <summary>Most rules ever looked at.</summary>
    private int Cost => _segments.Max(rules => rules.Length);

    /// <summary>The index of the column that tells rules apart best; null when no column allows.</summary>
    public static RuleIndex? Of(CellTest[][] rules, int columns) =>
        Enumerable.Range(0, columns).Select(column => OfColumn(rules, column)).OfType<RuleIndex>()
            .MinBy(index => index.Cost);

    /// <summary>Rules that may match, in table order; false when all must be looked at.</summary>
    public bool TryCandidates(ReadOnlySpan<FeelValue> inputs, out ReadOnlySpan<int> candidates)
    {
        var segment = _partition.SegmentOf(inputs[_column]);
        candidates = segment < 0 ? default : _segments[segment];
        return segment >= 0;
    }

    private static RuleIndex? OfColumn(CellTest[][] rules, int column)
    {
        if (ColumnPartition.Of(rules.Select(rule => rule[column].Pattern)) is not { } partition)
        {
            return null;
        }

        var segments = Enumerable.Range(0, partition.Count).Select(_ => new List<int>()).ToArray();
        var total = 0L;
        for (var rule = 0; rule < rules.Length; rule++)
        {
            // A cell without a pattern may match anything: its rule is a candidate everywhere.
            var pattern = rules[rule][column].Pattern;
            foreach (var segment in pattern is null ? Enumerable.Range(0, partition.Count) : partition.Matched(pattern))
            {
                segments[segment].Add(rule);
                if (++total > (long)rules.Length * LargestGrowth)
                {
                    return null;
                }
            }
        }

        return new RuleIndex(column, partition, [.. segments.Select(each => each.ToArray())]);
    }
}
