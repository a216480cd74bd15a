using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Typing;

/// <summary>Operators, conditions and ranges whose operands can never be what they need.</summary>
internal static class OperatorFindings
{
    internal static IEnumerable<FeelFinding> Of(ArithmeticNode node)
    {
        if (ArithmeticTypes.Of(node.Symbol, node.Left.StaticType, node.Right.StaticType) is null)
        {
            yield return TypeErrors.Operands(node, node.Symbol, node.Left.StaticType, node.Right.StaticType);
        }
        else if (node is { Symbol: "/", Right: ConstantNode { Value: { IsNumber: true } divisor } } && divisor.AsNumber().IsZero)
        {
            yield return TypeErrors.DividedByZero(node);
        }
    }

    internal static IEnumerable<FeelFinding> Of(NegateNode node) => ArithmeticTypes.Negated(node.Operand.StaticType) is null
        ? [TypeErrors.Operand(node, "-", "a number or a duration", node.Operand.StaticType)]
        : [];

    internal static IEnumerable<FeelFinding> Of(CompareNode node) =>
        Comparison(node, node.Relation, node.Left.StaticType, node.Right.StaticType);

    internal static IEnumerable<FeelFinding> Of(BetweenNode node) =>
        Comparison(node, Relation.GreaterOrEqual, node.Value.StaticType, node.Low.StaticType)
            .Concat(Comparison(node, Relation.LessOrEqual, node.Value.StaticType, node.High.StaticType)).Take(1);

    /// <summary>A null that is written out is the third truth value.</summary>
    internal static IEnumerable<FeelFinding> Of(JunctionNode node)
    {
        var symbol = node.IsOr ? "or" : "and";
        return new[] { node.Left, node.Right }.Where(side => !MayBeTrue(side) && side.StaticType.Kind != FeelKind.Null)
            .Select(side => TypeErrors.Operand(node, symbol, "true or false on both sides", side.StaticType));
    }

    internal static IEnumerable<FeelFinding> Of(IfNode node) =>
        MayBeTrue(node.Condition) ? [] : [TypeErrors.Condition(node.Condition, "the condition of `if`", node.Condition.StaticType)];

    internal static IEnumerable<FeelFinding> Of(RangeNode node) => ComparisonTypes.MayBeEnds(node.Start.StaticType, node.End.StaticType)
        ? []
        : [TypeErrors.RangeEnds(node, node.Start.StaticType, node.End.StaticType)];

    /// <summary>Ends that can be compared with nothing; tests for equality take every value.</summary>
    internal static IEnumerable<FeelFinding> Of(UnaryRangeNode node) =>
        node.Relation > Relation.NotEqual && node.End.StaticType.Kind is { } kind && !Kinds.IsOrdered(kind)
            ? [TypeErrors.NotOrdered(node, Comparing.Symbol(node.Relation), node.End.StaticType)]
            : [];

    /// <summary>Whether a condition may be true or false.</summary>
    internal static bool MayBeTrue(Node condition) => condition.StaticType.Kind is null or FeelKind.Boolean;

    private static IEnumerable<FeelFinding> Comparison(Node node, Relation relation, FeelType left, FeelType right)
    {
        if (ComparisonTypes.MayHold(relation, left, right))
        {
            return [];
        }

        var symbol = Comparing.Symbol(relation);
        return relation > Relation.NotEqual && Array.Find([left, right], side => side.Kind is { } kind && !Kinds.IsOrdered(kind)) is { } unordered
            ? [TypeErrors.NotOrdered(node, symbol, unordered)]
            : [TypeErrors.NotComparable(node, symbol, left, right)];
    }
}
