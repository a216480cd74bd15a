using System.Globalization;
using System.Resources;

namespace DigiSoc.Web.Texts;

/// <summary>The texts of the screens, from Words.resx (Latvian) and Words.en.resx, in the language of the request.</summary>
/// <remarks>A key without a text shows itself in brackets; WordsTests finds every such key before a person does.</remarks>
internal sealed class Words
{
    private readonly ResourceManager _texts = Source;

    internal static readonly ResourceManager Source = new("DigiSoc.Web.Texts.Words", typeof(Words).Assembly);

    private Words()
    {
    }

    public static Words W { get; } = new();

    /// <summary>"lv" or "en".</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "lv";

    public string this[string key] => _texts.GetString(key, CultureInfo.CurrentUICulture) ?? $"[{key}]";

    /// <summary>The text, or <paramref name="otherwise"/> where there is none: for words that packages may invent.</summary>
    public string Or(string key, string otherwise) => _texts.GetString(key, CultureInfo.CurrentUICulture) ?? otherwise;

    /// <summary>The text with {0}, {1} … filled in, formatted for the reader.</summary>
    public string this[string key, params object?[] facts] =>
        string.Format(CultureInfo.CurrentCulture, this[key], facts);
}
