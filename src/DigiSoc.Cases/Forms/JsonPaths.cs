using System.Text.Json.Nodes;

namespace DigiSoc.Cases.Forms;

/// <summary>Reads and writes values under dotted names ("assessment.remark").</summary>
internal static class JsonPaths
{
    public static JsonNode? Get(JsonNode? from, string path)
    {
        foreach (var name in path.Split('.'))
        {
            from = from is JsonObject inner ? inner[name] : null;
        }

        return from;
    }

    /// <summary>Makes the objects on the way; a value that is no object is replaced.</summary>
    public static void Set(JsonObject to, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names.AsSpan(..^1))
        {
            if (to[name] is not JsonObject inner)
            {
                to[name] = inner = [];
            }

            to = inner;
        }

        to[names[^1]] = value;
    }
}
