using System.Text.Json;
using System.Text.RegularExpressions;

namespace DigiSoc.Cases.Forms;

/// <summary>A form-js form as the server reads it: the components that hold data, with their rules.</summary>
/// <remarks>Components that only show something (text, table, html, image, button, separator, spacer) are left out.</remarks>
internal sealed record FormSchema(IReadOnlyList<FormComponent> Components, string Text)
{
    private static readonly HashSet<string> ShownOnly =
        ["text", "html", "table", "image", "button", "separator", "spacer", "iframe", "documentPreview", "expression"];

    public static FormSchema Read(JsonElement schema) => new(ReadAll(schema), schema.GetRawText());

    /// <summary>Whether a field, text, table or condition of the form names the variable.</summary>
    public bool Mentions(string variable) => Regex.IsMatch(Text, $@"(?<![\w.]){Regex.Escape(variable)}(?!\w)", RegexOptions.CultureInvariant);

    private static List<FormComponent> ReadAll(JsonElement parent) =>
        parent.TryGetProperty("components", out var components)
            ? [.. components.EnumerateArray().Where(c => !ShownOnly.Contains(Word(c, "type"))).Select(ReadOne)]
            : [];

    private static FormComponent ReadOne(JsonElement json)
    {
        var validate = json.TryGetProperty("validate", out var rules) ? rules : default;
        return new FormComponent
        {
            Type = Word(json, "type"),
            Key = Word(json, "key"),
            Path = Word(json, "path"),
            Label = ReadLabel(json),
            Description = Word(json, "description"),
            IsFixed = Flag(json, "readonly") || Flag(json, "disabled"),
            HideWhen = json.TryGetProperty("conditional", out var conditional) ? Word(conditional, "hide") : "",
            IsRequired = Flag(validate, "required"),
            Min = Number(validate, "min"),
            Max = Number(validate, "max"),
            MinLength = (int?)Number(validate, "minLength"),
            MaxLength = (int?)Number(validate, "maxLength"),
            Pattern = Word(validate, "pattern"),
            ValidationType = Word(validate, "validationType"),
            DateKind = Word(json, "subtype"),
            DecimalDigits = (int?)Number(json, "decimalDigits"),
            Choices = ReadChoices(json),
            ChoicesFrom = Word(json, "valuesKey"),
            HasFixedRows = json.TryGetProperty("allowAddRemove", out var changeable) && changeable.ValueKind == JsonValueKind.False,
            Components = ReadAll(json),
        };
    }

    private static LocalText ReadLabel(JsonElement json)
    {
        var label = Word(json, "label") is { Length: > 0 } own ? own : Word(json, "dateLabel");
        var english = json.TryGetProperty("properties", out var properties) ? Word(properties, "labelEn") : "";
        return LocalText.Of(label.Length > 0 ? label : Word(json, "key"), english);
    }

    /// <summary>Null when the choices are not written in the form itself.</summary>
    private static List<string>? ReadChoices(JsonElement json) =>
        json.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Select(value => value.GetProperty("value").ToString())]
            : null;

    private static string Word(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static bool Flag(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static decimal? Number(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDecimal()
            : null;
}
