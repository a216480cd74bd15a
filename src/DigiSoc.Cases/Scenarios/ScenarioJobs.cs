using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Bpmn;
using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Decisions;
using DigiSoc.Documents;
using DigiSoc.Feel;

namespace DigiSoc.Cases.Scenarios;

/// <summary>Answers the jobs of a scenario from its file, with the same pure rules as the real handlers.</summary>
internal sealed class ScenarioJobs(Scenario scenario, ScenarioSetting setting, ScenarioWorld world)
{
    private readonly Dictionary<(string Item, string Person), int> _asked = [];
    private readonly Dictionary<(string Item, string Person), (JsonNode? Value, string Status)> _resolved = [];
    private readonly Dictionary<string, RecordedLetter> _documents = new(StringComparer.Ordinal);

    public StatutoryDeadline? Deadline { get; set; }

    public JsonObject? Decision { get; private set; }

    private LetterDecision? DecisionOnLetter { get; set; }

    public string? Outcome { get; private set; }

    public List<RecordedLetter> Letters { get; } = [];

    public List<SentLetter> Dispatched { get; } = [];

    public IEnumerable<string> AskedItems => _asked.Keys.Select(key => key.Item).Distinct();

    private DateOnly Today => RigaTime.DayOf(world.Now);

    public async Task AnswerAsync(OpenJob open, CancellationToken ct)
    {
        world.Jobs.Remove(open);
        var job = open.Job;
        var result = job.Type switch
        {
            JobTypes.RegisterLookup => Lookup(open),
            JobTypes.Parameters => Parameters(job),
            JobTypes.RecordDecision => RecordDecision(job),
            JobTypes.RenderLetter => await RenderAsync(job, ct),
            JobTypes.DispatchLetter => Dispatch(job),
            JobTypes.RecordService => RecordService(job),
            JobTypes.SuspendDeadline => Suspend(),
            JobTypes.ResumeDeadline => Resume(job),
            JobTypes.DeadlineState => DeadlineVariables.State(Clock()),
            JobTypes.CloseCase => Close(job),
            _ => throw new ScenarioProblem(
                $"CASE-084 element {job.ElementId} asks for a job of kind '{job.Type}', which nobody answers. Available: {string.Join(", ", JobTypes.All)}."),
        };
        if (result is not null)
        {
            world.Send(open.Instance, new CompleteJob(job.WaitId, FeelContext.Of(("result", FeelValue.Of(result)))));
        }
    }

    /// <summary>Lets the failed lookup go on with the answer of an event.</summary>
    public void Resolve(ScenarioEvent.IncidentEnds ended)
    {
        var incident = world.Incidents.Find(open => _failed.TryGetValue((open.Instance, open.Incident.WaitId), out var asked)
                && asked.Item == ended.ItemId && (ended.Person is null || ended.Person == asked.Person))
            ?? throw new ScenarioProblem($"CASE-085 the event of {ended.On:yyyy-MM-dd} resolves {ended.ItemId}, but no lookup of it has failed.");
        if (ended.Status == "skipped" && !_skippable.Contains((incident.Instance, incident.Incident.WaitId)))
        {
            throw new ScenarioProblem($"CASE-085 the event of {ended.On:yyyy-MM-dd} skips {ended.ItemId}, but element {incident.Incident.ElementId} has no header 'skippable: true'.");
        }

        _resolved[_failed[(incident.Instance, incident.Incident.WaitId)]] = (ended.Answer, ended.Status);
        world.Send(incident.Instance, new ResolveIncident(incident.Incident.IncidentId));
    }

    private readonly Dictionary<(ScenarioInstance Instance, long? WaitId), (string Item, string Person)> _failed = [];
    private readonly HashSet<(ScenarioInstance Instance, long? WaitId)> _skippable = [];

    private FeelContext? Lookup(OpenJob open)
    {
        var job = open.Job;
        var item = Header(job, "item");
        var person = CaseJson.Text(job.Variables, "personCode")
            ?? throw new ScenarioProblem($"CASE-086 element {job.ElementId} asks {item} without input 'personCode'.");
        if (_resolved.TryGetValue((item, person), out var resolved))
        {
            return Answer(resolved.Status, resolved.Value, item);
        }

        var answer = Given(job, item, person);
        if (answer is JsonValue word && word.GetValueKind() == JsonValueKind.String)
        {
            return Word(open, item, person, word.ToString());
        }

        return Answer("answered", answer, item);
    }

    private FeelContext? Word(OpenJob open, string item, string person, string word)
    {
        switch (word)
        {
            case "notFound" or "skipped":
                return Answer(word, null, item);
            case "unavailable" or "wrong":
                _failed[(open.Instance, open.Job.WaitId)] = (item, person);
                if (open.Job.Headers.Any(header => header is { Key: "skippable", Value: "true" }))
                {
                    _skippable.Add((open.Instance, open.Job.WaitId));
                }

                world.Send(open.Instance, new FailJob(open.Job.WaitId, word == "wrong" ? "REG-wrong" : "REG-unavailable", $"{item}: {word} in the scenario"));
                return null;
            default:
                throw new ScenarioProblem($"CASE-086 {item} of {person} is '{word}'; expected a map, a list, notFound, unavailable, wrong or skipped.");
        }
    }

    private JsonNode? Given(CreateJob job, string item, string person)
    {
        if (!scenario.Registers.TryGetValue(item, out var byPerson) ||
            !(byPerson.TryGetValue(person, out var answer) || byPerson.TryGetValue("*", out answer)))
        {
            throw new ScenarioProblem(
                $"CASE-086 element {job.ElementId} asks {item} of {person}; the scenario does not say. It has: {string.Join(", ", scenario.Registers.Select(r => $"{r.Key} of {string.Join("/", r.Value.Keys)}"))}.");
        }

        var times = _asked[(item, person)] = _asked.GetValueOrDefault((item, person)) + 1;
        return answer is JsonObject sequence && sequence["$sequence"] is JsonArray inTurn ? inTurn[Math.Min(times, inTurn.Count) - 1] : answer;
    }

    private FeelContext Answer(string status, JsonNode? value, string item) => FeelContext.Of(
        ("status", FeelValue.Of(status)),
        ("value", CaseJson.Feel(value)),
        ("source", FeelValue.Of(status == "byHand" ? "by-hand" : item.Split('.')[0])),
        ("retrievedAt", FeelValue.Of(world.Now)),
        ("legalPoint", FeelValue.Of("scenario")));

    private FeelContext Parameters(CreateJob job)
    {
        var on = CaseJson.Date(job.Variables, "onDate")
            ?? throw new ScenarioProblem($"CASE-086 element {job.ElementId} asks for parameters without input 'onDate'.");
        var prefixes = Header(job, "keys").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = prefixes.Where(prefix => !setting.Parameters.Knows(prefix)).ToList();
        return unknown.Count == 0
            ? setting.Parameters.Nested(prefixes, on, setting.Institution.Id)
            : throw new ScenarioProblem($"CASE-053 element {job.ElementId} asks for parameters nobody has ever set: {string.Join(", ", unknown)}.");
    }

    private FeelContext RecordDecision(CreateJob job)
    {
        var content = job.Variables.TryGet("decision", out var value) && value.Kind == FeelKind.Context ? value.AsContext() : FeelContext.Empty;
        var proposed = ProposedDecision.Read(content)
            ?? throw new ScenarioProblem($"CASE-074 element {job.ElementId} records a decision without an outcome.");
        Decision = new JsonObject
        {
            ["outcome"] = proposed.Outcome,
            ["amount"] = proposed.Amount,
            ["from"] = proposed.From?.ToString("O", CultureInfo.InvariantCulture),
            ["to"] = proposed.To?.ToString("O", CultureInfo.InvariantCulture),
            ["content"] = CaseJson.Node(FeelValue.Of(content)),
        };
        Deadline = Deadline?.End(Today);
        var number = $"{setting.CaseNumber}-L{Letters.Count + 1}";
        DecisionOnLetter = new LetterDecision(number, Today, proposed.Outcome);
        return FeelContext.Of(
            ("id", FeelValue.Of("scenario-decision")), ("number", FeelValue.Of(number)), ("decidedOn", FeelValue.Of(Today)));
    }

    private async Task<FeelContext> RenderAsync(CreateJob job, CancellationToken ct)
    {
        var template = Header(job, "template");
        var worded = job.Variables.TryGet("letter", out var letter) ? CaseJson.Node(letter) as JsonObject : null;
        var withDecision = job.Variables.TryGet("decisionId", out var decisionId) && !decisionId.IsNull;
        var data = LetterData.Assemble(Frame(withDecision ? DecisionOnLetter : null), worded ?? []);
        var rendered = await setting.RenderAsync(template, CaseJson.Element((JsonNode)data), world.Now, ct);
        if (rendered.Letter is not { } made)
        {
            throw new ScenarioProblem($"CASE-087 element {job.ElementId}: the letter {template} cannot be made. {rendered.Problem!.Code} {rendered.Problem.Text}\nData: {data.ToJsonString()}");
        }

        var record = new RecordedLetter($"scenario-document-{Letters.Count + 1}", template, data, made.Text);
        Letters.Add(record);
        _documents[record.Id] = record;
        return FeelContext.Of(
            ("documentId", FeelValue.Of(record.Id)), ("sha256", FeelValue.Of(made.Sha256)), ("pages", FeelValue.Of((long)made.Pages)));
    }

    private LetterFrame Frame(LetterDecision? decision)
    {
        var (term, norm) = setting.Service.Contest(Today);
        var code = scenario.Application["applicant"]?["personCode"]?.ToString() ?? "";
        var identity = scenario.Registers.GetValueOrDefault("fpr.identity")?.GetValueOrDefault(code) as JsonObject;
        return new LetterFrame(
            setting.Institution,
            setting.CaseNumber,
            setting.CaseNumber + "-I1",
            scenario.Date,
            identity is null ? code : $"{identity["givenName"]} {identity["surname"]}",
            code,
            ScenarioSetting.AddressOf(scenario, code),
            Today,
            decision,
            new LetterSigner("Scenārijs Paraudziņš", Role.DecisionMaker.Title.Lv),
            term,
            norm);
    }

    private FeelContext Dispatch(CreateJob job)
    {
        var documentId = CaseJson.Text(job.Variables, "documentId") ?? "";
        if (!_documents.TryGetValue(documentId, out var letter))
        {
            throw new ScenarioProblem($"CASE-086 element {job.ElementId} sends document '{documentId}', which was not made.");
        }

        var wished = CaseJson.Text(job.Variables, "channel") ?? scenario.Application["applicant"]?["preferredChannel"]?.ToString();
        var channel = DeliveryChannel.Choose(
            wished, CaseJson.Flag(job.Variables, "unfavourable"), scenario.Application["applicant"]?["email"] is not null, scenario.HasEAddress);
        var onPaper = ChannelTitles.IsPaper(channel);
        var (deemed, _) = setting.Service.Deemed(channel, Today);
        var sent = new SentLetter(
            $"scenario-dispatch-{Dispatched.Count + 1}", letter, channel, onPaper ? null : Today, onPaper ? null : deemed);
        Dispatched.Add(sent);
        if (onPaper && !scenario.Events.OfType<ScenarioEvent.LettersPosted>().Any())
        {
            Post(sent);
        }

        return FeelContext.Of(
            ("dispatchId", FeelValue.Of(sent.Id)),
            ("channel", FeelValue.Of(ChannelNames.Of(sent.Channel))),
            ("sentOn", onPaper ? FeelValue.Null : FeelValue.Of(Today)),
            ("deemedServedOn", onPaper ? FeelValue.Null : FeelValue.Of(deemed)));
    }

    /// <summary>The registrar posts today every letter on paper that waits; what goes by hand is handed over.</summary>
    public void PostWaiting()
    {
        foreach (var letter in Dispatched.Where(letter => letter.SentOn is null).ToList())
        {
            Post(letter);
        }
    }

    private void Post(SentLetter letter)
    {
        var (deemed, _) = setting.Service.Deemed(letter.Channel, Today);
        Dispatched[Dispatched.IndexOf(letter)] = letter with { SentOn = Today, DeemedServedOn = deemed };
        if (letter.Channel == Channel.OnSite)
        {
            world.Publish("letter-received", letter.Id, FeelContext.Of(("servedOn", FeelValue.Of(Today))));
        }
        else
        {
            world.Publish(
                "letter-posted", letter.Id, FeelContext.Of(("sentOn", FeelValue.Of(Today)), ("deemedServedOn", FeelValue.Of(deemed))));
        }
    }

    private FeelContext RecordService(CreateJob job)
    {
        var servedOn = CaseJson.Date(job.Variables, "servedOn")
            ?? throw new ScenarioProblem($"CASE-086 element {job.ElementId} records service without input 'servedOn'.");
        return FeelContext.Of(
            ("servedOn", FeelValue.Of(servedOn)),
            ("effectiveOn", FeelValue.Of(servedOn)),
            ("appealUntil", FeelValue.Of(setting.Service.AppealUntil(servedOn))));
    }

    private FeelContext Suspend()
    {
        Deadline = Clock().Suspend(Today);
        return FeelContext.Of(("daysLeft", FeelValue.Of((long)Deadline.DaysLeft.GetValueOrDefault())));
    }

    private FeelContext Resume(CreateJob job)
    {
        Deadline = Clock().Resume(Today, CaseJson.Flag(job.Variables, "restart"), setting.Calendar);
        return DeadlineVariables.Days(Deadline);
    }

    private FeelContext Close(CreateJob job)
    {
        Outcome = CaseJson.Text(job.Variables, "outcome");
        Deadline = Deadline?.End(Today);
        return FeelContext.Of(("closedOn", FeelValue.Of(Today)));
    }

    private StatutoryDeadline Clock() => Deadline
        ?? throw new ScenarioProblem("CASE-075 the package has no statutoryDeadline, but a step works with it.");

    private static string Header(CreateJob job, string name) =>
        job.Headers.FirstOrDefault(header => header.Key == name).Value
        ?? throw new ScenarioProblem($"CASE-086 element {job.ElementId} ({job.Type}) has no header '{name}'.");
}

internal sealed record RecordedLetter(string Id, string Template, JsonObject Data, string Text);

/// <summary><paramref name="SentOn"/> and <paramref name="DeemedServedOn"/> are null while a letter on paper waits to be posted.</summary>
internal sealed record SentLetter(string Id, RecordedLetter Letter, Channel Channel, DateOnly? SentOn, DateOnly? DeemedServedOn);
