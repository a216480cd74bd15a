using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Typing;

/// <summary>Unary tests that a value of the type tested never passes.</summary>
internal static class TestFindings
{
    /// <param name="owner">The <c>in</c> that is told; null in a cell, where each test is.</param>
    /// <param name="input">What is known of the value tested.</param>
    /// <param name="tests">The tests.</param>
    internal static IEnumerable<FeelFinding> Of(Node? owner, FeelType input, IReadOnlyList<UnaryTest> tests) =>
        tests.Where(test => !MayPass(input, test, owner is null)).Select(test => TypeErrors.Test(owner ?? test.Node, input, test.Node switch
        {
            UnaryRangeNode range => range.End.StaticType,
            var node => node.StaticType,
        }));

    /// <summary>In a cell, an expression that is true passes whatever the input is.</summary>
    private static bool MayPass(FeelType input, UnaryTest test, bool isCell) => test.Node switch
    {
        // What has no order at all is told of the test itself.
        UnaryRangeNode range => ComparisonTypes.MayHold(range.Relation, input, range.End.StaticType)
            || (range.Relation > Relation.NotEqual && range.End.StaticType.Kind is { } kind && !Kinds.IsOrdered(kind)),
        { StaticType: var type } node => (type.Kind is null or FeelKind.Boolean && IsVerdict(input, test, isCell, node))
            || ComparisonTypes.MayMatch(input, type),
    };

    private static bool IsVerdict(FeelType input, UnaryTest test, bool isCell, Node node) =>
        test.AsksInput || (isCell && input.Kind != FeelKind.Boolean && node is not ConstantNode);
}
