using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Parsing;

/// <content>Parts that a loop or a context has more than once are worked out once: the text is then read a second time.</content>
internal sealed partial class Parser
{
    private readonly Dictionary<FeelSpan, Repeated>? _repeated;
    private Repetitions? _repetitions;
    private int _repeating;

    private Parser(string text, FeelNames known, Dictionary<FeelSpan, Repeated>? repeated)
    {
        _text = text;
        _tokens = Syntax.Lexer.Read(text);
        _known = known;
        _scope = known.Scope;
        _members = known.Members;
        _repeated = repeated;
        _slots += repeated is null || repeated.Count == 0 ? 0 : 1 + repeated.Values.Max(each => each.Number);
    }

    /// <summary>What is repeated in the text just read; null when nothing is, or when that has been seen to.</summary>
    private Dictionary<FeelSpan, Repeated>? Repeated() =>
        _repetitions?.Groups(_text) is { Count: > 0 } repeated ? repeated : null;

    /// <summary>The node, or where it is one of several places, the node that remembers.</summary>
    private Node Shared(Node node)
    {
        if (_repeated is not null)
        {
            return _repeated.TryGetValue(node.Span, out var place)
                ? new SharedNode(node, InputSlot + 1 + place.Number, place.IsOfOneMoment) { Span = node.Span }
                : node;
        }

        if (_repeating > 0)
        {
            (_repetitions ??= new Repetitions()).Note(node);
        }

        return node;
    }

    private void NoteLoop(int slot)
    {
        if (_repeated is null)
        {
            (_repetitions ??= new Repetitions()).NoteLoop(slot);
        }
    }

    /// <summary>Reads what is evaluated again and again, or has entries that may say the same.</summary>
    private Node Repeating()
    {
        _repeating++;
        var node = Expression();
        _repeating--;
        return node;
    }
}
