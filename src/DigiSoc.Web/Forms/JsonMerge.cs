using System.Text.Json.Nodes;

namespace DigiSoc.Web.Forms;

/// <summary>Lays one object over another: objects field by field, everything else replaced.</summary>
internal static class JsonMerge
{
    public static JsonObject Over(JsonObject below, JsonObject above)
    {
        var merged = (JsonObject)below.DeepClone();
        foreach (var (name, value) in above)
        {
            merged[name] = merged[name] is JsonObject inner && value is JsonObject outer ? Over(inner, outer) : value?.DeepClone();
        }

        return merged;
    }
}
