using System.Runtime.CompilerServices;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <summary>Reads tokens into a bound tree in one pass: which tokens make a name depends on the names in scope.</summary>
/// <remarks>The grammar as implemented is in docs/feel/grammar.md; each method here is a rule there.</remarks>
internal sealed partial class Parser
{
    /// <summary>Slot 0 holds what <c>?</c> stands for.</summary>
    internal const int InputSlot = 0;

    private readonly string _text;
    private readonly Token[] _tokens;
    private readonly FeelNames _known;
    private HashSet<int>? _usedSlots;
    private Scope _members;
    private Scope _scope;
    private int _at;
    private int _depth;
    private int _slots = 1;
    private bool _inRange;

    private ref readonly Token Current => ref _tokens[_at];

    internal static FeelParsed Parse(string text, FeelNames known, bool unaryTests)
    {
        try
        {
            if (text.Length > FeelLimits.TextLength)
            {
                throw SyntaxErrors.TooLong(text.Length, FeelLimits.TextLength);
            }

            var expression = Read(text, known, unaryTests, null, out var repeated);
            return new(repeated is null ? expression : Read(text, known, unaryTests, repeated, out _), []);
        }
        catch (SyntaxException failure)
        {
            return new(null, [failure.Problem]);
        }
    }

    private static FeelExpression Read(
        string text, FeelNames known, bool unaryTests, Dictionary<FeelSpan, Repeated>? sharing, out Dictionary<FeelSpan, Repeated>? repeated)
    {
        var parser = new Parser(text, known, sharing);
        var root = unaryTests ? parser.UnaryTests() : parser.Expression();
        parser.ExpectEnd();
        Lexer.Return(parser._tokens);
        repeated = parser.Repeated();
        return new FeelExpression(text, root, parser._slots);
    }

    /// <summary>Entries of a known type may be named after a point anywhere in the text.</summary>
    private void Remember(FeelType type)
    {
        foreach (var member in type.Members)
        {
            RememberMember(member, type.Member(member));
        }
    }

    private void RememberMember(string name, FeelType? type)
    {
        // The known members are shared by all texts: what this one has is kept apart.
        _members = ReferenceEquals(_members, _known.Members) ? new Scope(_members) : _members;
        _members.Add(Binding.Of(name, -1, type));
    }

    private ref readonly Token Next() => ref _tokens[_at++];

    private bool TryTake(Sign sign)
    {
        var found = Current.Sign == sign;
        _at += found ? 1 : 0;
        return found;
    }

    private void Expect(Sign sign)
    {
        if (!TryTake(sign))
        {
            throw Unexpected($"'{Signs.Text(sign)}'");
        }
    }

    private void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            throw Unexpected("an operator or the end");
        }
    }

    private SyntaxException Unexpected(string expected) => SyntaxErrors.Unexpected(_text, Current, expected);

    /// <summary>Whether a token is a word that is not reserved but has a meaning at this place.</summary>
    private bool Spells(int at, string word) => _tokens[at].IsPlainWord && _tokens[at].In(_text).SequenceEqual(word);

    private bool IsUsed(int slot) => _usedSlots is not null && _usedSlots.Contains(slot);

    private FeelSpan SpanFrom(int start)
    {
        var end = _at == 0 ? start : _tokens[_at - 1].End;
        return new FeelSpan(start, Math.Max(0, end - start));
    }

    private int NewSlot() => _slots++;

    private void Enter()
    {
        if (++_depth > FeelLimits.Nesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw SyntaxErrors.TooDeep(Current.Start, FeelLimits.Nesting);
        }
    }

    private void Leave() => _depth--;

    private T Within<T>(Scope scope, Func<T> read)
    {
        var outer = _scope;
        _scope = scope;
        var result = read();
        _scope = outer;
        return result;
    }
}
