using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>Unary tests: what stands in a decision table's input cell, and after <c>in</c>.</content>
internal sealed partial class Parser
{
    private Node UnaryTests()
    {
        var start = Current.Start;
        if (Current.Sign == Sign.Minus && _tokens[_at + 1].Kind == TokenKind.End)
        {
            _at++;
            return new ConstantNode(FeelValue.True) { Span = SpanFrom(start) };
        }

        _scope = new Scope(_scope);
        var input = _known.TypeOf("?") ?? FeelType.Any;
        _scope.Add(Binding.Of("?", InputSlot, input));
        return NegatedTests() is { } negated
            ? new UnaryTestsNode(input, negated, negated: true) { Span = SpanFrom(start) }
            : new UnaryTestsNode(input, TestList(InputSlot), negated: false) { Span = SpanFrom(start) };
    }

    /// <summary><c>not(…)</c> around all that there is; null, and nothing taken, where it is only the beginning, as in <c>not(a) or b</c>.</summary>
    private UnaryTest[]? NegatedTests()
    {
        if (!Spells(_at, "not") || _tokens[_at + 1].Sign != Sign.Open)
        {
            return null;
        }

        var (at, depth, scope) = (_at, _depth, _scope);
        try
        {
            _at += 2;
            var tests = TestList(InputSlot);
            if (TryTake(Sign.Close) && Current.Kind == TokenKind.End)
            {
                return tests;
            }
        }
        catch (SyntaxException)
        {
            // Read once more below as an expression, whose error is then told.
        }

        (_at, _depth, _scope) = (at, depth, scope);
        return null;
    }

    /// <summary>Tests between commas; each remembers whether it asks for the input as <c>?</c>.</summary>
    private UnaryTest[] TestList(int inputSlot)
    {
        var tests = new List<UnaryTest>();
        do
        {
            tests.Add(Test(inputSlot, Expression));
        }
        while (TryTake(Sign.Comma));

        return [.. tests];
    }

    private UnaryTest Test(int inputSlot, Func<Node> read)
    {
        _usedSlots?.Remove(inputSlot);
        var test = read();
        return new UnaryTest(test, IsUsed(inputSlot));
    }

    /// <summary>After <c>in</c>: tests in parentheses, or one test.</summary>
    private InNode In(Node value, int start)
    {
        var slot = NewSlot();
        var scope = new Scope(_scope);
        scope.Add(Binding.Of("?", slot, value.StaticType));
        return new InNode(value, Within(scope, () => InTests(slot)), slot) { Span = SpanFrom(start) };
    }

    private UnaryTest[] InTests(int slot)
    {
        if (Current.Sign != Sign.Open || !IsTestList(_at))
        {
            return [Test(slot, Additive)];
        }

        _at++;
        var tests = TestList(slot);
        Expect(Sign.Close);
        return tests;
    }

    /// <summary>Whether parentheses hold tests rather than begin a range or an arithmetic expression.</summary>
    private bool IsTestList(int open)
    {
        var depth = 0;
        var afterOperand = false;
        var hasSeveral = false;
        for (var i = open; _tokens[i].Kind != TokenKind.End; i++)
        {
            var sign = _tokens[i].Sign;
            var change = Deeper(i, afterOperand);
            depth += change;
            afterOperand = change < 0 || sign is Sign.None or Sign.True or Sign.False or Sign.Null;
            if (depth == 1 && sign == Sign.Points)
            {
                return false;
            }

            if (depth == 0)
            {
                return sign == Sign.Close && (hasSeveral || !GoesOn(i + 1));
            }

            hasSeveral |= depth == 1 && sign == Sign.Comma;
        }

        return false;
    }

    /// <summary>Whether parentheses followed by what is there are the beginning of a longer expression, as in <c>x in (a)[1]</c>.</summary>
    private bool GoesOn(int at) => _tokens[at].Sign == Sign.OpenList
        ? !ClosesRange(at)
        : _tokens[at].Sign is Sign.Point or Sign.Open or Sign.Plus or Sign.Minus or Sign.Times or Sign.Divide or Sign.Power;

    /// <summary>What a bracket does to the depth; reversed ones, as in <c>]1..3[</c>, begin and end a range.</summary>
    private int Deeper(int at, bool afterOperand) => _tokens[at].Sign switch
    {
        Sign.Open or Sign.OpenContext => 1,
        Sign.Close or Sign.CloseContext => -1,
        Sign.CloseList => afterOperand || _tokens[at - 1].Sign == Sign.OpenList ? -1 : 1,
        Sign.OpenList => afterOperand && !BeginsOperand(_tokens[at + 1].Sign, _tokens[at + 1].Kind) ? -1 : 1,
        _ => 0,
    };

    private static bool BeginsOperand(Sign sign, TokenKind kind) => kind != TokenKind.End && sign is Sign.None or Sign.True
        or Sign.False or Sign.Null or Sign.If or Sign.For or Sign.Some or Sign.Every or Sign.Function or Sign.Open or Sign.OpenList
        or Sign.OpenContext or Sign.At or Sign.Minus or Sign.Less or Sign.LessOrEqual or Sign.Greater or Sign.GreaterOrEqual;
}
