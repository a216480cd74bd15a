using DigiSoc.Feel.Patterns;

namespace DigiSoc.Feel.Tests.Patterns;

/// <summary>What a pattern means, written down as shortly as can be: tries everything in order, remembers nothing, takes its time.</summary>
internal sealed class PlainMatcher(string text, int groups, string flags, int patience)
{
    private readonly bool _multiline = flags.Contains('m', StringComparison.Ordinal);
    private readonly bool _anyCase = flags.Contains('i', StringComparison.Ordinal);
    private readonly (int From, int To)[] _groups = new (int, int)[groups + 1];
    private int _patience = patience;

    /// <summary>It would take too long to tell; of texts without characters beyond FFFF.</summary>
    internal bool GaveUp => _patience < 0;

    /// <summary>The groups of the first match from a place on, the whole first; null when there is none.</summary>
    internal (int From, int To)[]? Find(PatternNode node, int from)
    {
        for (var start = from; start <= text.Length; start++)
        {
            Array.Fill(_groups, (-1, -1));
            if (Match(new PatternNode.Group(0, node), start, _ => true))
            {
                return _groups;
            }
        }

        return null;
    }

    private bool Match(PatternNode node, int at, Func<int, bool> then) => --_patience >= 0 && node switch
    {
        PatternNode.OneOf one => at < text.Length && one.Set.Contains(text[at]) && then(at + 1),
        PatternNode.Sequence sequence => InTurn(sequence.Parts, 0, at, then),
        PatternNode.Choice choice => choice.Branches.Any(branch => Match(branch, at, then)),
        PatternNode.Group group => Remember(group, at, then),
        PatternNode.Repeat repeat => Again(repeat, 0, at, then),
        PatternNode.BackReference reference => TakeAgain(_groups[reference.Number], at, then),
        PatternNode.Start => (at == 0 || (_multiline && at < text.Length && text[at - 1] == '\n')) && then(at),
        PatternNode.End => (at == text.Length || (_multiline && text[at] == '\n')) && then(at),
        _ => throw new InvalidOperationException(),
    };

    private bool InTurn(IReadOnlyList<PatternNode> parts, int next, int at, Func<int, bool> then) =>
        next == parts.Count ? then(at) : Match(parts[next], at, to => InTurn(parts, next + 1, to, then));

    private bool Remember(PatternNode.Group group, int at, Func<int, bool> then) => Match(group.Part, at, to =>
    {
        var before = _groups[group.Number];
        _groups[group.Number] = (at, to);
        if (then(to))
        {
            return true;
        }

        _groups[group.Number] = before;
        return false;
    });

    /// <summary>A round that takes nothing is the last, where any number is allowed.</summary>
    private bool Again(PatternNode.Repeat repeat, int done, int at, Func<int, bool> then)
    {
        if (done == repeat.Most)
        {
            return then(at);
        }

        var ends = repeat.Most < 0 && done >= repeat.Least - 1;
        bool Round() => Match(repeat.Part, at, to => ends && to == at ? then(to) : Again(repeat, done + 1, to, then));
        return done < repeat.Least ? Round()
            : repeat.IsReluctant ? then(at) || Round()
            : Round() || then(at);
    }

    private bool TakeAgain((int From, int To) taken, int at, Func<int, bool> then)
    {
        var wanted = taken.From < 0 ? "" : text[taken.From..taken.To];
        var comparison = _anyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return text.AsSpan(at).StartsWith(wanted, comparison) && then(at + wanted.Length);
    }
}
