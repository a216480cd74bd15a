using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>for, some, every, function.</content>
internal sealed partial class Parser
{
    private ForNode For()
    {
        var start = Next().Start;
        var outer = _scope;
        var iterators = Iterators("return");
        var partial = NewSlot();
        _scope.Add(Binding.Of("partial", partial));
        var body = Expression();
        _scope = outer;
        return new ForNode(iterators, _usedSlots.Contains(partial) ? partial : -1, body) { Span = SpanFrom(start) };
    }

    private QuantifiedNode Quantified()
    {
        var start = Current.Start;
        var every = Next().Text == "every";
        var outer = _scope;
        var iterators = Iterators("satisfies");
        var condition = Expression();
        _scope = outer;
        return new QuantifiedNode(every, iterators, condition) { Span = SpanFrom(start) };
    }

    /// <summary>Each iterator sees those before it; leaves the parser inside their scope.</summary>
    private Iterator[] Iterators(string closing)
    {
        var iterators = new List<Iterator>();
        _scope = new Scope(_scope);
        do
        {
            var name = NewName("in");
            Expect("in");
            var list = Expression();
            var end = TryTake("..") ? Expression() : null;
            var slot = NewSlot();
            _scope = new Scope(_scope);
            var item = TypeOf.Item(list.StaticType);
            _scope.Add(Binding.Of(name, slot, item));
            Remember(item);
            iterators.Add(new Iterator(slot, list, end));
        }
        while (TryTake(","));

        Expect(closing);
        return [.. iterators];
    }

    /// <summary>The words of a name being declared, up to a word or symbol that closes it.</summary>
    private string NewName(params ReadOnlySpan<string> closing)
    {
        var start = _at;
        while (Current.Kind is TokenKind.Word or TokenKind.Number && !closing.Contains(Current.Text)
            || (_at > start && Current.Kind == TokenKind.Symbol && Current.Text is "+" or "-" or "*" or "/" or "’" or "'" or "."))
        {
            _at++;
        }

        return _at > start && _tokens[start].Kind == TokenKind.Word
            ? NameOf(start, _at)
            : throw SyntaxErrors.Unexpected(Current, "a name");
    }

    private Node Function()
    {
        var start = Next().Start;
        Expect("(");
        var scope = new Scope(_scope);
        var parameters = new List<FeelParameter>();
        var slots = new List<int>();
        while (!Current.Is(")"))
        {
            var name = NewName(",", ":", ")");
            var type = TryTake(":") ? Type() : FeelType.Any;
            var slot = NewSlot();
            parameters.Add(new FeelParameter(name, type));
            slots.Add(slot);
            scope.Add(Binding.Of(name, slot, type));
            Remember(type);
            if (!TryTake(","))
            {
                break;
            }
        }

        Expect(")");
        var result = TryTake(":") ? Type() : FeelType.Any;
        var external = TryTake("external");
        var body = Within(scope, Expression);
        return external
            ? new ExternalFunctionNode([.. parameters], body) { Span = SpanFrom(start) }
            : new FunctionNode([.. parameters], [.. slots], result, body) { Span = SpanFrom(start) };
    }
}
