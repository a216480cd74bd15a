namespace DigiSoc.Feel.Evaluation;

/// <summary>Whether parts of an expression that are written the same also mean the same, and of what kind they are.</summary>
internal static class Sameness
{
    /// <summary>Whether a part may be worked out once for all its places: names, literals, arithmetic, built-in functions.</summary>
    /// <param name="node">The part.</param>
    /// <param name="loopSlots">Slots that only loops put values in.</param>
    internal static bool IsShareable(Node node, IReadOnlyCollection<int> loopSlots) => node switch
    {
        ConstantNode => true,
        FreeNode => true,
        LocalNode local => loopSlots.Contains(local.Slot),
        CallNode { Function: FreeNode { BuiltIn: not null, IsVariable: false } } call =>
            call.Arguments.All(each => IsShareable(each, loopSlots)),
        ParenthesisNode or PathNode or ListNode or NegateNode or SharedNode or Guard => HasShareableParts(node, loopSlots),
        _ => node is ArithmeticNode && HasShareableParts(node, loopSlots),
    };

    /// <summary>Whether a part depends on what a loop puts in.</summary>
    internal static bool AsksLoop(Node node) => node is LocalNode || node.Parts.Any(AsksLoop);

    /// <summary>Of two shareable parts: whether both have one value wherever both are asked.</summary>
    internal static bool AreSame(Node one, Node other) => (one, other) switch
    {
        (SharedNode or Guard, _) => AreSame(one.Parts.First(), other),
        (_, SharedNode or Guard) => AreSame(one, other.Parts.First()),
        (ConstantNode a, ConstantNode b) => a.Value.IsIdentical(b.Value) || (a.Value.StringOrNull is { } text && text == b.Value.StringOrNull),
        (FreeNode a, FreeNode b) => a.Name == b.Name,
        (LocalNode a, LocalNode b) => a.Slot == b.Slot,
        (PathNode a, PathNode b) => a.Name == b.Name && AreSame(a.Owner, b.Owner),
        _ => one.GetType() == other.GetType() && HaveSameParts(one, other),
    };

    private static bool HasShareableParts(Node node, IReadOnlyCollection<int> loopSlots) =>
        node.Parts.All(each => IsShareable(each, loopSlots));

    private static bool HaveSameParts(Node one, Node other)
    {
        var (ours, theirs) = (one.Parts.ToArray(), other.Parts.ToArray());
        return ours.Length == theirs.Length && !ours.Where((part, at) => !AreSame(part, theirs[at])).Any();
    }
}
