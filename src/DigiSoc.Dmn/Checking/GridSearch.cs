namespace DigiSoc.Dmn.Checking;

/// <summary>Looks through a grid, column by column, for places that no rule covers.</summary>
/// <remarks>
/// Segments of a column that the same rules cover are looked at once, and a branch ends as soon as one of its rules
/// covers all that is left, so that ordinary tables of thousands of rules take milliseconds. Contrived tables may
/// need exponential time; the search then stops at its budget and says so.
/// </remarks>
internal sealed class GridSearch(TableGrid grid, int budget)
{
    private int _left = budget;

    /// <summary>Whether the budget was used up before the search was complete.</summary>
    public bool IsIncomplete => _left < 0;

    /// <summary>Boxes that none of the rules covers, as ranges of segments a column.</summary>
    /// <param name="rules">The rules to look at.</param>
    /// <param name="box">Where to look, segments a column; null: everywhere.</param>
    public IEnumerable<(int First, int Last)[]> Uncovered(IReadOnlyList<int> rules, Func<int, IEnumerable<int>>? box = null) =>
        Uncovered(rules, box, 0, new (int, int)[grid.Columns.Count]);

    private IEnumerable<(int First, int Last)[]> Uncovered(
        IReadOnlyList<int> rules, Func<int, IEnumerable<int>>? box, int column, (int First, int Last)[] path)
    {
        if (--_left < 0 || rules.Any(rule => CoversRest(rule, box, column)))
        {
            yield break;
        }

        if (column == grid.Columns.Count || rules.Count == 0)
        {
            // No rule is left, so that the other columns may be anything.
            for (var at = column; at < path.Length; at++)
            {
                path[at] = (0, grid.Columns[at].Count - 1);
            }

            yield return [.. path];
            yield break;
        }

        foreach (var (first, last, covering) in Groups(rules, box, column))
        {
            path[column] = (first, last);
            foreach (var found in Uncovered(covering, box, column + 1, path))
            {
                yield return found;
            }
        }
    }

    private bool CoversRest(int rule, Func<int, IEnumerable<int>>? box, int column)
    {
        for (var at = column; at < grid.Columns.Count; at++)
        {
            if (!(box?.Invoke(at) ?? Enumerable.Range(0, grid.Columns[at].Count)).All(segment => grid.Covers(rule, at, segment)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Neighbouring segments of a column that the same rules cover.</summary>
    private List<(int First, int Last, List<int> Covering)> Groups(
        IReadOnlyList<int> rules, Func<int, IEnumerable<int>>? box, int column)
    {
        var groups = new List<(int First, int Last, List<int> Covering)>();
        foreach (var segment in box?.Invoke(column) ?? Enumerable.Range(0, grid.Columns[column].Count))
        {
            var covering = rules.Where(rule => grid.Covers(rule, column, segment)).ToList();
            if (groups.Count > 0 && groups[^1].Last == segment - 1 && grid.Columns[column].Joins(segment - 1)
                && groups[^1].Covering.SequenceEqual(covering))
            {
                groups[^1] = (groups[^1].First, segment, covering);
            }
            else
            {
                groups.Add((segment, segment, covering));
            }
        }

        return groups;
    }
}
