using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Cases.Parameters;

namespace DigiSoc.Cases.Scenarios;

/// <summary>Reads a scenario file.</summary>
internal static class ScenarioFile
{
    private static readonly string[] Statuses = ["completed", "waiting", "incident"];

    /// <exception cref="CaseDataException">CASE-051 with file, place, expected and found.</exception>
    public static Scenario Read(string file, string text)
    {
        var root = new CaseYaml(file, "scenario", CaseYaml.Root(file, text));
        var given = Inner(root, "given");
        return new Scenario
        {
            File = file,
            Title = root.Local("title"),
            Date = given.Date("date"),
            Channel = given.OptionalText("channel") ?? "in-person",
            InstitutionId = given.OptionalText("institution"),
            HasEAddress = given.Flag("eAddress"),
            Application = YamlJson.Object(given.Get("application")),
            Registers = given.Entries("registers").ToDictionary(item => item.Key, item => (IReadOnlyDictionary<string, JsonNode?>)ReadAnswers(item.Value)),
            Parameters = [.. given.Entries("parameters").SelectMany(entry => ReadParameter(entry.Key, entry.Value))],
            Answers = root.Entries("answers").ToDictionary(entry => entry.Key, entry => ReadTaskAnswers(entry.Value)),
            Events = [.. root.List("events").Select(ReadEvent)],
            Then = ReadThen(Inner(root, "then")),
        };

        static CaseYaml Inner(CaseYaml root, string name) =>
            new(root.File, name, root.Get(name) ?? throw root.Wrong($"'{name}'", "nothing"));
    }

    private static Dictionary<string, JsonNode?> ReadAnswers(CaseYaml item) =>
        YamlJson.Object(item.Node).ToDictionary(pair => pair.Key, pair => pair.Value);

    private static IEnumerable<Parameter> ReadParameter(string key, CaseYaml values) =>
        YamlJson.Of(values.Node) is not JsonArray several
            ? throw values.Wrong("a list of values", values.Node.NodeType.ToString())
            : ((YamlDotNet.RepresentationModel.YamlSequenceNode)values.Node).Select((node, i) =>
            {
                var value = new CaseYaml(values.File, $"{values.Place}[{i}]", node);
                return new Parameter(
                    Parameter.State, key, LocalText.Of(key), value.Date("from"), null,
                    JsonSerializer.SerializeToElement(several[i]!["value"]), null,
                    value.OptionalText("unit") ?? "", value.OptionalText("norm") ?? "", value.OptionalText("mark") ?? "found", values.File);
            });

    private static IReadOnlyList<TaskAnswer> ReadTaskAnswers(CaseYaml entry) => YamlJson.Of(entry.Node) switch
    {
        JsonArray several => [.. several.Select(one => ReadTaskAnswer(entry, one))],
        var one => [ReadTaskAnswer(entry, one)],
    };

    private static TaskAnswer ReadTaskAnswer(CaseYaml entry, JsonNode? node)
    {
        if (node is not JsonObject data)
        {
            throw entry.Wrong("a map of answers", node?.ToJsonString() ?? "nothing");
        }

        var kept = data.DeepClone().AsObject();
        var on = Take(kept, "$on");
        var by = Take(kept, "$by");
        return new TaskAnswer(kept, on is null ? null : DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture), by);
    }

    private static string? Take(JsonObject data, string name) => data.Remove(name, out var value) ? value?.ToString() : null;

    private static ScenarioEvent ReadEvent(CaseYaml entry)
    {
        var on = entry.Date("on");
        if (entry.OptionalText("message") is { } message)
        {
            return new ScenarioEvent.MessageArrives(on, message, entry.Text("key"), YamlJson.Object(entry.Get("variables")));
        }

        if (entry.Flag("posted"))
        {
            return new ScenarioEvent.LettersPosted(on);
        }

        return entry.OptionalText("resolve") is { } item ? ReadResolve(entry, on, item) : new ScenarioEvent.TimePasses(on);
    }

    private static ScenarioEvent.IncidentEnds ReadResolve(CaseYaml entry, DateOnly on, string item)
    {
        var (answer, status) = entry switch
        {
            _ when entry.Flag("skip") => (null, "skipped"),
            _ when entry.Get("byHand") is { } byHand => (YamlJson.Of(byHand), "byHand"),
            _ when entry.Get("retry") is { } retry => (YamlJson.Of(retry), "answered"),
            _ => throw entry.Wrong("one of byHand, retry, skip: true", "none of them"),
        };
        var reason = status == "answered" ? "" : entry.Text("reason");
        return new ScenarioEvent.IncidentEnds(on, item, entry.OptionalText("person"), answer, status, reason);
    }

    private static Expectation ReadThen(CaseYaml then) => new()
    {
        Status = then.OptionalText("status") is null ? null : then.OneOf("status", Statuses),
        Outcome = then.OptionalText("outcome"),
        Path = then.Words("path"),
        NotPath = then.Words("notPath"),
        WaitsAt = then.Get("waitsAt") is null ? null : then.Words("waitsAt"),
        Decisions = YamlJson.Object(then.Get("decisions")),
        Variables = YamlJson.Object(then.Get("variables")),
        Decision = YamlJson.Of(then.Get("decision")) as JsonObject,
        Letters = [.. then.List("letters").Select(letter => new ExpectedLetter(
            letter.Text("template"), letter.Words("contains"), letter.Words("lacks"), YamlJson.Object(letter.Get("data"))))],
        Dispatched = [.. then.List("dispatched").Select(one => YamlJson.Object(one.Node))],
        Asked = ReadLookups(then, "asked"),
        NotAsked = ReadLookups(then, "notAsked"),
        Deadline = YamlJson.Of(then.Get("deadline")) as JsonObject,
    };

    private static IReadOnlyList<string> ReadLookups(CaseYaml then, string name) =>
        then.Get("lookups") is { } lookups ? new CaseYaml(then.File, "then.lookups", lookups).Words(name) : [];
}
