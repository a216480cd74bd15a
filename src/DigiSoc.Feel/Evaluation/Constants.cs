namespace DigiSoc.Feel.Evaluation;

/// <summary>Tells which parts of an expression have one value, whatever the variables, the input and the instant.</summary>
internal static class Constants
{
    private static readonly FeelEnvironment Briefly =
        new(DateTimeOffset.UnixEpoch) { Limits = FeelLimits.Default with { Steps = 10_000, ListItems = 1_000 } };

    /// <summary>Literals, and operators and calls of built-in functions over them; not <c>now()</c> and <c>today()</c>.</summary>
    /// <remarks>With a list of what is left, because a chain of operators is as deep as it is long.</remarks>
    internal static bool IsConstant(Node root)
    {
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            if (PartsToAsk(node) is not { } parts)
            {
                return false;
            }

            foreach (var part in parts)
            {
                open.Push(part);
            }
        }

        return true;
    }

    /// <summary>Parts that must be constant for the node to be; null where it cannot be.</summary>
    private static IEnumerable<Node>? PartsToAsk(Node node) => node switch
    {
        LocalNode or FreeNode or FunctionNode or ExternalFunctionNode => null,
        CallNode call => IsPure(call.Function) ? call.Arguments : null,
        NamedCallNode call => IsPure(call.Function) ? call.Arguments : null,
        _ => node.Parts,
    };

    private static bool IsPure(Node function) => function is FreeNode { BuiltIn: { Name: not ("now" or "today") } };

    /// <summary>The value of a constant part; null also when it takes more than a moment.</summary>
    internal static FeelValue ValueOf(Node node, int slots)
    {
        var call = new FeelCall(Briefly);
        return node.Evaluate(Frame.Rent(call, FeelContext.Empty, slots, default));
    }

    internal static FeelTests? Tests(Node root, int slots)
    {
        if (root is not UnaryTestsNode cell)
        {
            return null;
        }

        var tests = new List<FeelTest>();
        foreach (var test in cell.Tests)
        {
            if (test.AsksInput || !IsConstant(test.Node))
            {
                return null;
            }

            tests.Add(Test(test.Node, slots));
        }

        return new FeelTests(tests, cell.IsNegated);
    }

    private static FeelTest Test(Node node, int slots) => node switch
    {
        UnaryRangeNode { Relation: Relation.Equal or Relation.NotEqual } equal =>
            new FeelTest(ValueOf(equal.End, slots), equal.Relation == Relation.NotEqual) { IsNull = IsNull(equal.End) },
        ParenthesisNode inner => Test(inner.Inner, slots),
        _ => new FeelTest(ValueOf(node, slots), false) { IsNull = IsNull(node) },
    };

    private static bool IsNull(Node node) => node is ConstantNode { Value.IsNull: true };
}
