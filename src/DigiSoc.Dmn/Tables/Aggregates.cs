using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>What COLLECT makes of a column of outputs: FEEL's own <c>sum</c>, <c>min</c> and <c>max</c>.</summary>
internal static class Aggregates
{
    private static readonly FeelExpression Sum = Function("sum");
    private static readonly FeelExpression Min = Function("min");
    private static readonly FeelExpression Max = Function("max");

    public static FeelValue Of(Aggregation aggregation, FeelList outputs, FeelCall call)
    {
        var expression = aggregation switch
        {
            Aggregation.Sum => Sum,
            Aggregation.Min => Min,
            Aggregation.Max => Max,
            _ => throw new InvalidOperationException($"Bug: {aggregation} aggregates no values."),
        };
        return expression.Evaluate(FeelContext.Empty.With("outputs", FeelValue.Of(outputs)), call);
    }

    private static FeelExpression Function(string name) =>
        FeelExpression.Parse($"{name}(outputs)").Expression
        ?? throw new InvalidOperationException($"Bug: the aggregate {name} cannot be read.");
}
