using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Parsing;

/// <content>for, some, every, function.</content>
internal sealed partial class Parser
{
    private static readonly FeelType AnyList = FeelType.ListOf(FeelType.Any);

    private ForNode For()
    {
        var start = Next().Start;
        var outer = _scope;
        var iterators = Iterators(Sign.Return);
        var partial = NewSlot();
        _scope.Add(Binding.Of("partial", partial, AnyList));
        var body = Repeating();
        _scope = outer;
        return new ForNode(iterators, IsUsed(partial) ? partial : -1, body) { Span = SpanFrom(start) };
    }

    private QuantifiedNode Quantified()
    {
        var start = Current.Start;
        var every = Next().Sign == Sign.Every;
        var outer = _scope;
        var iterators = Iterators(Sign.Satisfies);
        var condition = Repeating();
        _scope = outer;
        return new QuantifiedNode(every, iterators, condition) { Span = SpanFrom(start) };
    }

    /// <summary>Each iterator sees those before it; leaves the parser inside their scope.</summary>
    private Iterator[] Iterators(Sign closing)
    {
        var iterators = new List<Iterator>();
        _scope = new Scope(_scope);
        do
        {
            var name = NewName(Sign.In);
            Expect(Sign.In);
            var list = Expression();
            var end = TryTake(Sign.Points) ? Expression() : null;
            var slot = NewSlot();
            NoteLoop(slot);
            _scope = new Scope(_scope);
            var item = ItemTypes.Iterated(list.StaticType, end?.StaticType);
            _scope.Add(Binding.Of(name, slot, item));
            Remember(item);
            iterators.Add(new Iterator(slot, list, end));
        }
        while (TryTake(Sign.Comma));

        Expect(closing);
        return [.. iterators];
    }

    /// <summary>The words of a name being declared, up to a word or symbol that closes it.</summary>
    private string NewName(Sign closing)
    {
        var start = _at;
        var end = EndOfName(start);
        while (_at < end && _tokens[_at].Sign != closing)
        {
            _at++;
        }

        return _at > start && _tokens[start].Kind == TokenKind.Word ? NameOf(start, _at) : throw Unexpected("a name");
    }

    private Node Function()
    {
        var start = Next().Start;
        Expect(Sign.Open);
        var scope = new Scope(_scope);
        var parameters = new List<FeelParameter>();
        var slots = new List<int>();
        for (var more = Current.Sign != Sign.Close; more; more = TryTake(Sign.Comma))
        {
            var name = NewName(Sign.Comma);
            var type = TryTake(Sign.Colon) ? Type() : FeelType.Any;
            var slot = NewSlot();
            parameters.Add(new FeelParameter(name, type));
            slots.Add(slot);
            scope.Add(Binding.Of(name, slot, type));
            Remember(type);
        }

        Expect(Sign.Close);
        var result = TryTake(Sign.Colon) ? Type() : FeelType.Any;
        var external = TryTake(Sign.External);
        var body = Within(scope, Expression);
        return external
            ? new ExternalFunctionNode([.. parameters], body) { Span = SpanFrom(start) }
            : new FunctionNode([.. parameters], [.. slots], result, body) { Span = SpanFrom(start) };
    }
}
