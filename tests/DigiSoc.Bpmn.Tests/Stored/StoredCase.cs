using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Tests.Stored;

/// <summary>An instance as a release stored it, with its package, the rest of its way and where that led in that release.</summary>
/// <remarks>
/// A folder: <c>package.yaml</c> and <c>process.bpmn</c> as deployed, <c>state.json</c> the bytes of
/// <see cref="InstanceState.Serialize"/>, <c>rest.json</c> the answers and the recorded end.
/// </remarks>
internal sealed class StoredCase
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DateTimeOffset _now;
    private readonly IReadOnlyList<Answer> _answers;

    private StoredCase(ProcessModel model, byte[] state, DateTimeOffset now, IReadOnlyList<Answer> answers, StoredEnd end) =>
        (Model, State, _now, _answers, End) = (model, state, now, answers, end);

    public ProcessModel Model { get; }

    public byte[] State { get; }

    /// <summary>Where it led in the release that stored it.</summary>
    public StoredEnd End { get; }

    public static StoredCase Read(string folder)
    {
        using JsonDocument rest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "rest.json")));
        JsonElement root = rest.RootElement;
        return new(
            Compile(File.ReadAllText(Path.Combine(folder, "process.bpmn"))),
            File.ReadAllBytes(Path.Combine(folder, "state.json")),
            DateTimeOffset.Parse(root.GetProperty("now").GetString()!, CultureInfo.InvariantCulture),
            [.. root.GetProperty("answers").EnumerateArray().Select(Answer.Read)],
            StoredEnd.Read(root.GetProperty("end")));
    }

    /// <summary>Brings the situation about with today's code, finishes it and writes both.</summary>
    public static void Write(string folder, Situation situation)
    {
        string xml = Models.Document(situation.Content, situation.Extra);
        Bench bench = new(Compile(xml));
        situation.Bring(bench);
        StoredCase made = new(bench.Model, bench.State.Serialize(), bench.Now, situation.Rest, StoredEnd.Nowhere);
        JsonObject rest = new()
        {
            ["now"] = bench.Now.ToString("O", CultureInfo.InvariantCulture),
            ["answers"] = new JsonArray([.. situation.Rest.Select(answer => (JsonNode)answer.ToJson())]),
            ["end"] = made.Finish(made.State).ToJson(),
        };
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "package.yaml"), $"key: stored-{situation.Name}\n");
        File.WriteAllText(Path.Combine(folder, "process.bpmn"), xml + "\n");
        File.WriteAllBytes(Path.Combine(folder, "state.json"), made.State);
        File.WriteAllText(Path.Combine(folder, "rest.json"), rest.ToJsonString(Readable) + "\n");
    }

    /// <summary>Finishes the instance from a stored state with today's code.</summary>
    public StoredEnd Finish(ReadOnlySpan<byte> state)
    {
        Bench bench = Bench.Restored(Model, state, _now);
        foreach (Answer answer in _answers)
        {
            answer.Send(bench);
        }

        return StoredEnd.Of(bench);
    }

    public static string Tagged(FeelContext variables)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            FeelJson.Write(writer, FeelValue.Of(variables), FeelJsonForm.Tagged);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static ProcessModel Compile(string xml)
    {
        CompileResult compiled = ProcessModel.Compile(Models.Read(xml), "p", ProcessResources.None);
        return compiled.Model.ShouldNotBeNull(string.Join("\n", compiled.Diagnostics));
    }
}

/// <summary>The end of an instance: how, with which variables, by which way.</summary>
/// <param name="Status">The status, with the code when it ended with an error.</param>
/// <param name="Variables">Those of the process scope, tagged JSON.</param>
/// <param name="Passed">What happened from the stored state on: elements completed and terminated, flows taken, events triggered, incidents over, in order.</param>
internal sealed record StoredEnd(string Status, string Variables, IReadOnlyList<string> Passed)
{
    public static StoredEnd Nowhere { get; } = new("", "", []);

    public static StoredEnd Of(Bench bench)
    {
        string? code = bench.Effects.OfType<EndInstance>().SingleOrDefault()?.ErrorCode;
        return new(
            bench.State.Status + (code is null ? "" : $" ({code})"),
            StoredCase.Tagged(bench.State.Variables),
            [.. bench.History.Select(Word).OfType<string>()]);
    }

    public static StoredEnd Read(JsonElement json) => new(
        json.GetProperty("status").GetString()!,
        StoredCase.Tagged(FeelJson.Read(json.GetProperty("variables")).AsContext()),
        [.. json.GetProperty("passed").EnumerateArray().Select(each => each.GetString()!)]);

    public JsonObject ToJson() => new()
    {
        ["status"] = Status,
        ["variables"] = JsonNode.Parse(Variables),
        ["passed"] = new JsonArray([.. Passed.Select(each => (JsonNode)each)]),
    };

    /// <summary>All three as text, for comparing and for a failure that shows the difference.</summary>
    public override string ToString() => $"{Status}\n{Variables}\n{string.Join("\n", Passed)}";

    private static string? Word(HistoryEvent happened) => happened switch
    {
        ElementCompleted each => $"completed {each.ElementId}",
        ElementTerminated each => $"terminated {each.ElementId}",
        SequenceFlowTaken each => $"took {each.ElementId}",
        EventTriggered each => $"triggered {each.ElementId} ({each.Trigger})",
        IncidentEnded each => $"over {each.ElementId} (incident {each.IncidentId.ToString(CultureInfo.InvariantCulture)})",
        _ => null,
    };
}
