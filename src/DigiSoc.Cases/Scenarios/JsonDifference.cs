using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Cases.Scenarios;

/// <summary>Compares what was expected with what was found: of a map only the keys expected, of a list every entry.</summary>
internal static class JsonDifference
{
    /// <summary>One text for each place that differs: "then.decisions.proposal.amountPerMonth: expected 187, found 166".</summary>
    public static IEnumerable<string> Between(JsonNode? expected, JsonNode? found, string place) => (expected, found) switch
    {
        (JsonObject e, JsonObject f) => e.SelectMany(pair => Between(pair.Value, f[pair.Key], $"{place}.{pair.Key}")),
        (JsonArray e, JsonArray f) when e.Count == f.Count => e.SelectMany((one, i) => Between(one, f[i], $"{place}[{i}]")),
        _ => Same(expected, found) ? [] : [$"{place}: expected {Show(expected)}, found {Show(found)}"],
    };

    private static bool Same(JsonNode? expected, JsonNode? found)
    {
        if (expected is null || found is null)
        {
            return expected is null && found is null;
        }

        return expected.GetValueKind() == JsonValueKind.Number && found.GetValueKind() == JsonValueKind.Number
            ? Number(expected) == Number(found)
            : JsonNode.DeepEquals(expected, found);
    }

    private static decimal Number(JsonNode node) => JsonSerializer.SerializeToElement(node).GetDecimal();

    private static string Show(JsonNode? node) => node?.ToJsonString(Readable) ?? "null";

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
