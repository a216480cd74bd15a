using System.Text.Json.Nodes;
using DigiSoc.Cases.Parameters;

namespace DigiSoc.Cases.Scenarios;

/// <summary>One scenario file, read. Its shape is told in docs/scenarios.md.</summary>
internal sealed record Scenario
{
    public required string File { get; init; }

    public required LocalText Title { get; init; }

    public required DateOnly Date { get; init; }

    public required string Channel { get; init; }

    public required string? InstitutionId { get; init; }

    public required JsonObject Application { get; init; }

    /// <summary>The addressee's e-address is active: it is used first where nothing else is wished for.</summary>
    public required bool HasEAddress { get; init; }

    /// <summary>Item → person code or "*" → answer.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonNode?>> Registers { get; init; }

    /// <summary>Parameters that go before the ones of workflows/parameters.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>Element id → its answers in turn; the last is used again.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<TaskAnswer>> Answers { get; init; }

    public required IReadOnlyList<ScenarioEvent> Events { get; init; }

    public required Expectation Then { get; init; }
}

/// <summary>What a person answers. <paramref name="On"/>: not before this day; null: at once.</summary>
internal sealed record TaskAnswer(JsonObject Data, DateOnly? On, string? By);

/// <summary>Something that happens on a day: a message, the end of an incident, or nothing but the passing of time.</summary>
internal abstract record ScenarioEvent(DateOnly On)
{
    public sealed record TimePasses(DateOnly On) : ScenarioEvent(On);

    /// <summary><paramref name="Key"/>: FEEL after "=" over the variables of the process and its parts, or text.</summary>
    public sealed record MessageArrives(DateOnly On, string Name, string Key, JsonObject Variables) : ScenarioEvent(On);

    /// <summary>Letters on paper that wait are handed to the post, or to the addressee, on this day.</summary>
    public sealed record LettersPosted(DateOnly On) : ScenarioEvent(On);

    /// <summary>The failed lookup of the item about the person (null: of any) goes on with this answer.</summary>
    public sealed record IncidentEnds(DateOnly On, string ItemId, string? Person, JsonNode? Answer, string Status, string Reason) : ScenarioEvent(On);
}

/// <summary>What must come out; null: not checked.</summary>
internal sealed record Expectation
{
    public string? Status { get; init; }

    public string? Outcome { get; init; }

    public IReadOnlyList<string> Path { get; init; } = [];

    public IReadOnlyList<string> NotPath { get; init; } = [];

    public IReadOnlyList<string>? WaitsAt { get; init; }

    public JsonObject Decisions { get; init; } = [];

    public JsonObject Variables { get; init; } = [];

    public JsonObject? Decision { get; init; }

    public IReadOnlyList<ExpectedLetter> Letters { get; init; } = [];

    public IReadOnlyList<JsonObject> Dispatched { get; init; } = [];

    public IReadOnlyList<string> Asked { get; init; } = [];

    public IReadOnlyList<string> NotAsked { get; init; } = [];

    public JsonObject? Deadline { get; init; }
}

internal sealed record ExpectedLetter(string Template, IReadOnlyList<string> Contains, IReadOnlyList<string> Lacks, JsonObject Data);
