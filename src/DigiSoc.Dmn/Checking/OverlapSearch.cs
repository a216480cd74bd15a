namespace DigiSoc.Dmn.Checking;

/// <summary>Looks through a grid for pairs of rules that both match some inputs.</summary>
/// <remarks>
/// A sweep over the column in which the fewest rules meet: rules that are apart there are never held against each other.
/// </remarks>
/// <param name="grid">The table.</param>
/// <param name="budget">How many pairs of rules, and stretches of two rules, to compare.</param>
internal sealed class OverlapSearch(TableGrid grid, long budget)
{
    private long _left = budget;

    /// <summary>Whether the budget was used up before the search was complete.</summary>
    public bool IsIncomplete => _left < 0;

    /// <summary>Pairs of rules, the earlier one first, with the first segment of each column that both cover.</summary>
    /// <param name="matters">Whether it is of interest that two rules, the earlier one first, overlap.</param>
    public IEnumerable<(int First, int Second, int[] Shared)> Pairs(Func<int, int, bool> matters)
    {
        var rules = Enumerable.Range(0, grid.RuleCount).Where(grid.CanMatch).ToArray();
        var column = Enumerable.Range(0, grid.Columns.Count).DefaultIfEmpty(0).MinBy(at => Meeting(rules.Select(rule => Covered(rule, at))));
        var open = new List<int>();
        foreach (var rule in rules.OrderBy(rule => Covered(rule, column).First))
        {
            open.RemoveAll(other => Covered(other, column).Last < Covered(rule, column).First);
            _left -= open.Count;
            foreach (var other in open)
            {
                var (first, second) = rule < other ? (rule, other) : (other, rule);
                if (grid.MayShare(first, second) && matters(first, second) && grid.Shared(first, second, ref _left) is { } shared)
                {
                    yield return (first, second, shared);
                }

                if (IsIncomplete)
                {
                    yield break;
                }
            }

            open.Add(rule);
        }
    }

    /// <summary>How many pairs of sets meet, each taken from its first to its last segment.</summary>
    /// <param name="cells">Sets that are not empty.</param>
    public static long Meeting(IEnumerable<SegmentSet> cells)
    {
        var all = cells.ToArray();
        var starts = all.Select(cell => cell.First).Order().ToArray();
        var ends = all.Select(cell => cell.Last).Order().ToArray();
        var (meeting, ended) = (0L, 0);
        for (var at = 0; at < starts.Length; at++)
        {
            while (ends[ended] < starts[at])
            {
                ended++;
            }

            meeting += at - ended;
        }

        return meeting;
    }

    private SegmentSet Covered(int rule, int column) => grid.Columns.Count == 0 ? SegmentSet.All(1) : grid.Covered(rule, column);
}
