using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Web.Forms;

/// <summary>Reads what a person sent: as JSON from form-js, or field by field from the plain form ("f:members.0.relation").</summary>
/// <remarks>Only shapes are read here; whether the values are right the case layer says by the form's own rules.</remarks>
internal static class PostedForm
{
    public const string Prefix = "f:";

    /// <summary>Null when the JSON cannot be read as an object.</summary>
    public static JsonObject? Read(IFormCollection form, JsonElement? schema)
    {
        if (form["json"].ToString() is { Length: > 0 } json)
        {
            try
            {
                return JsonNode.Parse(json) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        var data = new JsonObject();
        if (schema is { } known)
        {
            ReadComponents(form, known, Prefix, data);
        }

        return data;
    }

    private static void ReadComponents(IFormCollection form, JsonElement parent, string path, JsonObject into)
    {
        if (!parent.TryGetProperty("components", out var components))
        {
            return;
        }

        foreach (var component in components.EnumerateArray())
        {
            ReadComponent(form, component, path, into);
        }
    }

    private static void ReadComponent(IFormCollection form, JsonElement component, string path, JsonObject into)
    {
        switch (Text(component, "type"))
        {
            case "group" when Text(component, "path") is { Length: > 0 } group:
                ReadComponents(form, component, $"{path}{group}.", Inner(into, group));
                break;
            case "group":
                ReadComponents(form, component, path, into);
                break;
            case "dynamiclist":
                into[Text(component, "path")] = ReadList(form, component, $"{path}{Text(component, "path")}.");
                break;
            default:
                ReadValue(form, component, path, into);
                break;
        }
    }

    private static JsonArray ReadList(IFormCollection form, JsonElement component, string path)
    {
        var list = new JsonArray();
        for (var at = 0; form.Keys.Any(key => key.StartsWith($"{path}{at}.", StringComparison.Ordinal)); at++)
        {
            var row = new JsonObject();
            ReadComponents(form, component, $"{path}{at}.", row);
            if (row.Any(field => field.Value is not null && field.Value.ToJsonString() is not ("\"\"" or "false" or "[]")))
            {
                list.Add(row);
            }
        }

        return list;
    }

    private static void ReadValue(IFormCollection form, JsonElement component, string path, JsonObject into)
    {
        if (Text(component, "key") is not { Length: > 0 } key || component.TryGetProperty("readonly", out var isFixed) && isFixed.ValueKind == JsonValueKind.True)
        {
            return;
        }

        var sent = form[path + key];
        JsonNode? value = Text(component, "type") switch
        {
            "checkbox" => sent == "on",
            "checklist" or "taglist" => new JsonArray([.. sent.Where(entry => !string.IsNullOrEmpty(entry)).Select(entry => (JsonNode?)entry)]),
            "number" => Number(sent.ToString()),
            _ => sent.ToString() is { Length: > 0 } text ? text : null,
        };
        JsonObject place = into;
        var names = key.Split('.');
        foreach (var name in names.AsSpan(..^1))
        {
            place = Inner(place, name);
        }

        place[names[^1]] = value;
    }

    /// <summary>A number with point or comma; the text itself when it is none, for the case layer to refuse by name.</summary>
    private static JsonNode? Number(string text)
    {
        text = text.Trim().Replace(',', '.');
        return text.Length == 0 ? null
            : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number
            : text;
    }

    private static JsonObject Inner(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject inner)
        {
            parent[name] = inner = [];
        }

        return inner;
    }

    private static string Text(JsonElement component, string name) =>
        component.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
