using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Feel;

namespace DigiSoc.Cases;

/// <summary>Between FEEL values and plain JSON: dates as ISO text, numbers as decimals.</summary>
internal static class CaseJson
{
    public static string Text(in FeelValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            FeelJson.Write(writer, value, FeelJsonForm.Plain);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static JsonNode? Node(in FeelValue value) => JsonNode.Parse(Text(value));

    public static JsonElement Element(in FeelValue value) => Parse(Text(value));

    public static FeelValue Feel(JsonNode? node) => FeelJson.Read(JsonSerializer.SerializeToElement(node));

    public static FeelContext Context(JsonNode? node) => node is JsonObject ? Feel(node).AsContext() : FeelContext.Empty;

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static JsonElement Element(JsonNode? node) => JsonSerializer.SerializeToElement(node);

    /// <summary>The date of a variable that holds one as a FEEL date or as ISO text; null otherwise.</summary>
    public static DateOnly? Date(FeelContext variables, string name) =>
        variables.TryGet(name, out var value) ? Date(value) : null;

    public static DateOnly? Date(in FeelValue value) => value.Kind switch
    {
        FeelKind.Date => value.AsDate().TryToDateOnly(out var date) ? date : null,
        FeelKind.String => DateOnly.TryParseExact(
            value.AsString().AsSpan(0, Math.Min(10, value.AsString().Length)),
            "yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None,
            out var date) ? date : null,
        FeelKind.DateTime => Date(FeelValue.Of(value.ToString().Length >= 12 ? CaseJson.Text(value).Trim('"') : "")),
        _ => null,
    };

    public static string? Text(FeelContext variables, string name) =>
        variables.TryGet(name, out var value) && value.Kind == FeelKind.String ? value.AsString() : null;

    public static bool Flag(FeelContext variables, string name) => variables.TryGet(name, out var value) && value.IsTrue;
}
