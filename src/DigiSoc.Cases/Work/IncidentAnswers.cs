using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Bpmn;
using DigiSoc.Cases.Decisions;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Jobs;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Feel;
using DigiSoc.Registers;
using DigiSoc.Registers.Catalogue;
using DigiSoc.Runtime;
using EngineIncident = DigiSoc.Runtime.IncidentView;

namespace DigiSoc.Cases.Work;

/// <summary>Answers of people in the place of a register that failed.</summary>
internal sealed class IncidentAnswers(
    Engine engine, IRegisterLookup registers, DataItemCatalogue catalogue, LookupPurpose purposes, DeployedPackages packages, ViewLog views, TimeProvider time)
{
    private const string Skippable = "skippable";

    /// <summary>What the diagram says of the step. <c>ItemId</c> is null when it is no lookup.</summary>
    public async Task<(LocalText Name, string? ItemId, bool MaySkip)> StepOfAsync(EngineIncident incident, CancellationToken ct)
    {
        var node = await NodeAsync(incident, ct);
        var isLookup = incident.JobType == JobTypes.RegisterLookup;
        return (
            (await packages.FindAsync(incident.PackageKey, incident.PackageVersion, ct))?.Titles.Of(incident.ElementId) ?? LocalText.Of(incident.ElementId),
            isLookup ? Header(node, "item") : null,
            isLookup && Header(node, Skippable) == "true");
    }

    /// <summary>Null when the incident is not behind a lookup of the catalogue.</summary>
    public async Task<HandAnswerForm?> FormAsync(Worker worker, EngineIncident incident, CancellationToken ct)
    {
        if (await JobAsync(worker, incident, ct) is not { } job || LookupQuestion.Read(job) is not { } question
            || catalogue.Find(question.ItemId) is not { } item)
        {
            return null;
        }

        var code = LetterFrames.Dashed(CaseSearch.Digits(question.PersonCode));
        await views.SeenAsync(worker, "incident", job.CaseId(), job.PackageKey, code, ct);
        return LookupForm.Of(item, catalogue, code, question.Period);
    }

    /// <summary>As <see cref="ByHandAsync"/>, from the form; refusals name the form's fields.</summary>
    public async Task<Outcome<ResolvedIncident>> ByFormAsync(Worker worker, EngineIncident incident, JsonObject data, CancellationToken ct)
    {
        if (await JobAsync(worker, incident, ct) is not { } job || LookupQuestion.Read(job) is not { } question
            || catalogue.Find(question.ItemId) is not { } item)
        {
            return Outcome<ResolvedIncident>.Refused(CaseErrors.NotAnswerable(incident.JobType ?? ""));
        }

        var form = LookupForm.Of(item, catalogue, LetterFrames.Dashed(CaseSearch.Digits(question.PersonCode)), question.Period);
        var read = LookupFormAnswer.Read(item, form, data, time.GetUtcNow());
        return read.IsDone
            ? await ByHandAsync(worker, incident, read.Value.Answer, read.Value.Reason, LookupForm.PlaceOf(item), ct)
            : Outcome<ResolvedIncident>.Refused(read.Refusals);
    }

    /// <param name="worker">Who answers.</param>
    /// <param name="incident">The incident of a lookup.</param>
    /// <param name="answer">In the shape of the catalogue; null: the register holds nothing.</param>
    /// <param name="reason">From what the answer was taken.</param>
    /// <param name="place">What a refusal calls the whole answer; a field's place follows it.</param>
    /// <param name="ct">Cancels before anything is stored.</param>
    public async Task<Outcome<ResolvedIncident>> ByHandAsync(
        Worker worker, EngineIncident incident, JsonNode? answer, string reason, string place, CancellationToken ct)
    {
        if (await JobAsync(worker, incident, ct) is not { } job || LookupQuestion.Read(job) is not { } question)
        {
            return Outcome<ResolvedIncident>.Refused(CaseErrors.NotAnswerable(incident.JobType ?? ""));
        }

        var request = await purposes.RequestAsync(job, question, ct) with { Actor = worker.UserId };
        JsonElement? value = answer is null ? null : CaseJson.Element(answer);
        var kept = await registers.AnswerByHandAsync(request, value, reason, ct);
        var item = catalogue.Find(question.ItemId);
        FactRow fact;
        switch (kept)
        {
            case LookupResult.Answered given:
                fact = FactRecorder.Of(job, job.CaseId()!.Value, question, item, "byHand", given.Value, given.Provenance);
                break;
            case LookupResult.NotFound none:
                fact = FactRecorder.Of(job, job.CaseId()!.Value, question, item, "byHand", null, none.Provenance);
                break;
            default:
                return Outcome<ResolvedIncident>.Refused(Unfit(kept, place));
        }

        // The step stopped because nobody answered; what a person kept a moment ago counts, and so does that person's name.
        fact.ByHandBy = worker.UserId;
        fact.Reason ??= reason;
        var said = fact.Value is null ? FeelValue.Null : FeelJson.Read(CaseJson.Parse(fact.Value));
        return await GoOnAsync(worker, incident, "answered-by-hand", fact.Value is null ? "notFound" : "byHand", said, fact, reason, ct);
    }

    public async Task<Outcome<ResolvedIncident>> SkipAsync(Worker worker, EngineIncident incident, string reason, CancellationToken ct)
    {
        if (await JobAsync(worker, incident, ct) is not { } job || LookupQuestion.Read(job) is not { } question || job.Header(Skippable) != "true")
        {
            return Outcome<ResolvedIncident>.Refused(CaseErrors.NotSkippable(incident.ElementId));
        }

        var item = catalogue.Find(question.ItemId);
        var fact = new FactRow
        {
            FactId = Guid.CreateVersion7(time.GetUtcNow()),
            InstitutionId = worker.InstitutionId,
            CaseId = job.CaseId()!.Value,
            ItemId = question.ItemId,
            ItemLv = item?.TitleLv ?? question.ItemId,
            ItemEn = item?.TitleEn ?? question.ItemId,
            PersonCode = CaseSearch.Digits(question.PersonCode),
            Status = "skipped",
            Source = "worker",
            SourceLv = worker.Name,
            SourceEn = worker.Name,
            RetrievedAt = time.GetUtcNow(),
            LegalPointVerified = false,
            Norms = [.. job.Norms],
            Purpose = job.PackageKey,
            ElementId = job.ElementId,
            ByHandBy = worker.UserId,
            Reason = reason,
            IdempotencyKey = question.KeyFor(job),
        };
        return await GoOnAsync(worker, incident, "skipped", "skipped", FeelValue.Null, fact, reason, ct);
    }

    private async Task<Outcome<ResolvedIncident>> GoOnAsync(
        Worker worker, EngineIncident incident, string how, string status, FeelValue value, FactRow fact, string reason, CancellationToken ct)
    {
        var result = FeelContext.Of(
            ("status", FeelValue.Of(status)),
            ("value", value),
            ("source", FeelValue.Of(fact.Source)),
            ("retrievedAt", FeelValue.Of(fact.RetrievedAt)),
            ("legalPoint", FeelValue.Of(fact.LegalPoint)));
        var answer = await engine.AnswerIncidentAsync(
            incident.IncidentId,
            FeelContext.Of(("result", FeelValue.Of(result))),
            reason,
            TaskAssignment.ContextOf(worker, reason: reason),
            (connection, transaction, token) => FactRecorder.RecordAsync(new CaseSql(connection, transaction), fact, token),
            ct);
        return Operations.Answer(incident, how, answer);
    }

    /// <summary>The failed job as its handler saw it; null when the incident is not behind a lookup.</summary>
    private async Task<JobContext?> JobAsync(Worker worker, EngineIncident incident, CancellationToken ct)
    {
        if (incident.JobType != JobTypes.RegisterLookup ||
            await engine.WhereAsync(incident.InstanceId, TaskAssignment.ContextOf(worker), ct) is not { } where ||
            where.State.Incidents.FirstOrDefault(open => open.Id == EngineIds.NumberOf(incident.IncidentId)) is not { } stopped)
        {
            return null;
        }

        var node = await NodeAsync(incident, ct);
        return new JobContext
        {
            JobId = incident.IncidentId,
            Type = incident.JobType,
            Attempt = 1,
            Attempts = 1,
            InstitutionId = worker.InstitutionId,
            InstanceId = incident.InstanceId,
            RootId = where.Instance.RootId,
            BusinessKey = incident.BusinessKey,
            PackageKey = incident.PackageKey,
            PackageVersion = incident.PackageVersion,
            ProcessId = where.Instance.ProcessId,
            ElementId = incident.ElementId,
            ElementInstanceId = stopped.ElementInstanceId,
            Headers = (node?.Headers ?? []).ToDictionary(header => header.Key, header => header.Value),
            Variables = Visible(where.State, stopped.ElementInstanceId),
            Norms = node?.Norms ?? [],
            Now = time.GetUtcNow(),
        };
    }

    /// <summary>Variables from the step outwards; inner ones hide outer ones.</summary>
    private static FeelContext Visible(InstanceState state, long elementInstanceId)
    {
        var byId = state.Elements.ToDictionary(element => element.Id);
        var scopes = new Stack<FeelContext>();
        for (var id = elementInstanceId; byId.TryGetValue(id, out var element); id = element.ParentId)
        {
            scopes.Push(element.Variables);
        }

        return scopes.Aggregate(FeelContext.Empty, (all, inner) => all.With(inner));
    }

    private async Task<FlowNode?> NodeAsync(EngineIncident incident, CancellationToken ct)
    {
        foreach (var version in await engine.PackagesAsync(incident.PackageKey, ct))
        {
            if (version.Version == incident.PackageVersion)
            {
                foreach (var process in version.Processes)
                {
                    if ((await engine.ModelAsync(version.Key, version.Version, process, ct))?.Find(incident.ElementId) is { } node)
                    {
                        return node;
                    }
                }
            }
        }

        return null;
    }

    private static Refusal Unfit(LookupResult result, string place) => result switch
    {
        LookupResult.Invalid { Check: { } check } broken => HandAnswerWords.Broken(check, FieldOf(place, broken.Place)),
        LookupResult.Invalid shape => CaseErrors.AnswerUnfit(shape.Problem.Code, $"{shape.Problem.Text} {shape.Place}", FieldOf(place, shape.Place)),
        LookupResult.Refused refused => CaseErrors.AnswerUnfit(refused.Problem.Code, refused.Problem.Text, place),
        LookupResult.Unavailable down => CaseErrors.AnswerUnfit(down.Problem.Code, down.Problem.Text, place),
        _ => CaseErrors.AnswerUnfit("", "", place),
    };

    /// <summary>"/2/amount" of the answer as a field: "rows.2.amount".</summary>
    private static string FieldOf(string place, string inside) =>
        inside is "/" or "" ? place : string.Join('.', [.. place.Length == 0 ? Array.Empty<string>() : [place], inside.Trim('/').Replace('/', '.')]);

    private static string? Header(FlowNode? node, string name) => node?.Headers.FirstOrDefault(header => header.Key == name).Value;
}
