using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Web.Texts;

namespace DigiSoc.Web.Forms;

/// <summary>A form-js schema in the reader's language: packages keep the English words beside the Latvian ones.</summary>
/// <remarks>
/// Of a component: <c>properties.labelEn</c> and <c>properties.descriptionEn</c>. Of a choice or a table's column: its own
/// <c>labelEn</c>; a column's <c>keyEn</c> is the field that holds the English words.
/// </remarks>
internal static class FormLanguage
{
    public static JsonNode Said(JsonElement schema)
    {
        var copy = JsonNode.Parse(schema.GetRawText())!;
        if (Words.Language == "en")
        {
            SayAll(copy);
        }

        return copy;
    }

    private static void SayAll(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var entry in list)
            {
                SayAll(entry);
            }
        }
        else if (node is JsonObject component)
        {
            SayOne(component);
            SayAll(component["components"]);
        }
    }

    private static void SayOne(JsonObject component)
    {
        var properties = component["properties"] as JsonObject;
        var label = component.ContainsKey("text") ? "text" : component.ContainsKey("dateLabel") ? "dateLabel" : "label";
        Put(component, label, properties?["labelEn"]);
        Put(component, "description", properties?["descriptionEn"]);
        foreach (var entry in Entries(component["values"]).Concat(Entries(component["columns"])))
        {
            Put(entry, "label", entry["labelEn"]);
            Put(entry, "key", entry["keyEn"]);
        }
    }

    private static IEnumerable<JsonObject> Entries(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static void Put(JsonObject target, string name, JsonNode? english)
    {
        if (english?.GetValue<string>() is { Length: > 0 } text)
        {
            target[name] = text;
        }
    }
}
