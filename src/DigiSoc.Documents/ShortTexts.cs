using System.Text.Json;

namespace DigiSoc.Documents;

/// <summary>Short texts without layout: e-mails, e-address covers, titles. Thread-safe; one per program.</summary>
/// <remarks>Templates are Handlebars files <c>templates/messages/{name}.{language}.hbs</c>: a subject line, a line
/// with three dashes, the body.</remarks>
public abstract class ShortTexts
{
    /// <summary>Fills in a short text.</summary>
    /// <param name="template">For example <c>decision-ready</c>.</param>
    /// <param name="language"><c>lv</c> or <c>en</c>; a language without a file falls back to <c>lv</c>.</param>
    /// <exception cref="UnknownShortTextException">There is no such template in that language or in Latvian.</exception>
    public abstract ShortText Render(string template, string language, JsonElement data);
}
