namespace DigiSoc.Feel.Tests;

/// <summary>Short words for tests: evaluate a text, at a fixed instant.</summary>
internal static class Feel
{
    internal static readonly FeelEnvironment World = new(new DateTimeOffset(2026, 3, 15, 10, 30, 0, TimeSpan.FromHours(2)));

    internal static FeelExpression Parse(string text, FeelNames? known = null)
    {
        var parsed = FeelExpression.Parse(text, known);
        return parsed.Expression ?? throw new InvalidOperationException($"{text}: {parsed.Problems[0].Text}");
    }

    internal static FeelResult Evaluate(string text, FeelContext? variables = null) =>
        Parse(text, FeelNames.Of((variables ?? FeelContext.Empty).Keys)).Evaluate(variables ?? FeelContext.Empty, World);

    internal static FeelValue Value(string text, FeelContext? variables = null) => Evaluate(text, variables).Value;
}
