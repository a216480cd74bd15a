using System.Globalization;
using System.Text.Json;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Reads what <see cref="StateWriter"/> of this or an earlier release wrote.</summary>
internal static class StateReader
{
    public static InstanceState Read(ReadOnlySpan<byte> stored)
    {
        try
        {
            Utf8JsonReader reader = new(stored, new JsonReaderOptions { MaxDepth = 1000 });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException($"Reading a stored state: expected the JSON of InstanceState.Serialize, found {broken.Message}", broken);
        }
    }

    private static InstanceState Read(JsonElement root)
    {
        int version = root.GetProperty("v").GetInt32();
        if (version != StateWriter.Version)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"Reading a stored state: expected version {StateWriter.Version} or earlier, found {version}. Run the release that wrote it, or a later one."));
        }

        InstanceState state = new()
        {
            Status = (InstanceStatus)root.GetProperty("s").GetInt32(),
            LastId = root.GetProperty("n").GetInt64(),
            Called = root.TryGetProperty("c", out _),
            FinalVariables = Variables(root, "f"),
        };
        foreach (JsonElement element in Items(root, "e"))
        {
            state.ElementList.Add(Element(element));
        }

        foreach (JsonElement wait in Items(root, "w"))
        {
            state.WaitList.Add(ReadWait(wait));
        }

        foreach (JsonElement incident in Items(root, "x"))
        {
            state.IncidentList.Add(new Incident(
                Number(incident, "i"), Number(incident, "o"), Text(incident, "e")!, Text(incident, "c")!, Text(incident, "t")!));
        }

        return state;
    }

    private static ElementInstance Element(JsonElement json) =>
        new(Number(json, "i"), Number(json, "p"), Text(json, "e")!)
        {
            Phase = (ElementPhase)Number(json, "h"),
            LoopCounter = (int)Number(json, "r"),
            IsActivation = json.TryGetProperty("a", out _),
            Children = (int)Number(json, "c"),
            UndoneFor = Number(json, "u"),
            UndoesIn = Number(json, "x"),
            Thrown = (int)Number(json, "t"),
            StartedBy = Text(json, "b"),
            Variables = Variables(json, "v"),
            Loop = json.TryGetProperty("l", out JsonElement loop) ? Loop(loop) : null,
            Joins = json.TryGetProperty("j", out JsonElement joins) ? Joins(joins) : null,
            Compensables = Compensables(json, "k"),
            Compensating = Compensables(json, "g"),
            Pending = json.TryGetProperty("q", out JsonElement pending)
                ? [.. pending.EnumerateArray().Select(each => each.GetString()!)]
                : null,
        };

    private static LoopState Loop(JsonElement json) => new()
    {
        Total = (int)Number(json, "t"),
        Started = (int)Number(json, "s"),
        Completed = (int)Number(json, "c"),
        Terminated = (int)Number(json, "x"),
        Maximum = (int)Number(json, "m"),
        IsFinished = json.TryGetProperty("f", out _),
        Items = json.TryGetProperty("i", out JsonElement items) ? FeelJson.Read(items).AsList() : null,
        Results = json.TryGetProperty("o", out JsonElement results) ? [.. FeelJson.Read(results).AsList()] : null,
    };

    private static List<JoinToken> Joins(JsonElement json)
    {
        List<JoinToken> joins = [];
        for (int i = 0; i < json.GetArrayLength(); i += 2)
        {
            joins.Add(new JoinToken(json[i].GetString()!, json[i + 1].GetInt32()));
        }

        return joins;
    }

    private static List<Compensable>? Compensables(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement items)
            ? [.. items.EnumerateArray().Select(each => new Compensable(Text(each, "e")!, Variables(each, "v"), Compensables(each, "i"), each.TryGetProperty("p", out _)))]
            : null;

    private static Wait ReadWait(JsonElement json) => new()
    {
        Id = Number(json, "i"),
        Kind = (WaitKind)Number(json, "k"),
        ElementInstanceId = Number(json, "o"),
        ElementId = Text(json, "e")!,
        DueAt = Instant(json, "d"),
        Name = Text(json, "n"),
        CorrelationKey = Text(json, "y"),
        Definition = (int)Number(json, "t"),
        Repetitions = (int)Number(json, "r"),
        CountsFrom = Instant(json, "c"),
        WasTrue = json.TryGetProperty("b", out _),
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement items) ? items.EnumerateArray() : default;

    private static FeelContext Variables(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement variables) ? FeelJson.Read(variables).AsContext() : FeelContext.Empty;

    private static long Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement number) ? number.GetInt64() : 0;

    private static DateTimeOffset? Instant(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement ticks) ? new DateTimeOffset(ticks.GetInt64(), TimeSpan.Zero) : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
}
