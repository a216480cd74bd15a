using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Parsing;

/// <content>Operators of two sides by their strength, then what binds stronger than all of them.</content>
internal sealed partial class Parser
{
    private Node Expression()
    {
        Enter();
        var node = Operations(1);
        Leave();
        return Guard.Of(node);
    }

    /// <summary>Operands joined by operators at least so strong, from the left; the right side of each is what binds stronger.</summary>
    private Node Operations(int weakest)
    {
        var start = Current.Start;
        var left = Operand();
        while (true)
        {
            var sign = Current.Sign;
            var strength = Signs.Strength(sign);
            if (strength < weakest || strength == 0)
            {
                return left;
            }

            _at++;
            ExpectNoRelation(sign);
            left = Guard.Of(Operation(sign, left, strength + 1, start));
        }
    }

    private Node Operation(Sign sign, Node left, int stronger, int start) => sign switch
    {
        Sign.Or => new JunctionNode(isOr: true, left, Operations(stronger)) { Span = SpanFrom(start) },
        Sign.And => new JunctionNode(isOr: false, left, Operations(stronger)) { Span = SpanFrom(start) },
        Sign.Plus => Shared(new ArithmeticNode<Addition>(left, Operations(stronger)) { Span = SpanFrom(start) }),
        Sign.Minus => Shared(new ArithmeticNode<Subtraction>(left, Operations(stronger)) { Span = SpanFrom(start) }),
        Sign.Times => Shared(new ArithmeticNode<Multiplication>(left, Operations(stronger)) { Span = SpanFrom(start) }),
        Sign.Divide => Shared(new ArithmeticNode<Quotient>(left, Operations(stronger)) { Span = SpanFrom(start) }),
        Sign.Power => Shared(new ArithmeticNode<Exponentiation>(left, Operations(stronger)) { Span = SpanFrom(start) }),
        Sign.Between => Between(left, start),
        Sign.In => In(left, start),
        _ => new CompareNode(RelationOf(sign)!.Value, left, Operations(stronger)) { Span = SpanFrom(start) },
    };

    /// <summary>
    /// A relation without a left side is a test: it stands at the beginning of one (rules 7 and 16), after <c>in</c> and in
    /// parentheses, never beside an operator, where it is a slip for another sign.
    /// </summary>
    private void ExpectNoRelation(Sign before)
    {
        if (before != Sign.In && RelationOf(Current.Sign) is not null)
        {
            throw SyntaxErrors.SecondRelation(_text, _tokens[_at - 1], Current);
        }
    }

    private static Relation? RelationOf(Sign sign) => sign switch
    {
        Sign.Equal => Relation.Equal,
        Sign.NotEqual => Relation.NotEqual,
        Sign.Less => Relation.Less,
        Sign.LessOrEqual => Relation.LessOrEqual,
        Sign.Greater => Relation.Greater,
        Sign.GreaterOrEqual => Relation.GreaterOrEqual,
        _ => null,
    };

    private BetweenNode Between(Node value, int start)
    {
        var low = Additive();
        Expect(Sign.And);
        var high = Additive();
        return new BetweenNode(value, low, high) { Span = SpanFrom(start) };
    }

    /// <summary>What may stand beside a comparison.</summary>
    private Node Additive() => Operations(Signs.Additive);

    /// <summary>What stands beside an operator: a negation, or a value that may be asked for its type.</summary>
    private Node Operand()
    {
        var start = Current.Start;
        if (IsNegativeLiteral() || !TryTake(Sign.Minus))
        {
            return InstanceOf(start);
        }

        Enter();
        var operand = Operand();
        Leave();
        return operand is ConstantNode { Value.IsNumber: true } constant
            ? new ConstantNode(FeelValue.Of(-constant.Value.AsNumber())) { Span = SpanFrom(start) }
            : new NegateNode(operand) { Span = SpanFrom(start) };
    }

    /// <summary>The minus before digits is part of the literal (rule 37), so that <c>-5 instance of number</c> asks about −5.</summary>
    private bool IsNegativeLiteral() => Current.Sign == Sign.Minus && _tokens[_at + 1].Kind == TokenKind.Number;

    private Node InstanceOf(int start)
    {
        var value = Postfix();
        while (Current.Sign == Sign.Instance && Spells(_at + 1, "of"))
        {
            _at += 2;
            var at = _at;
            var type = Type();
            value = Guard.Of(IsTypeWithoutParts(at)
                ? new IncompleteTypeNode(value, NameOf(at, at + 1)) { Span = SpanFrom(start) }
                : new InstanceOfNode(value, type) { Span = SpanFrom(start) });
        }

        return value;
    }

    /// <summary>Whether the type just read, from this token on, is a bare <c>list</c>, <c>range</c>, <c>context</c> or <c>function</c>.</summary>
    private bool IsTypeWithoutParts(int at) => _at == at + 1 && NameOf(at, _at) is var name
        && TypeNames.NeedsParts(name) && !_known.NamedTypes.ContainsKey(name);

    /// <summary>What stands before a filter, path or invocation, and those.</summary>
    private Node Postfix()
    {
        var start = Current.Start;
        var node = Primary();
        while (true)
        {
            switch (Current.Sign)
            {
                case Sign.Point:
                    _at++;
                    var name = MemberName(node);
                    node = Guard.Of(new PathNode(node, name) { Span = SpanFrom(start) });
                    break;
                case Sign.OpenList when !ClosesRange(_at):
                    _at++;
                    node = Guard.Of(Filter(node, start));
                    break;
                case Sign.Open:
                    _at++;
                    node = Guard.Of(Invocation(node, start));
                    break;
                default:
                    return node;
            }
        }
    }

    /// <summary>Whether the <c>[</c> there ends a range such as <c>[1..5[</c> rather than beginning a filter.</summary>
    private bool ClosesRange(int at)
    {
        var next = _tokens[at + 1];
        return _inRange && next.Kind switch
        {
            TokenKind.End => true,
            TokenKind.Word => next.Sign is Sign.And or Sign.Or or Sign.Between or Sign.In or Sign.Then or Sign.Else
                or Sign.Return or Sign.Satisfies or Sign.Instance,
            TokenKind.Symbol => next.Sign is not (Sign.Open or Sign.OpenList or Sign.OpenContext or Sign.At or Sign.Minus
                or Sign.Less or Sign.Greater or Sign.LessOrEqual or Sign.GreaterOrEqual),
            _ => false,
        };
    }

    private FilterNode Filter(Node list, int start)
    {
        var slot = NewSlot();
        var item = ItemTypes.Of(list.StaticType);
        var scope = new Scope(_scope) { Filter = new FilterItem(slot, item) };
        scope.Add(Binding.Of("item", slot, item));
        Remember(item);
        NoteLoop(slot);
        var condition = Within(scope, Repeating);
        Expect(Sign.CloseList);
        return new FilterNode(list, condition, slot) { Span = SpanFrom(start) };
    }

    private Node Invocation(Node function, int start)
    {
        if (TryTake(Sign.Close))
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
        while (TryTake(Sign.Comma));

        Expect(Sign.Close);
        if (names.Count != 0 && names.Count != arguments.Count)
        {
            throw SyntaxErrors.Malformed(Current, "arguments are given either all by name or all by position.");
        }

        return names.Count == 0
            ? Shared(new CallNode(function, [.. arguments]) { Span = SpanFrom(start) })
            : new NamedCallNode(function, [.. names], [.. arguments]) { Span = SpanFrom(start) };
    }

    /// <summary>Words up to a colon, as in <c>date(year: 2026, …)</c>.</summary>
    private bool TryArgumentName(out string name)
    {
        var end = EndOfName(_at);
        name = "";
        if (end == _at || Current.Kind != TokenKind.Word || _tokens[end].Sign != Sign.Colon)
        {
            return false;
        }

        name = NameOf(_at, end);
        _at = end + 1;
        return true;
    }
}
