using System.Collections.Concurrent;
using System.Text.Json;
using DigiSoc.Documents.Templates;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace DigiSoc.Documents;

/// <summary>Short texts without layout: e-mails, e-address covers, titles. Thread-safe; one per program.</summary>
/// <remarks>Templates are Handlebars files <c>templates/messages/{name}.{language}.hbs</c>: a subject line, a line
/// with three dashes, the body. A title is a file of one line. Files are read once.</remarks>
public sealed class ShortTexts
{
    private const string FallbackLanguage = "lv";

    private readonly string _folder;
    private readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> _compiled = new();

    // Plain text needs no HTML escaping; a name the data do not have is an error, not an empty space.
    private readonly IHandlebars _handlebars = Handlebars.Create(
        new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });

    public ShortTexts(DocumentsOptions options) =>
        _folder = Path.Combine(TemplateFolder.Find(options.TemplatesFolder).Path, "messages");

    /// <summary>Fills in a short text.</summary>
    /// <param name="template">For example <c>gmi-decision</c>: the accompanying text of that letter.</param>
    /// <param name="language"><c>lv</c> or <c>en</c>; a language without a file falls back to <c>lv</c>.</param>
    /// <exception cref="UnknownShortTextException">There is no such template in that language or in Latvian (DOC-020).</exception>
    /// <exception cref="ShortTextDataException">The data have no value for a name in the template (DOC-021).</exception>
    public ShortText Render(string template, string language, JsonElement data)
    {
        var file = FileOf(template, language);
        try
        {
            return Split(_compiled.GetOrAdd(file, Compile)(Plain(data)!));
        }
        catch (HandlebarsUndefinedBindingException e)
        {
            throw new ShortTextDataException(template, e.Path, DocumentErrors.ShortTextDataText(template, language, e.Path), e);
        }
    }

    private HandlebarsTemplate<object, object> Compile(string file) => _handlebars.Compile(File.ReadAllText(file));

    private string FileOf(string template, string language)
    {
        var candidates = new[] { language, FallbackLanguage }.Select(l => Path.Combine(_folder, $"{template}.{l}.hbs"));
        return IsName(template) && IsName(language) && candidates.FirstOrDefault(File.Exists) is { } file
            ? file
            : throw new UnknownShortTextException(
                template, language, DocumentErrors.UnknownShortTextText(template, language, Available()));
    }

    private static bool IsName(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private IEnumerable<string> Available() => Directory.EnumerateFiles(_folder, "*.hbs")
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Order(StringComparer.Ordinal);

    private static ShortText Split(string text)
    {
        var parts = text.ReplaceLineEndings("\n").Split("\n---\n", 2);
        return new ShortText(parts[0].Trim(), parts.Length > 1 ? parts[1].Trim() : "");
    }

    private static object? Plain(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Object => data.EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value)),
        JsonValueKind.Array => data.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => data.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => data.GetRawText(),
    };
}
