using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>Unary tests: what stands in a decision table's input cell, and after <c>in</c>.</content>
internal sealed partial class Parser
{
    private Node UnaryTests()
    {
        var start = Current.Start;
        if (Current.Is("-") && _tokens[_at + 1].Kind == TokenKind.End)
        {
            _at++;
            return new ConstantNode(FeelValue.True) { Span = SpanFrom(start) };
        }

        var negated = Current.Is("not") && _tokens[_at + 1].Is("(") && ClosesAtEnd(_at + 1);
        if (negated)
        {
            _at += 2;
        }

        var tests = TestList();
        if (negated)
        {
            Expect(")");
        }

        return new UnaryTestsNode(tests, negated) { Span = SpanFrom(start) };
    }

    private Node[] TestList()
    {
        var tests = new List<Node>();
        do
        {
            tests.Add(Expression());
        }
        while (TryTake(","));

        return [.. tests];
    }

    private bool ClosesAtEnd(int open)
    {
        var depth = 0;
        for (var i = open; i < _tokens.Count; i++)
        {
            depth += _tokens[i].Kind != TokenKind.Symbol ? 0 : _tokens[i].Text switch { "(" => 1, ")" => -1, _ => 0 };
            if (depth == 0)
            {
                return _tokens[i + 1].Kind == TokenKind.End;
            }
        }

        return false;
    }

    /// <summary>After <c>in</c>: tests in parentheses, or one test.</summary>
    private Node[] InTests()
    {
        if (!Current.Is("(") || !IsTestList(_at))
        {
            return [Additive()];
        }

        _at++;
        var tests = TestList();
        Expect(")");
        return tests;
    }

    /// <summary>Whether parentheses hold tests rather than begin a range or an arithmetic expression.</summary>
    private bool IsTestList(int open)
    {
        var depth = 0;
        for (var i = open; i < _tokens.Count; i++)
        {
            if (_tokens[i].Kind != TokenKind.Symbol)
            {
                continue;
            }

            depth += _tokens[i].Text switch { "(" or "[" or "{" => 1, ")" or "]" or "}" => -1, _ => 0 };
            if (depth == 1 && _tokens[i].Text == "..")
            {
                return false;
            }

            if (depth == 0)
            {
                return _tokens[i].Text == ")";
            }
        }

        return false;
    }
}
