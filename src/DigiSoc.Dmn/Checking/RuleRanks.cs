using DigiSoc.Dmn.Tables;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>Which of two matching rules of a PRIORITY table decides, as far as that is known without evaluating.</summary>
internal sealed class RuleRanks
{
    // Of each rule and column, from which place in the output values to which the output can be; equal where it is known.
    private readonly (int From, int To)[][] _rules;

    private RuleRanks((int From, int To)[][] rules) => _rules = rules;

    /// <summary>The ranks of a table's rules; null when no output column has output values, or rules do not fit the columns.</summary>
    public static RuleRanks? Of(DecisionTable table, TypeTable types)
    {
        var columns = table.Outputs.Select(output => new Column(OutputRanks.Of(table, output, types), types.Known(output.TypeRef))).ToList();
        return columns.Exists(column => column.IsRanked) && table.Rules.All(rule => rule.Outputs.Count == columns.Count)
            ? new RuleRanks([.. table.Rules.Select(rule => rule.Outputs.Select((text, at) => columns[at].RankOf(text)).ToArray())])
            : null;
    }

    /// <summary>The rules that surely decide rather than this one where both match; of equals it is the earlier.</summary>
    public IEnumerable<int> PreferredTo(int rule)
    {
        for (var other = 0; other < _rules.Length; other++)
        {
            if (other != rule && Compare(_rules[other], _rules[rule]) is var order && (order < 0 || order == 0 && other < rule))
            {
                yield return other;
            }
        }
    }

    /// <summary>The lowest rank that one rule can have against the highest of another, the first column first.</summary>
    private static int Compare((int From, int To)[] lowest, (int From, int To)[] highest)
    {
        for (var at = 0; at < lowest.Length; at++)
        {
            if (lowest[at].To != highest[at].From)
            {
                return lowest[at].To.CompareTo(highest[at].From);
            }
        }

        return 0;
    }

    /// <summary>How an output column ranks.</summary>
    private sealed class Column
    {
        private const int Last = int.MaxValue;

        private readonly Dictionary<FeelValue, int> _places = [];
        private readonly DmnType _type;
        private readonly List<CellMeaning?> _constraints;

        /// <summary>Whether the output values are a list of values, so that places can be told.</summary>
        private readonly bool _isPlain = true;

        public Column(string? values, DmnType type)
        {
            _type = type;
            _constraints = [.. type.Constraints.Select(constraint => CellMeaning.Read(constraint.Text))];
            var parts = values is null ? null : CellPatternReader.SplitAtCommas(values);
            IsRanked = parts is not null;
            foreach (var (part, at) in (parts ?? []).Select((part, at) => (part, at)))
            {
                if (CellMeaning.Read(part) is { Negated: false, Choices: [{ Negated: false, Interval: { IsPoint: true } interval }] })
                {
                    _places.TryAdd(interval.Low, at);
                }
                else
                {
                    _isPlain = false;
                }
            }
        }

        public bool IsRanked { get; }

        /// <summary>The places an output can have; what is not listed comes last.</summary>
        public (int From, int To) RankOf(string output)
        {
            if (!IsRanked)
            {
                return (Last, Last);
            }

            if (!_isPlain)
            {
                return (0, Last);
            }

            if (CellPatternReader.Constant(output) is not { } value)
            {
                return output.Trim() == "null" ? (Last, Last) : (0, Last);
            }

            // What cannot be of the column's type becomes null.
            if (!_type.Shape.TryCoerce(value, out var coerced))
            {
                return (Last, Last);
            }

            var rank = _places.GetValueOrDefault(coerced, Last);
            return (rank, _constraints.TrueForAll(constraint => Allows(constraint, coerced)) ? rank : Last);
        }

        private static bool Allows(CellMeaning? constraint, FeelValue value) => constraint is { Negated: false }
            && constraint.Choices.Any(choice => choice is { Negated: false, Interval: { } interval }
                && interval.Sort == ValueSort.Of(value) && interval.Contains(value));
    }
}
