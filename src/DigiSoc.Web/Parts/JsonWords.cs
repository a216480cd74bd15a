using System.Globalization;
using System.Text.Json;
using DigiSoc.Web.Texts;

namespace DigiSoc.Web.Parts;

/// <summary>Names and plain values of register answers in the reader's words; unknown ones show as they are.</summary>
internal static class JsonWords
{
    public static string Field(string name) => Words.W.Or("Field." + name, name);

    public static string Plain(JsonElement value, string? name = null) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "–",
        JsonValueKind.True => Words.W["Value.Yes"],
        JsonValueKind.False => Words.W["Value.No"],
        JsonValueKind.Number when value.TryGetDecimal(out var number) => IsMoney(name) ? Say.Euro(number) : Say.Number(number),
        JsonValueKind.String => Text(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static bool IsMoney(string? name) => name is not null
        && (name.EndsWith("amount", StringComparison.OrdinalIgnoreCase) || name is "gross" or "net" or "tax" or "opening" or "closing"
            or "income" or "need" or "amountPerMonth");

    private static string Text(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Say.Day(day);
        }

        return text.All(sign => char.IsAsciiLetterLower(sign) || sign is '_' or '-') ? Words.W.Or("Code." + text, text) : text;
    }
}
