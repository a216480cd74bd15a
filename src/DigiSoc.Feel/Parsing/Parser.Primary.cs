using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>Literals, names, parentheses, lists, contexts, functions and the expressions that begin with a word.</content>
internal sealed partial class Parser
{
    private Node Primary() => Current.Kind switch
    {
        TokenKind.Number => Number(),
        TokenKind.String => Constant(FeelValue.Of(StringLiteral.Read(Current.In(_text)))),
        TokenKind.Word => Word(),
        TokenKind.Symbol => Symbol(),
        _ => throw Unexpected("an expression"),
    };

    private ConstantNode Constant(FeelValue value)
    {
        var token = Next();
        return new ConstantNode(value) { Span = new(token.Start, token.Length) };
    }

    private ConstantNode Number() => FeelNumber.TryParse(Current.In(_text), out var number)
        ? Constant(FeelValue.Of(number))
        : throw SyntaxErrors.NumberTooGreat(_text, Current);

    private ConstantNode NegativeNumber()
    {
        var start = Next().Start;
        return new ConstantNode(FeelValue.Of(-Number().Value.AsNumber())) { Span = SpanFrom(start) };
    }

    private Node Word()
    {
        var (binding, where) = Resolve();
        if (binding is { Parts.Length: > 1 })
        {
            return Name(binding, where);
        }

        switch (Current.Sign)
        {
            case Sign.None: return Name(binding, where);
            case Sign.True: return Constant(FeelValue.True);
            case Sign.False: return Constant(FeelValue.False);
            case Sign.Null: return Constant(FeelValue.Null);
            case Sign.If: return If();
            case Sign.For: return For();
            case Sign.Some or Sign.Every: return Quantified();
            case Sign.Function when _tokens[_at + 1].Sign == Sign.Open: return Function();
            default: throw Unexpected("an expression");
        }
    }

    private Node Symbol()
    {
        switch (Current.Sign)
        {
            case Sign.Open: return ParenthesisOrRange();
            case Sign.OpenList: return ListOrRange();
            case Sign.CloseList: return RangeFrom(Next().Start);
            case Sign.OpenContext: return Context();
            case Sign.At: return AtLiteral();
            case Sign.Minus when IsNegativeLiteral(): return NegativeNumber();
            default: return RelationOf(Current.Sign) is { } relation ? UnaryRange(relation) : throw Unexpected("an expression");
        }
    }

    /// <summary><c>(a)</c>, <c>(a..b]</c>, or a range such as <c>(&lt; 10)</c>.</summary>
    private Node ParenthesisOrRange()
    {
        var start = Next().Start;
        var first = Expression();
        if (TryTake(Sign.Points))
        {
            return RangeTo(first, startIncluded: false, start);
        }

        Expect(Sign.Close);
        return new ParenthesisNode(first) { Span = SpanFrom(start) };
    }

    /// <summary><c>]a..b]</c>: the bracket before, turned away, leaves its end out.</summary>
    private RangeNode RangeFrom(int start)
    {
        var first = Expression();
        Expect(Sign.Points);
        return RangeTo(first, startIncluded: false, start);
    }

    private RangeNode RangeTo(Node first, bool startIncluded, int start)
    {
        var outer = _inRange;
        _inRange = true;
        var last = Expression();
        _inRange = outer;
        var close = Next();
        if (close.Sign is not (Sign.CloseList or Sign.Close or Sign.OpenList))
        {
            throw SyntaxErrors.Unexpected(_text, close, "']', ')' or '[' to close the range");
        }

        return new RangeNode(first, last, startIncluded, close.Sign == Sign.CloseList) { Span = SpanFrom(start) };
    }

    private Node ListOrRange()
    {
        var start = Next().Start;
        if (TryTake(Sign.CloseList))
        {
            return new ConstantNode(FeelValue.Of(FeelList.Empty)) { Span = SpanFrom(start) };
        }

        var items = new List<Node> { Expression() };
        if (TryTake(Sign.Points))
        {
            return RangeTo(items[0], startIncluded: true, start);
        }

        while (TryTake(Sign.Comma))
        {
            items.Add(Expression());
        }

        Expect(Sign.CloseList);
        return new ListNode([.. items]) { Span = SpanFrom(start) };
    }

    private Node AtLiteral()
    {
        var start = Next().Start;
        var literal = Current;
        if (literal.Kind != TokenKind.String)
        {
            throw Unexpected("a string after '@'");
        }

        _at++;
        var text = StringLiteral.Read(literal.In(_text));
        var value = Time.AtLiterals.Read(text);
        return value.IsNull
            ? new BadLiteralNode(text) { Span = SpanFrom(start) }
            : new ConstantNode(value) { Span = SpanFrom(start) };
    }

    private UnaryRangeNode UnaryRange(Relation relation)
    {
        var start = Next().Start;
        ExpectNoRelation(Sign.None);
        return new UnaryRangeNode(relation, Additive()) { Span = SpanFrom(start) };
    }

    private IfNode If()
    {
        var start = Next().Start;
        var condition = Expression();
        Expect(Sign.Then);
        var then = Expression();
        Expect(Sign.Else);
        return new IfNode(condition, then, Expression()) { Span = SpanFrom(start) };
    }

    private ContextNode Context()
    {
        var start = Next().Start;
        var keys = new List<string>();
        var values = new List<Node>();
        var slots = new List<int>();
        var outer = _scope;
        _scope = new Scope(outer);
        for (var more = Current.Sign != Sign.CloseContext; more; more = TryTake(Sign.Comma))
        {
            var key = Key();
            Expect(Sign.Colon);
            var value = Repeating();
            var slot = NewSlot();
            keys.Add(key);
            values.Add(value);
            slots.Add(slot);
            _scope.Add(Binding.Of(key, slot, value.StaticType));
            RememberMember(key, value.StaticType);
        }

        _scope = outer;
        Expect(Sign.CloseContext);
        return new ContextNode([.. keys], [.. values], [.. slots.Select(slot => IsUsed(slot) ? slot : -1)]) { Span = SpanFrom(start) };
    }

    private string Key()
    {
        if (Current.Kind == TokenKind.String)
        {
            return StringLiteral.Read(Next().In(_text));
        }

        return TryKey(out var key) ? key : throw Unexpected("a name or a string as key");
    }

    /// <summary>All tokens up to the colon.</summary>
    private bool TryKey(out string key)
    {
        var end = EndOfName(_at, Sign.Power);
        var found = end > _at && Current.Kind == TokenKind.Word && _tokens[end].Sign == Sign.Colon;
        key = found ? NameOf(_at, end) : "";
        _at = found ? end : _at;
        return found;
    }
}
