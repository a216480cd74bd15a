using System.Globalization;
using System.Resources;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>Values, tests and sentences as a person reads them, in one language.</summary>
/// <remarks>
/// Latvian: decimal comma, 2026. gada 1. novembris, plkst. 10:30, 1 gads un 2 mēneši. English: decimal point, 1 November 2026,
/// 10:30, 1 year and 2 months. FEEL is not shown, but for names, formulas and conditions that only FEEL can say.
/// </remarks>
internal sealed partial class SpokenValues(string language)
{
    private const int MostItems = 12;
    private const int DeepestShown = 8;

    // Both languages lie in this assembly and are asked for without a culture: a machine may have none.
#pragma warning disable RS0030 // Texts of this assembly are found through it; nothing of a model or its values is looked up so.
    private static readonly ResourceManager English = new("DigiSoc.Dmn.Tracing.Sentences", typeof(SpokenValues).Assembly);
    private static readonly ResourceManager Latvian = new("DigiSoc.Dmn.Tracing.Sentences.lv", typeof(SpokenValues).Assembly);
#pragma warning restore RS0030

    private readonly bool _isLatvian = language == "lv";

    /// <summary>A sentence of the language with its facts filled in; never with two full stops at its end.</summary>
    public string Say(string sentence, params object[] facts)
    {
        var said = string.Format(CultureInfo.InvariantCulture, Text(sentence), facts);
        return said.EndsWith("..", StringComparison.Ordinal) ? said[..^1] : said;
    }

    /// <summary>A sentence about a number of things, in the singular or the plural that the language asks for.</summary>
    public string Counted(string sentence, Int128 count, string? written = null)
    {
        var isSingular = written is null && (count == 1 || (_isLatvian && count % 10 == 1 && count % 100 != 11));
        return string.Format(CultureInfo.InvariantCulture, Text(sentence).Split('|')[isSingular ? 0 : 1], written ?? (object)count);
    }

    /// <summary>A value in words.</summary>
    public string Value(in FeelValue value) => Value(value, 0);

    /// <summary>A value in words beside others: a list or context in parentheses.</summary>
    public string ValueBeside(in FeelValue value) => Value(value, 1);

    private string Value(in FeelValue value, int depth) => value.Kind switch
    {
        FeelKind.Null => Say("Null"),
        FeelKind.Boolean => Say(value.IsTrue ? "True" : "False"),
        FeelKind.Number => Number(value.AsNumber()),
        FeelKind.String => $"“{value.AsString()}”",
        FeelKind.List => Several(value.AsList().Select(item => Value(item, depth + 1)), depth, leastInParentheses: 2),
        FeelKind.Context => Several(value.AsContext().Select(entry => Say("Pair", entry.Key, Value(entry.Value, depth + 1))), depth, leastInParentheses: 1),
        FeelKind.Range => Range(value.AsRange()),
        FeelKind.Function => Say("FunctionValue"),
        _ => Temporal(value, GrammaticalCase.Nominative),
    };

    /// <summary>With the decimals it has, unless they are all zero: 12,50, but 407.</summary>
    private string Number(FeelNumber number) =>
        number.ToString() is var text && number.IsInteger ? text.Split('.')[0] : Decimal(text);

    private string Decimal(string number) => _isLatvian ? number.Replace('.', ',') : number;

    /// <summary>Items one after the other, the first ones of many; a list inside another one in parentheses.</summary>
    private string Several(IEnumerable<string> items, int depth, int leastInParentheses)
    {
        if (depth > DeepestShown)
        {
            return "…";
        }

        var all = items.Take(MostItems).ToList();
        var more = items.Skip(MostItems).Count();
        var said = all.Count == 0 ? Say("Empty")
            : more > 0 ? string.Join(Say("Between"), all) + " " + Say("More", more)
            : string.Join(Say("Between"), all);
        return depth > 0 && all.Count >= leastInParentheses ? $"({said})" : said;
    }

    private string Text(string sentence) =>
        (_isLatvian ? Latvian : English).GetString(sentence, CultureInfo.InvariantCulture)
        ?? throw new InvalidOperationException($"Bug: no sentence {sentence}.");
}
