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
    private readonly List<string> _freeNames = [];
    private readonly List<string> _certainNames = [];
    private readonly HashSet<int> _usedSlots = [];
    private Scope _members;
    private Scope _scope;
    private int _at;
    private int _depth;
    private int _slots = 1;
    private bool _inRange;

    private Parser(string text, FeelNames known)
    {
        _text = text;
        _tokens = Lexer.Read(text);
        _known = known;
        _scope = known.Scope;
        _members = known.Members;
    }

    private ref readonly Token Current => ref _tokens[_at];

    internal static FeelParsed Parse(string text, FeelNames known, bool unaryTests)
    {
        try
        {
            if (text.Length > FeelLimits.TextLength)
            {
                throw SyntaxErrors.TooLong(text.Length, FeelLimits.TextLength);
            }

            var parser = new Parser(text, known);
            var root = unaryTests ? parser.UnaryTests() : parser.Expression();
            parser.ExpectEnd();
            return new(new FeelExpression(text, root, parser._slots, parser._freeNames, parser._certainNames), []);
        }
        catch (SyntaxException failure)
        {
            return new(null, [failure.Problem]);
        }
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
        _members = _members.Outer is null ? new Scope(_known.Members) : _members;
        _members.Add(Binding.Of(name, -1, type));
    }

    private ref readonly Token Next() => ref _tokens[_at++];

    private bool TryTake(string symbolOrWord)
    {
        var found = Current.Is(symbolOrWord);
        _at += found ? 1 : 0;
        return found;
    }

    private void Expect(string symbolOrWord)
    {
        if (!TryTake(symbolOrWord))
        {
            throw SyntaxErrors.Unexpected(Current, $"'{symbolOrWord}'");
        }
    }

    private void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            throw SyntaxErrors.Unexpected(Current, "an operator or the end");
        }
    }

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
