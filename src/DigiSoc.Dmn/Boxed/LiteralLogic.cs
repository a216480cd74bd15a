using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>A FEEL expression.</summary>
internal sealed class LiteralLogic(FeelExpression expression, DmnPlace place) : Logic
{
    private readonly FeelValue _literal = expression.Literal;

    public FeelExpression Expression => expression;

    /// <summary>The value, where the text is nothing but a literal; null where it is not.</summary>
    public FeelValue Literal => _literal;

    /// <summary>Whether all its names were known when it was bound: else it may fail, and tell which names there are.</summary>
    public bool IsClosed { get; init; }

    public override IReadOnlyCollection<string>? AskedNames => IsClosed ? expression.FreeNames : null;

    public override bool MayKeepVariables { get; } = expression.MayKeepVariables;

    public override string? Text => expression.Text.Trim();

    public override FeelType Type => expression.StaticType;

    public override IEnumerable<LogicOutcome> Outcomes(DmnPlace owner) => expression.Outcomes is { Count: > 1 } branches
        ? branches.Select(branch => new LogicOutcome(branch.Type, place, expression.Text.Substring(branch.Span.Start, branch.Span.Length)))
        : [new LogicOutcome(Type, place, null)];

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        if (!_literal.IsNull)
        {
            return _literal;
        }

        frame.Run.Trace?.BeginExpression();
        var value = expression.Evaluate(frame.Variables, frame.Run.Call);
        frame.Run.Trace?.EndExpression(expression, frame.Variables, value);
        frame.Run.Attribute(place);
        return value;
    }
}
