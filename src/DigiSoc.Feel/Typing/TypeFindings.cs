using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Typing;

/// <summary>Goes through an expression and gathers what is wrong with its types.</summary>
internal static class TypeFindings
{
    /// <summary>So many are told of one text; who writes one with more has seen what is wrong.</summary>
    private const int Most = 100;

    /// <summary>In the order of the text.</summary>
    /// <remarks>With a list of what is left, because a chain of operators is as deep as it is long.</remarks>
    internal static IReadOnlyList<FeelFinding> Of(Node root)
    {
        var found = new List<FeelFinding>();
        var open = new Stack<Node>([root]);
        while (found.Count < Most && open.TryPop(out var node))
        {
            found.AddRange(OfNode(node));
            foreach (var part in node.Parts)
            {
                open.Push(part);
            }
        }

        return [.. found.OrderBy(each => each.Span.Start).ThenBy(each => each.Span.Length).Distinct().Take(Most)];
    }

    private static IEnumerable<FeelFinding> OfNode(Node node) => node switch
    {
        ConstantNode or FreeNode or LocalNode => [],
        ArithmeticNode arithmetic => OperatorFindings.Of(arithmetic),
        NegateNode negation => OperatorFindings.Of(negation),
        CompareNode comparison => OperatorFindings.Of(comparison),
        BetweenNode between => OperatorFindings.Of(between),
        JunctionNode junction => OperatorFindings.Of(junction),
        IfNode choice => OperatorFindings.Of(choice),
        RangeNode range => OperatorFindings.Of(range),
        UnaryRangeNode range => OperatorFindings.Of(range),
        InNode test => TestFindings.Of(test, test.Value.StaticType, test.Tests),
        UnaryTestsNode cell => TestFindings.Of(null, cell.Input, cell.Tests),
        PathNode path => NameFindings.Of(path),
        FilterNameNode name => NameFindings.Of(name),
        ContextNode context => NameFindings.Of(context),
        FilterNode filter => ListFindings.Of(filter),
        ForNode loop => ListFindings.Of(loop.Iterators),
        QuantifiedNode quantified => ListFindings.Of(quantified),
        CallNode call => CallFindings.Of(call, call.Function, call.Arguments),
        NamedCallNode call => CallFindings.Of(call, call.Function, call.Names, call.Arguments),
        FunctionNode function => CallFindings.Of(function),
        BadLiteralNode literal => [TypeErrors.BadLiteral(literal)],
        IncompleteTypeNode test => [TypeErrors.IncompleteType(test)],
        _ => [],
    };
}
