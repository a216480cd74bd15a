using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Typing;

/// <summary>The parts of an expression one of which is its value.</summary>
internal static class Outcomes
{
    /// <summary>In the order of the text.</summary>
    internal static IReadOnlyList<FeelOutcome> Of(Node root)
    {
        var found = new List<FeelOutcome>();
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            switch (node)
            {
                case ParenthesisNode or Guard or SharedNode:
                    open.Push(node.Parts.First());
                    break;
                case IfNode choice:
                    open.Push(choice.Otherwise);
                    open.Push(choice.Then);
                    break;
                default:
                    found.Add(new FeelOutcome(node.StaticType, node.Span));
                    break;
            }
        }

        return found;
    }
}
