namespace DigiSoc.Dmn.Checking;

/// <summary>Looks through a grid, column by column, for places that none of some rules covers.</summary>
/// <remarks>
/// A sweep over each column: between the places where some rule begins or ends nothing changes, and a branch ends as soon as one
/// of its rules covers all that is left. Contrived tables may need exponential time; the search then stops at its budget and
/// says so.
/// </remarks>
internal sealed class GridSearch
{
    /// <summary>What a step of the search costs beside the rules it takes up.</summary>
    private const int StepCost = 20;

    private readonly TableGrid _grid;
    private readonly IReadOnlyList<SegmentSet> _box;
    private readonly SegmentSet[][] _rules;
    private readonly int[] _order;
    private readonly int[] _depths;
    private readonly RuleSet _active;

    /// <param name="grid">The table.</param>
    /// <param name="rules">The rules to look at.</param>
    /// <param name="box">Where to look, segments a column.</param>
    /// <param name="budget">How many times to take up a rule; a microsecond is some twenty to a hundred.</param>
    public GridSearch(TableGrid grid, IReadOnlyList<int> rules, IReadOnlyList<SegmentSet> box, long budget)
    {
        _grid = grid;
        _box = box;
        _rules = [.. rules.Select(rule => box.Select((segments, column) => grid.Covered(rule, column).And(segments)).ToArray())];
        Left = budget - (long)rules.Count * box.Count;

        // The column that tells the rules apart best comes first: later ones are looked at for what is left.
        _order = [.. Enumerable.Range(0, box.Count).OrderBy(column => OverlapSearch.Meeting(
            _rules.Select(rule => rule[column]).Where(cell => !cell.IsEmpty)))];
        _depths = Array.ConvertAll(_rules, Depth);
        _active = new RuleSet(_rules.Length);
    }

    /// <summary>How many times a rule may still be taken up.</summary>
    public long Left { get; private set; }

    /// <summary>Whether the budget was used up before the search was complete.</summary>
    public bool IsIncomplete => Left < 0;

    /// <summary>Boxes that none of the rules covers, as stretches of segments a column that can be told as one.</summary>
    public IEnumerable<(int First, int Last)[]> Uncovered() => _depths.Contains(0)
        ? []
        : Uncovered([.. Enumerable.Range(0, _rules.Length)], 0, new (int, int)[_box.Count]).SelectMany(found => Told(found, 0));

    private IEnumerable<(int First, int Last)[]> Uncovered(int[] open, int depth, (int First, int Last)[] path)
    {
        Left -= StepCost + open.Length;
        if (open.Length == 0)
        {
            // No rule is left, so that the other columns may be anything.
            foreach (var found in Rest(depth, path))
            {
                yield return found;
            }

            yield break;
        }

        var column = _order[depth];
        foreach (var (first, last, covering) in Groups(open, column, depth + 1))
        {
            path[column] = (first, last);
            foreach (var found in Uncovered(covering, depth + 1, path))
            {
                yield return found;
            }

            if (Left < 0)
            {
                yield break;
            }
        }
    }

    private IEnumerable<(int First, int Last)[]> Rest(int depth, (int First, int Last)[] path)
    {
        if (depth == path.Length)
        {
            yield return [.. path];
            yield break;
        }

        foreach (var stretch in _box[_order[depth]].Stretches)
        {
            path[_order[depth]] = stretch;
            foreach (var found in Rest(depth + 1, path))
            {
                yield return found;
            }
        }
    }

    /// <summary>Stretches of a column that the same rules cover; those where one of them covers all that is left are left out.</summary>
    private List<(int First, int Last, int[] Covering)> Groups(int[] open, int column, int depth)
    {
        var groups = new List<(int First, int Last, int[] Covering)>();
        var ends = Ends(open, column);
        var taking = 0;
        foreach (var (first, last) in _box[column].Stretches)
        {
            for (var from = first; from <= last;)
            {
                while (ends.Next(from, out var rule))
                {
                    taking += (_active.Toggle(rule) ? 1 : -1) * (_depths[rule] <= depth ? 1 : 0);
                }

                var to = Math.Min(last, ends.Coming - 1);
                if (taking == 0)
                {
                    Left -= _active.Count;
                    groups.Add((from, to, _active.ToArray()));
                }

                from = to + 1;
            }
        }

        Left -= ends.Count;
        _active.Clear();
        return groups;
    }

    private Sweep Ends(int[] open, int column)
    {
        var ends = new List<long>(2 * open.Length);
        foreach (var rule in open)
        {
            foreach (var (first, last) in _rules[rule][column].Stretches)
            {
                ends.Add(((long)first << 32) | (uint)rule);
                ends.Add(((last + 1L) << 32) | (uint)rule);
            }
        }

        return new Sweep(ends);
    }

    /// <summary>From which depth on a rule covers the whole box.</summary>
    private int Depth(SegmentSet[] rule)
    {
        var depth = _order.Length;
        while (depth > 0 && rule[_order[depth - 1]].Covers(_box[_order[depth - 1]]))
        {
            depth--;
        }

        return depth;
    }

    /// <summary>The parts of a box that a person can be told: values without order one by one.</summary>
    private IEnumerable<(int First, int Last)[]> Told((int First, int Last)[] found, int column)
    {
        if (column == found.Length)
        {
            yield return [.. found];
            yield break;
        }

        var (first, last) = found[column];
        var domain = _grid.Columns[column].Domain;
        var isWhole = domain.InWords(first, last) is null;
        for (var from = first; from <= last;)
        {
            var to = from;
            while (to < last && (isWhole || domain.Joins(to)))
            {
                to++;
            }

            found[column] = (from, to);
            foreach (var part in Told(found, column + 1))
            {
                yield return part;
            }

            from = to + 1;
        }

        found[column] = (first, last);
    }

    /// <summary>Where rules begin and end, in order.</summary>
    private sealed class Sweep
    {
        private readonly long[] _ends;
        private int _at;

        public Sweep(List<long> ends)
        {
            _ends = [.. ends];
            Array.Sort(_ends);
        }

        public int Count => _ends.Length;

        /// <summary>The segment of the next end.</summary>
        public int Coming => _at < _ends.Length ? (int)(_ends[_at] >> 32) : int.MaxValue;

        /// <summary>The next rule that begins or ends at a segment or before it.</summary>
        public bool Next(int segment, out int rule)
        {
            var isThere = Coming <= segment;
            rule = isThere ? (int)(_ends[_at++] & uint.MaxValue) : -1;
            return isThere;
        }
    }

    /// <summary>Rules that go in and out.</summary>
    private sealed class RuleSet(int rules)
    {
        private readonly List<int> _in = [];
        private readonly int[] _places = new int[rules];

        public int Count => _in.Count;

        /// <summary>Puts a rule in, or takes it out again; whether it is in now.</summary>
        public bool Toggle(int rule)
        {
            if (_places[rule] is var place && place > 0)
            {
                var last = _in[^1];
                _in[place - 1] = last;
                _places[last] = place;
                _places[rule] = 0;
                _in.RemoveAt(_in.Count - 1);
                return false;
            }

            _in.Add(rule);
            _places[rule] = _in.Count;
            return true;
        }

        public void Clear()
        {
            foreach (var rule in _in)
            {
                _places[rule] = 0;
            }

            _in.Clear();
        }

        public int[] ToArray() => [.. _in];
    }
}
