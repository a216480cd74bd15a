using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>Literals, names, parentheses, lists, contexts, functions and the expressions that begin with a word.</content>
internal sealed partial class Parser
{
    private Node Primary()
    {
        var token = Current;
        return token.Kind switch
        {
            TokenKind.Number => Number(),
            TokenKind.String => Constant(FeelValue.Of(token.Text)),
            TokenKind.Word => Word(),
            TokenKind.Symbol => Symbol(),
            _ => throw SyntaxErrors.Unexpected(token, "an expression"),
        };
    }

    private ConstantNode Constant(FeelValue value)
    {
        var token = Next();
        return new ConstantNode(value) { Span = new(token.Start, token.End - token.Start) };
    }

    private ConstantNode Number() => FeelNumber.TryParse(Current.Text, out var number)
        ? Constant(FeelValue.Of(number))
        : throw SyntaxErrors.NumberTooGreat(Current);

    private Node Word()
    {
        var (binding, where) = Resolve();
        if (binding is { Parts.Length: > 1 })
        {
            return Name(binding, where);
        }

        switch (Current.Text)
        {
            case "true": return Constant(FeelValue.True);
            case "false": return Constant(FeelValue.False);
            case "null": return Constant(FeelValue.Null);
            case "if": return If();
            case "for": return For();
            case "some" or "every": return Quantified();
            case "function" when _tokens[_at + 1].Is("("): return Function();
            default: return Current.IsReserved ? throw SyntaxErrors.Unexpected(Current, "an expression") : Name(binding, where);
        }
    }

    private Node Symbol()
    {
        var token = Current;
        switch (token.Text)
        {
            case "(": return ParenthesisOrRange();
            case "[": return ListOrRange();
            case "]": return RangeFrom("]", Next().Start);
            case "{": return Context();
            case "@": return AtLiteral();
            case "<" or "<=" or ">" or ">=" or "=" or "!=": return UnaryRange();
            default: throw SyntaxErrors.Unexpected(token, "an expression");
        }
    }

    /// <summary><c>(a)</c>, <c>(a..b]</c>, or a range such as <c>(&lt; 10)</c>.</summary>
    private Node ParenthesisOrRange()
    {
        var start = Next().Start;
        var first = Expression();
        if (TryTake(".."))
        {
            return RangeTo(first, startIncluded: false, start);
        }

        Expect(")");
        return new ParenthesisNode(first) { Span = SpanFrom(start) };
    }

    private Node RangeFrom(string open, int start)
    {
        var first = Expression();
        Expect("..");
        return RangeTo(first, open == "[", start);
    }

    private RangeNode RangeTo(Node first, bool startIncluded, int start)
    {
        var outer = _inRange;
        _inRange = true;
        var last = Expression();
        _inRange = outer;
        var close = Next();
        if (!(close.Is("]") || close.Is(")") || close.Is("[")))
        {
            throw SyntaxErrors.Unexpected(close, "']', ')' or '[' to close the range");
        }

        return new RangeNode(first, last, startIncluded, close.Text == "]") { Span = SpanFrom(start) };
    }

    private Node ListOrRange()
    {
        var start = Next().Start;
        if (TryTake("]"))
        {
            return new ConstantNode(FeelValue.Of(FeelList.Empty)) { Span = SpanFrom(start) };
        }

        var items = new List<Node> { Expression() };
        if (TryTake(".."))
        {
            return RangeTo(items[0], startIncluded: true, start);
        }

        while (TryTake(","))
        {
            items.Add(Expression());
        }

        Expect("]");
        return new ListNode([.. items]) { Span = SpanFrom(start) };
    }

    private ConstantNode AtLiteral()
    {
        var start = Next().Start;
        var literal = Current;
        if (literal.Kind != TokenKind.String)
        {
            throw SyntaxErrors.Unexpected(literal, "a string after '@'");
        }

        _at++;
        return new ConstantNode(Time.AtLiterals.Read(literal.Text)) { Span = SpanFrom(start) };
    }

    private UnaryRangeNode UnaryRange()
    {
        var start = Current.Start;
        var comparison = ComparisonOperator()!.Value;
        _at++;
        return new UnaryRangeNode(comparison, Additive()) { Span = SpanFrom(start) };
    }

    private IfNode If()
    {
        var start = Next().Start;
        var condition = Expression();
        Expect("then");
        var then = Expression();
        Expect("else");
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
        while (!Current.Is("}"))
        {
            var key = Key();
            Expect(":");
            var value = Expression();
            var slot = NewSlot();
            keys.Add(key);
            values.Add(value);
            slots.Add(slot);
            _scope.Add(Binding.Of(key, slot, value.StaticType));
            RememberMember(key, value.StaticType);
            if (!TryTake(","))
            {
                break;
            }
        }

        _scope = outer;
        Expect("}");
        return new ContextNode([.. keys], [.. values], [.. slots]) { Span = SpanFrom(start) };
    }

    private string Key()
    {
        if (Current.Kind == TokenKind.String)
        {
            return Next().Text;
        }

        return TryKey(out var key) ? key : throw SyntaxErrors.Unexpected(Current, "a name or a string as key");
    }

    /// <summary>All tokens up to the colon.</summary>
    private bool TryKey(out string key)
    {
        var end = _at;
        while (_tokens[end].Kind is TokenKind.Word or TokenKind.Number
            || (end > _at && _tokens[end].Kind == TokenKind.Symbol && _tokens[end].Text is "+" or "-" or "*" or "/" or "." or "’" or "'" or "**"))
        {
            end++;
        }

        var found = end > _at && Current.Kind == TokenKind.Word && _tokens[end].Is(":");
        key = found ? NameOf(_at, end) : "";
        _at = found ? end : _at;
        return found;
    }
}
