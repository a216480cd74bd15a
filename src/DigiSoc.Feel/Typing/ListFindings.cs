using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Typing;

/// <summary>Filters and loops over what is no list, or with conditions that are none.</summary>
internal static class ListFindings
{
    internal static IEnumerable<FeelFinding> Of(FilterNode node) => node.Condition switch
    {
        ConstantNode { Value: { IsNumber: true } position } when position.AsNumber().IsZero => [TypeErrors.NoPosition(node)],
        { StaticType.Kind: not (null or FeelKind.Boolean or FeelKind.Number) } wrong => [TypeErrors.Filter(node, wrong.StaticType)],
        _ => [],
    };

    internal static IEnumerable<FeelFinding> Of(QuantifiedNode node) => OperatorFindings.MayBeTrue(node.Condition)
        ? Of(node.Iterators)
        : Of(node.Iterators).Append(TypeErrors.Condition(
            node.Condition, $"the condition of `{(node.IsEvery ? "every" : "some")}`", node.Condition.StaticType));

    internal static IEnumerable<FeelFinding> Of(IReadOnlyList<Iterator> iterators) => iterators.SelectMany(Of);

    private static IEnumerable<FeelFinding> Of(Iterator iterator)
    {
        if (iterator.End is { } end)
        {
            return new[] { iterator.List, end }.Where(each => !ItemTypes.MayBeCounted(each.StaticType))
                .Select(each => TypeErrors.NotCounted(each, each.StaticType));
        }

        return iterator.List.StaticType switch
        {
            { Kind: FeelKind.Null } nothing => [TypeErrors.NotIterable(iterator.List, nothing)],
            FeelType.RangeType range when !ItemTypes.MayBeCounted(range.End) => [TypeErrors.NotCounted(iterator.List, range.End)],
            _ => [],
        };
    }
}
