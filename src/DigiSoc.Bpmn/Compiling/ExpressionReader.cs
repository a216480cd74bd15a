using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Reads the expressions of a model; what is not FEEL becomes a finding.</summary>
internal sealed class ExpressionReader(List<BpmnDiagnostic> found)
{
    /// <summary>Names with spaces that an expression may call.</summary>
    private static readonly FeelNames Known =
        FeelNames.Of("is working day", "next working day", "add working days", "end of term");

    /// <summary>A value of the Camunda 8 dialect: FEEL after <c>=</c>, otherwise the text itself; null when empty.</summary>
    public ValueSource? Value(XElement at, string purpose, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string trimmed = text.Trim();
        if (trimmed.StartsWith('='))
        {
            return Parse(at, purpose, trimmed[1..]) is { } expression ? new ValueSource(expression) : null;
        }

        if (OtherLanguage(trimmed) is { } language)
        {
            found.Add(BpmnFindings.OtherLanguage(at, purpose, trimmed, language));
            return null;
        }

        return new ValueSource(trimmed);
    }

    /// <summary>A text that must be an expression; <c>=</c> may be missing where BPMN itself asks for one.</summary>
    public Expression? Expression(XElement at, string purpose, string? text, string? language = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string trimmed = text.Trim();
        if ((OtherLanguage(trimmed) ?? Foreign(language)) is { } other)
        {
            found.Add(BpmnFindings.OtherLanguage(at, purpose, trimmed, other));
            return null;
        }

        if (trimmed.StartsWith('='))
        {
            return Parse(at, purpose, trimmed[1..]);
        }

        found.Add(BpmnFindings.ImpliedFeel(at, trimmed));
        return Parse(at, purpose, trimmed);
    }

    private Expression? Parse(XElement at, string purpose, string text)
    {
        FeelParsed parsed = FeelExpression.Parse(text, Known);
        if (parsed.Expression is { } feel)
        {
            return new Expression(feel);
        }

        found.Add(BpmnFindings.BadExpression(at, purpose, text.Trim(), parsed.Problems[0]));
        return null;
    }

    private static string? OtherLanguage(string text) =>
        text.Contains("${", StringComparison.Ordinal) || text.Contains("#{", StringComparison.Ordinal)
            ? text.StartsWith('=') ? null : "JUEL (unified expression language)"
            : null;

    private static string? Foreign(string? language) =>
        string.IsNullOrWhiteSpace(language) || language.Contains("feel", StringComparison.OrdinalIgnoreCase)
            || language.Contains("FEEL", StringComparison.Ordinal)
            ? null
            : language.EndsWith("XPath", StringComparison.OrdinalIgnoreCase) ? null : language;
}
