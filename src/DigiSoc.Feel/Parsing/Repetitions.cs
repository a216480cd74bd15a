using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Parsing;

/// <summary>The parts of a text that stand in it more than once with one value, found when it was read the first time.</summary>
/// <remarks>What is found is told by places in the text, so that reading it once more can make the shared nodes.</remarks>
internal sealed class Repetitions
{
    private const int MostNoted = 200;
    private const int LongestNoted = 200;

    private readonly List<Node> _noted = [];
    private readonly HashSet<int> _loopSlots = [];

    /// <summary>A slot that only a loop puts values in.</summary>
    internal void NoteLoop(int slot) => _loopSlots.Add(slot);

    /// <summary>A part that is worth remembering, should it come again.</summary>
    internal void Note(Node node)
    {
        if (_noted.Count < MostNoted && node.Span.Length <= LongestNoted)
        {
            _noted.Add(node);
        }
    }

    /// <summary>Groups of places that share a value, numbered from 0; empty when nothing comes twice.</summary>
    internal Dictionary<FeelSpan, Repeated> Groups(string text)
    {
        var groups = _noted.GroupBy(node => text.Substring(node.Span.Start, node.Span.Length), StringComparer.Ordinal)
            .Select(group => group.ToList())
            .Where(group => group.Count > 1 && Sameness.IsShareable(group[0], _loopSlots)
                && group.TrueForAll(each => Sameness.IsShareable(each, _loopSlots) && Sameness.AreSame(group[0], each)))
            .ToList();
        var largest = groups.Where(group => !groups.Exists(other => other.Count == group.Count && IsWithin(group, other)));
        return largest.SelectMany((group, number) => group.Select(node =>
                KeyValuePair.Create(node.Span, new Repeated(number, Sameness.AsksLoop(node)))))
            .ToDictionary();
    }

    /// <summary>Whether a part never comes but inside another, which then is the one to remember.</summary>
    private static bool IsWithin(List<Node> inner, List<Node> outer) => !ReferenceEquals(inner, outer)
        && inner.TrueForAll(node => outer.Exists(around => around.Span != node.Span
            && around.Span.Start <= node.Span.Start && node.Span.Start + node.Span.Length <= around.Span.Start + around.Span.Length));
}

/// <summary>A part that stands in a text more than once.</summary>
/// <param name="Number">Which, from 0.</param>
/// <param name="IsOfOneMoment">Whether it depends on what a loop puts in.</param>
internal readonly record struct Repeated(int Number, bool IsOfOneMoment);
