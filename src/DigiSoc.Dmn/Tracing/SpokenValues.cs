using System.Globalization;
using System.Resources;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>Values and sentences as a person reads them, in one language.</summary>
/// <remarks>Latvian: decimal comma, dates as dd.MM.yyyy. English: decimal point, dates as yyyy-MM-dd.</remarks>
internal sealed class SpokenValues(string language)
{
    private const int MostItems = 12;

    // Both languages lie in this assembly and are asked for without a culture: a machine may have none.
#pragma warning disable RS0030 // Texts of this assembly are found through it; nothing of a model or its values is looked up so.
    private static readonly ResourceManager English = new("DigiSoc.Dmn.Tracing.Sentences", typeof(SpokenValues).Assembly);
    private static readonly ResourceManager Latvian = new("DigiSoc.Dmn.Tracing.Sentences.lv", typeof(SpokenValues).Assembly);
#pragma warning restore RS0030

    private readonly bool _isLatvian = language == "lv";

    /// <summary>A sentence of the language with its facts filled in.</summary>
    public string Say(string sentence, params object[] facts) => string.Format(
        CultureInfo.InvariantCulture,
        (_isLatvian ? Latvian : English).GetString(sentence, CultureInfo.InvariantCulture) ?? throw new InvalidOperationException($"Bug: no sentence {sentence}."),
        facts);

    /// <summary>A value in words.</summary>
    public string Value(in FeelValue value) => value.Kind switch
    {
        FeelKind.Null => Say("Null"),
        FeelKind.Boolean => Say(value.IsTrue ? "True" : "False"),
        FeelKind.Number => Number(value.AsNumber()),
        FeelKind.String => $"“{value.AsString()}”",
        FeelKind.Date => Date(value.AsDate()),
        FeelKind.List => Several(value.AsList().Select(item => Value(item)), ", "),
        FeelKind.Context => Several(value.AsContext().Select(entry => Say("Pair", entry.Key, Value(entry.Value))), "; "),
        FeelKind.Function => Say("FunctionValue"),
        _ => value.ToString().Trim('@', '"'),
    };

    private string Number(FeelNumber number) =>
        _isLatvian ? number.ToString().Replace('.', ',') : number.ToString();

    private string Date(FeelDate date) => !_isLatvian
        ? date.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{date.Day:00}.{date.Month:00}.{date.Year:0000}.");

    private string Several(IEnumerable<string> items, string between)
    {
        var shown = items.Take(MostItems + 1).ToList();
        return shown.Count == 0 ? Say("Empty")
            : shown.Count > MostItems ? string.Join(between, shown.Take(MostItems)) + between + "…"
            : string.Join(between, shown);
    }
}
