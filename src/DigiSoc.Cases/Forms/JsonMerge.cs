using System.Text.Json.Nodes;

namespace DigiSoc.Cases;

/// <summary>Lays one object over another: what was entered over what a form opened with.</summary>
public static class JsonMerge
{
    /// <summary>A new object: objects field by field, everything else replaced; neither argument changes.</summary>
    public static JsonObject Over(JsonObject below, JsonObject above)
    {
        var joined = below.DeepClone().AsObject();
        foreach (var (name, value) in above)
        {
            joined[name] = value is JsonObject over && joined[name] is JsonObject under ? Over(under, over) : value?.DeepClone();
        }

        return joined;
    }
}
