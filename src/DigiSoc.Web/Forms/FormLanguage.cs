using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Web.Texts;

namespace DigiSoc.Web.Forms;

/// <summary>A form-js schema in the reader's language: packages keep the English label beside the Latvian one.</summary>
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
        if ((component["properties"] as JsonObject)?["labelEn"]?.GetValue<string>() is not { Length: > 0 } english)
        {
            return;
        }

        var name = component.ContainsKey("text") ? "text" : component.ContainsKey("dateLabel") ? "dateLabel" : "label";
        component[name] = english;
    }
}
