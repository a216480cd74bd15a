using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>Operators, from the weakest binding to the strongest.</content>
internal sealed partial class Parser
{
    private Node Expression()
    {
        Enter();
        var node = Disjunction();
        Leave();
        return Guard.Of(node);
    }

    private Node Disjunction()
    {
        var start = Current.Start;
        var left = Conjunction();
        while (TryTake("or"))
        {
            left = Guard.Of(new JunctionNode(isOr: true, left, Conjunction()) { Span = SpanFrom(start) });
        }

        return left;
    }

    private Node Conjunction()
    {
        var start = Current.Start;
        var left = Comparison();
        while (TryTake("and"))
        {
            left = Guard.Of(new JunctionNode(isOr: false, left, Comparison()) { Span = SpanFrom(start) });
        }

        return left;
    }

    private Node Comparison()
    {
        var start = Current.Start;
        var left = Additive();
        while (true)
        {
            if (ComparisonOperator() is { } comparison)
            {
                _at++;
                left = Guard.Of(new CompareNode(comparison, left, Additive()) { Span = SpanFrom(start) });
            }
            else if (TryTake("between"))
            {
                left = Guard.Of(Between(left, start));
            }
            else if (TryTake("in"))
            {
                left = Guard.Of(In(left, start));
            }
            else
            {
                return left;
            }
        }
    }

    private Relation? ComparisonOperator() => Current.Kind != TokenKind.Symbol ? null : Current.Text switch
    {
        "=" => Relation.Equal,
        "!=" => Relation.NotEqual,
        "<" => Relation.Less,
        "<=" => Relation.LessOrEqual,
        ">" => Relation.Greater,
        ">=" => Relation.GreaterOrEqual,
        _ => null,
    };

    private BetweenNode Between(Node value, int start)
    {
        var low = Additive();
        Expect("and");
        var high = Additive();
        return new BetweenNode(value, low, high) { Span = SpanFrom(start) };
    }

    private Node Additive()
    {
        var start = Current.Start;
        var left = Multiplicative();
        while (Current.Kind == TokenKind.Symbol && Current.Text is "+" or "-")
        {
            var add = Next().Text == "+";
            var right = Multiplicative();
            left = Guard.Of(add
                ? new AddNode(left, right) { Span = SpanFrom(start) }
                : new SubtractNode(left, right) { Span = SpanFrom(start) });
        }

        return left;
    }

    private Node Multiplicative()
    {
        var start = Current.Start;
        var left = Power();
        while (Current.Kind == TokenKind.Symbol && Current.Text is "*" or "/")
        {
            var multiply = Next().Text == "*";
            var right = Power();
            left = Guard.Of(multiply
                ? new MultiplyNode(left, right) { Span = SpanFrom(start) }
                : new DivideNode(left, right) { Span = SpanFrom(start) });
        }

        return left;
    }

    private Node Power()
    {
        var start = Current.Start;
        var left = Negation();
        while (TryTake("**"))
        {
            left = Guard.Of(new PowerNode(left, Negation()) { Span = SpanFrom(start) });
        }

        return left;
    }

    private Node Negation()
    {
        var start = Current.Start;
        if (!TryTake("-"))
        {
            return InstanceOf();
        }

        Enter();
        var operand = Negation();
        Leave();
        return operand is ConstantNode { Value.IsNumber: true } constant
            ? new ConstantNode(FeelValue.Of(-constant.Value.AsNumber())) { Span = SpanFrom(start) }
            : new NegateNode(operand) { Span = SpanFrom(start) };
    }

    private Node InstanceOf()
    {
        var start = Current.Start;
        var value = Postfix();
        while (Current.Is("instance") && _tokens[_at + 1].Is("of"))
        {
            _at += 2;
            value = Guard.Of(new InstanceOfNode(value, Type()) { Span = SpanFrom(start) });
        }

        return value;
    }

    /// <summary>What stands before a filter, path or invocation, and those.</summary>
    private Node Postfix()
    {
        var start = Current.Start;
        var node = Primary();
        while (Current.Kind == TokenKind.Symbol)
        {
            if (TryTake("."))
            {
                var name = MemberName(node);
                node = Guard.Of(new PathNode(node, name) { Span = SpanFrom(start) });
            }
            else if (!ClosesRange() && TryTake("["))
            {
                node = Guard.Of(Filter(node, start));
            }
            else if (TryTake("("))
            {
                node = Guard.Of(Invocation(node, start));
            }
            else
            {
                break;
            }
        }

        return node;
    }

    /// <summary>Whether a <c>[</c> here ends a range such as <c>[1..5[</c> rather than beginning a filter.</summary>
    private bool ClosesRange()
    {
        var next = _tokens[Math.Min(_at + 1, _tokens.Length - 1)];
        return _inRange && Current.Is("[") && (next.Kind == TokenKind.End
            || (next.Kind == TokenKind.Word && Words.IsOperator(next.Text))
            || (next.Kind == TokenKind.Symbol && next.Text is not ("(" or "[" or "{" or "@" or "-" or "<" or ">" or "<=" or ">=")));
    }

    private FilterNode Filter(Node list, int start)
    {
        var slot = NewSlot();
        var scope = new Scope(_scope) { FilterSlot = slot };
        var item = TypeOf.Item(list.StaticType);
        scope.Add(Binding.Of("item", slot, item));
        Remember(item);
        var condition = Within(scope, Expression);
        Expect("]");
        return new FilterNode(list, condition, slot) { Span = SpanFrom(start) };
    }

    private Node Invocation(Node function, int start)
    {
        if (TryTake(")"))
        {
            return new CallNode(function, []) { Span = SpanFrom(start) };
        }

        var names = new List<string>();
        var arguments = new List<Node>();
        do
        {
            if (TryArgumentName(out var name))
            {
                names.Add(name);
            }

            arguments.Add(Expression());
        }
        while (TryTake(","));

        Expect(")");
        if (names.Count != 0 && names.Count != arguments.Count)
        {
            throw SyntaxErrors.Malformed(Current, "arguments are given either all by name or all by position.");
        }

        return names.Count == 0
            ? new CallNode(function, [.. arguments]) { Span = SpanFrom(start) }
            : new NamedCallNode(function, [.. names], [.. arguments]) { Span = SpanFrom(start) };
    }

    /// <summary>Words up to a colon, as in <c>date(year: 2026, …)</c>.</summary>
    private bool TryArgumentName(out string name)
    {
        var end = _at;
        while (_tokens[end].Kind is TokenKind.Word or TokenKind.Number
            || (end > _at && _tokens[end].Kind == TokenKind.Symbol && "+-*/.’'".Contains(_tokens[end].Text, StringComparison.Ordinal)))
        {
            end++;
        }

        name = "";
        if (end == _at || _tokens[_at].Kind != TokenKind.Word || !_tokens[end].Is(":"))
        {
            return false;
        }

        name = NameOf(_at, end);
        _at = end + 1;
        return true;
    }
}
