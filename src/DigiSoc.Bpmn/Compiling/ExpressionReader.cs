using System.Text.RegularExpressions;
using System.Xml.Linq;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Dialects;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Reads the expressions of a model; what is not FEEL becomes a finding.</summary>
internal sealed partial class ExpressionReader(List<BpmnDiagnostic> found)
{
    /// <summary>Functions that an expression may call beside the built-in ones.</summary>
    private static readonly string[] Functions = [.. CalendarFunctions.Names, .. CamundaFunctions.All.Keys];

    /// <summary>Those whose names have spaces, so that they are read as one name.</summary>
    private static readonly FeelNames Known = FeelNames.Of(Functions.Where(name => name.Contains(' ', StringComparison.Ordinal)));

    /// <summary>Every expression read so far, with the element that it is of.</summary>
    public List<(XElement At, Expression Expression)> All { get; } = [];

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

        return !Juel.Is(trimmed) ? new ValueSource(trimmed)
            : FromJuel(at, purpose, trimmed, mayBeText: true) is { } read ? new ValueSource(read) : null;
    }

    /// <summary>A text that must be an expression; <c>=</c> may be missing where BPMN itself asks for one.</summary>
    public Expression? Expression(XElement at, string purpose, string? text, string? language = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string trimmed = text.Trim();
        if (trimmed.StartsWith('='))
        {
            return Parse(at, purpose, trimmed[1..]);
        }

        if (Juel.Is(trimmed) && !IsScript(language))
        {
            return FromJuel(at, purpose, trimmed, mayBeText: false);
        }

        if (Foreign(language) is { } other)
        {
            found.Add(BpmnFindings.OtherLanguage(at, purpose, trimmed, other));
            return null;
        }

        if (XPathFunctions.ToFeel(trimmed) is { } feel)
        {
            found.Add(BpmnFindings.ReadAsFeel(at, trimmed, feel));
            return Parse(at, purpose, feel);
        }

        if (FeelExpression.Parse(trimmed, Known).Expression is { } read && read.FreeNames.Any(IsPython))
        {
            found.Add(BpmnFindings.OtherLanguage(at, purpose, trimmed, "Python"));
            return null;
        }

        found.Add(BpmnFindings.ImpliedFeel(at, trimmed));
        return Parse(at, purpose, trimmed);
    }

    /// <summary>A text that may hold expressions of another engine, <c>Dear #{name}</c>; null when empty.</summary>
    public Expression? Template(XElement at, string purpose, string text) =>
        text.Trim() is not { Length: > 0 } trimmed ? null
        : Juel.Is(trimmed) ? FromJuel(at, purpose, trimmed, mayBeText: true)
        : Parse(at, purpose, Juel.Quoted(trimmed));

    /// <summary>FEEL reads <c>not x</c> and <c>x is None</c> as names of several words.</summary>
    private static bool IsPython(string name) =>
        name.Split(' ') is var words && (words is ["not", _, ..] || words.Any(word => word is "True" or "False" or "None"));

    private Expression? Parse(XElement at, string purpose, string text)
    {
        // FEEL refuses these signs too; here the finding names the language habit, before other problems of the text.
        if (OtherSigns().Match(text) is { Groups: [_, { Success: true, Value: var sign }] })
        {
            found.Add(BpmnFindings.OtherSign(at, purpose, text.Trim(), sign, sign == "<>" ? "!=" : "="));
            return null;
        }

        FeelParsed parsed = FeelExpression.Parse(text, Known);
        if (parsed.Expression is { } feel)
        {
            if (feel.CalledNames.FirstOrDefault(name => !Functions.Contains(name)) is { } unknown)
            {
                found.Add(BpmnFindings.UnknownFunction(at, purpose, text.Trim(), unknown).ForDeploying());
            }

            All.Add((at, new Expression(feel)));
            return All[^1].Expression;
        }

        found.Add(BpmnFindings.BadExpression(at, purpose, text.Trim(), parsed.Problems[0]));
        return null;
    }

    private Expression? FromJuel(XElement at, string purpose, string juel, bool mayBeText)
    {
        if (Juel.ToFeel(juel, mayBeText, out string reason) is not { } feel)
        {
            found.Add(BpmnFindings.OtherLanguage(at, purpose, juel, $"JUEL (unified expression language) that has no FEEL meaning: {reason}"));
            return null;
        }

        found.Add(BpmnFindings.ReadAsFeel(at, juel, feel));
        return Parse(at, purpose, feel);
    }

    /// <summary>The first <c>==</c>, <c>===</c> or <c>&lt;&gt;</c> outside of texts in quotes and comments.</summary>
    [GeneratedRegex("""^(?>[^"/=<]|"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/|/(?![/*])|=(?!=)|<(?!>))*(===?|<>)""", RegexOptions.Singleline)]
    private static partial Regex OtherSigns();

    /// <summary>Languages that write <c>${…}</c> for something of their own.</summary>
    private static bool IsScript(string? language) =>
        language is not null && (language.Contains("script", StringComparison.OrdinalIgnoreCase) || language.Contains("groovy", StringComparison.OrdinalIgnoreCase));

    private static string? Foreign(string? language) =>
        string.IsNullOrWhiteSpace(language) || language.Contains("feel", StringComparison.OrdinalIgnoreCase)
            || language.Contains("juel", StringComparison.OrdinalIgnoreCase)
            ? null
            : language.EndsWith("XPath", StringComparison.OrdinalIgnoreCase) ? null : language;
}
