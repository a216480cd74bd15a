using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Feel;

namespace DigiSoc.Cases.Forms;

/// <summary>Evaluates the conditions under which form-js hides a component.</summary>
/// <remarks>Names in scope: prefilled data, over it the submitted data, over it the row of the list around the component.</remarks>
internal sealed class FormConditions(DateTimeOffset now)
{
    private readonly Dictionary<string, FeelExpression> _parsed = new(StringComparer.Ordinal);

    public bool Hides(string condition, JsonObject prefilled, JsonObject submitted, JsonObject row)
    {
        if (condition.Length == 0)
        {
            return false;
        }

        var scope = Read(prefilled).With(Read(submitted)).With(Read(row));
        return Parsed(condition).Evaluate(scope, new FeelEnvironment(now)).Value.IsTrue;
    }

    /// <summary>A condition that does not parse is caught when the package is deployed.</summary>
    private FeelExpression Parsed(string condition)
    {
        if (!_parsed.TryGetValue(condition, out var expression))
        {
            var parsed = FeelExpression.Parse(condition.TrimStart('='));
            expression = parsed.Expression ?? throw new InvalidOperationException(
                $"Bug: a deployed form has the condition '{condition}', which is not FEEL: {parsed.Problems[0].Text}");
            _parsed.Add(condition, expression);
        }

        return expression;
    }

    private static FeelContext Read(JsonObject json) =>
        FeelJson.Read(JsonSerializer.SerializeToElement(json)).AsContext();
}
