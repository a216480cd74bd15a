using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>A FEEL expression of the model, ready to evaluate.</summary>
internal sealed class Expression(FeelExpression feel)
{
    /// <summary>The text without the leading <c>=</c>.</summary>
    public string Text => Feel.Text;

    public FeelExpression Feel { get; } = feel;

    /// <summary>The names it reads; only these are looked up in the scopes.</summary>
    public string[] Names { get; } = [.. feel.FreeNames];
}

/// <summary>A value of the model that is either written out or computed: <c>high</c> or <c>=if x then …</c>.</summary>
internal sealed class ValueSource
{
    public ValueSource(string literal) => Literal = literal;

    public ValueSource(Expression expression)
    {
        Expression = expression;
        Literal = "";
    }

    public Expression? Expression { get; }

    public string Literal { get; }
}

/// <summary>Writes the value of an expression to a variable, or to a place inside one.</summary>
/// <param name="Source">The value.</param>
/// <param name="Target">The variable, then the path inside it.</param>
internal sealed record VariableMapping(ValueSource Source, string[] Target);

/// <summary>Carries a data object into a task or out of it.</summary>
/// <param name="Source">The value: the source's variable, or a transformation.</param>
/// <param name="Target">The variable it becomes.</param>
internal sealed record DataMapping(Expression Source, string Target);
