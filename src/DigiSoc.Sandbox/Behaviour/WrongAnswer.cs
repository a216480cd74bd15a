using System.Text.Json.Nodes;

namespace DigiSoc.Sandbox.Behaviour;

/// <summary>Ways an answer can be wrong. The first three change the answer, the others its writing.</summary>
internal static class WrongAnswer
{
    public const string Shape = "shape";
    public const string Contradictory = "contradictory";
    public const string OtherPerson = "other-person";

    /// <summary>The document breaks off.</summary>
    public const string Malformed = "malformed";

    /// <summary>SOAP: a document type with entities that grow without end and one that reads a file; REST: thousands of nested lists.</summary>
    public const string Hostile = "hostile";

    /// <summary>Larger than anybody should read: 8 MiB.</summary>
    public const string Huge = "huge";

    private const string NobodysCode = "300000-99999";

    public static IReadOnlyList<string> Kinds { get; } = [Shape, Contradictory, OtherPerson, Malformed, Hostile, Huge];

    /// <summary>The answer, changed when <paramref name="kind"/> says so.</summary>
    public static JsonNode Apply(string kind, JsonNode answer) => kind switch
    {
        Shape => Misshapen(answer),
        Contradictory => Contradicted(answer),
        OtherPerson => OfAnother(answer),
        _ => answer,
    };

    /// <summary>The first field is called something else.</summary>
    private static JsonNode Misshapen(JsonNode answer)
    {
        if (FirstObject(answer) is not { Count: > 0 } first)
        {
            return new JsonArray(new JsonObject { ["unexpected"] = "value" });
        }

        var (name, value) = first.First();
        first.Remove(name);
        first["unexpected"] = value;
        return answer;
    }

    private static JsonNode Contradicted(JsonNode answer)
    {
        foreach (var entry in answer is JsonArray entries ? entries.OfType<JsonObject>() : [(JsonObject)answer])
        {
            Contradict(entry);
        }

        return answer;
    }

    private static void Contradict(JsonObject entry)
    {
        Change(entry, "deathDate", "1900-01-01");
        Change(entry, "closing", entry["closing"] is JsonValue closing ? closing.GetValue<decimal>() + 100 : null);
        Change(entry, "net", entry["gross"] is JsonValue gross ? gross.GetValue<decimal>() + 1 : null);
        Change(entry, "registered", false);
        Change(entry, "inPrison", false);
        Change(entry, "inLongTermCare", false);
        Change(entry, "monthlyAmount", -1m);
        if (entry.ContainsKey("paidOn") || entry.ContainsKey("month"))
        {
            Change(entry, "amount", -1m);
        }

        if (entry.ContainsKey("registered") || entry.ContainsKey("inPrison") || entry.ContainsKey("inLongTermCare"))
        {
            entry["since"] = "2020-01-01";
        }
    }

    private static JsonNode OfAnother(JsonNode answer)
    {
        foreach (var entry in answer is JsonArray entries ? entries.OfType<JsonObject>() : [(JsonObject)answer])
        {
            Change(entry, "personCode", NobodysCode);
            Change(entry, "childCode", NobodysCode);
            Change(entry, "holderCode", NobodysCode);
        }

        return answer;
    }

    private static void Change(JsonObject entry, string name, JsonNode? value)
    {
        if (entry.ContainsKey(name))
        {
            entry[name] = value;
        }
    }

    private static JsonObject? FirstObject(JsonNode answer) =>
        answer as JsonObject ?? (answer as JsonArray)?.OfType<JsonObject>().FirstOrDefault();
}
