namespace DigiSoc.Feel.Evaluation;

/// <summary>
/// Works out the parts of an expression once more, for an explanation. The library has no clock, no chance and no memory,
/// so that they are what they were when the whole was evaluated.
/// </summary>
internal static class IntermediateValues
{
    /// <summary>So many nodes are looked at for each part that is wanted: a long chain of operators is not gone through.</summary>
    private const int NodesPerPart = 8;

    /// <summary>
    /// The first parts in the order of the text, each once: not names and literals, nor what stands inside a loop, where it has
    /// another value in each turn. Of a choice the branch that is taken; fewer parts where the call's steps end.
    /// </summary>
    internal static IReadOnlyList<FeelPart> Of(Node root, string text, int slots, FeelContext variables, FeelCall call, int most)
    {
        var parts = new List<FeelPart>();
        var frame = Frame.Rent(call, variables, slots, default);
        var open = new Stack<Node>(WorkedOut(root, frame).Reverse());
        for (var seen = 0; seen < most * NodesPerPart && parts.Count < most && open.TryPop(out var node); seen++)
        {
            if (IsTold(node) && !Constants.IsConstant(node) && text.Substring(node.Span.Start, node.Span.Length).Trim() is { Length: > 0 } written
                && !parts.Exists(part => part.Text == written))
            {
                var value = node.Evaluate(frame);
                if (call.IsExhausted)
                {
                    break;
                }

                parts.Add(new FeelPart(written, value));
            }

            foreach (var part in WorkedOut(node, frame).Reverse())
            {
                open.Push(part);
            }
        }

        frame.Return();
        return parts;
    }

    private static bool IsTold(Node node) => node is not (
        ConstantNode or FreeNode or LocalNode or FunctionNode or ExternalFunctionNode or RangeNode or UnaryRangeNode
        or ListNode or ContextNode or ParenthesisNode or Guard or SharedNode);

    private static IEnumerable<Node> WorkedOut(Node node, Frame frame) => node switch
    {
        IfNode => Taken([.. node.Parts], frame),
        JunctionNode junction => Needed(junction, [.. node.Parts], frame),
        ForNode or QuantifiedNode or FilterNode or InNode => node.Parts.Take(1),
        ContextNode or FunctionNode or ExternalFunctionNode or FilterNameNode or UnaryTestsNode => [],
        CallNode call => call.Arguments,
        NamedCallNode call => call.Arguments,
        _ => node.Parts,
    };

    private static Node[] Taken(Node[] parts, Frame frame) => [parts[0], parts[0].Evaluate(frame).IsTrue ? parts[1] : parts[2]];

    private static Node[] Needed(JunctionNode junction, Node[] parts, Frame frame) =>
        junction.Decides(parts[0].Evaluate(frame)) ? [parts[0]] : parts;
}
