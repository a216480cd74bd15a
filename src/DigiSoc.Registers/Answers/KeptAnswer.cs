using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Answers;

/// <summary>An answer with only the fields its purpose allows, as it is stored.</summary>
/// <param name="Text">Compact JSON; null when the register holds nothing.</param>
/// <param name="Sha256">Of the text, hexadecimal.</param>
internal sealed record KeptAnswer(string? Text, string Sha256)
{
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static KeptAnswer Nothing { get; } = Of(text: null);

    /// <summary>A person's word that the register holds nothing: kept as a text, for what a person says is an answer.</summary>
    public static KeptAnswer SaidToBeNothing { get; } = Of("null");

    /// <summary>The register holds nothing about the person, by its own word or a person's.</summary>
    public bool IsNothing => Text is null or "null";

    public static KeptAnswer Of(string? text) => new(text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? ""))));

    /// <summary>Drops from the object, or from each entry, what <paramref name="purpose"/> does not keep.</summary>
    public static KeptAnswer Limit(JsonNode answer, DataItemPurpose purpose)
    {
        if (purpose.Keep is { } keep)
        {
            foreach (var entry in answer is JsonArray entries ? entries.OfType<JsonObject>() : [answer.AsObject()])
            {
                foreach (var name in entry.Select(field => field.Key).Where(name => !keep.Contains(name)).ToList())
                {
                    entry.Remove(name);
                }
            }
        }

        return Of(answer.ToJsonString(Written));
    }

    public JsonElement Value()
    {
        using var document = JsonDocument.Parse(Text!);
        return document.RootElement.Clone();
    }
}
