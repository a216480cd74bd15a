using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigiSoc.Runtime.Bulks;

/// <summary>The stored form of a query: version 1, one property for each that is named.</summary>
internal static class BulkJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Write(BulkQuery query) => JsonSerializer.SerializeToUtf8Bytes(query, Options);

    public static byte[]? Write(IReadOnlyDictionary<string, string>? renamed) =>
        renamed is { Count: > 0 } ? JsonSerializer.SerializeToUtf8Bytes(renamed, Options) : null;

    public static BulkQuery ReadQuery(string json) => JsonSerializer.Deserialize<BulkQuery>(json, Options)!;

    public static IReadOnlyDictionary<string, string>? ReadRenamed(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(json, Options);
}
