using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Cases.Storage;
using DigiSoc.Documents;
using DigiSoc.Registers;
using DigiSoc.Runtime;
using DigiSoc.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DigiSoc.Cases.Tests.Harness;

/// <summary>The case layer with a real engine, database and letters; registers answer from a table.</summary>
public sealed class CaseProduct() : TestDatabase([.. CasesSetup.Migrations]), IAsyncLifetime
{
    internal static readonly DateTimeOffset Start = new(2026, 2, 10, 8, 0, 0, TimeSpan.Zero);

    private readonly TickingTime _time = new(Start);
    private ServiceProvider? _services;

    /// <summary>The engine's and the case layer's clock goes on from here.</summary>
    internal void MoveTo(DateTimeOffset now) => _time.MoveTo(now);

    public T Get<T>() where T : notnull => _services!.GetRequiredService<T>();

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton(NpgsqlDataSource.Create(ConnectionString));
        services.AddRegisters(options => options.CatalogueFile = Path.Combine(RepositoryFolder.Workflows, "catalogue", "data-items.yaml"));
        services.Replace(ServiceDescriptor.Singleton<IRegisterLookup, TableOfAnswers>());
        services.AddDocuments(new DocumentsOptions { TemplatesFolder = RepositoryFolder.Templates });
        services.AddCases(new CasesOptions { WorkflowsFolder = RepositoryFolder.Workflows, SeedDemo = false, RunScenariosAtDeploy = false });
        services.AddSingleton(p => Engine.Create(
            new EngineOptions { ConnectionString = ConnectionString, Housekeeping = false },
            p.GetServices<IJobHandler>(), p.GetServices<IStepObserver>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILoggerFactory>()));
        _services = services.BuildServiceProvider();
        await Get<Engine>().StartAsync();
        var refused = await Get<CasesStartup>().RunAsync(_ => { }, default);
        refused.ShouldBeEmpty(string.Join("\n", refused.SelectMany(package => package.Problems)));
        await Get<Cases.Startup.DemoSeed>().StaffAsync(default);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await Get<Engine>().StopAsync();
        await _services!.DisposeAsync();
        await DisposeAsync();
    }

    public async Task<Worker> WorkerAsync(string userId) => (await Get<Cases.People>().FindAsync(userId, default))!;

    /// <summary>A further, made-up member of staff of Ogre in the roles.</summary>
    internal async Task<Worker> ColleagueAsync(string name, params string[] roles)
    {
        var userId = $"{name}-{Guid.NewGuid():N}";
        await Get<CaseStore>().SqlAsync(
            "ogres-novads",
            async sql =>
            {
                await sql.ExecuteAsync(
                    "INSERT INTO cases.users (user_id, institution_id, name, password_hash) VALUES ($1, 'ogres-novads', $2, '')", [userId, name], default);
                return await sql.ExecuteAsync(
                    "INSERT INTO cases.user_roles (institution_id, user_id, role) SELECT 'ogres-novads', $1, unnest($2::text[])", [userId, roles], default);
            },
            default);
        return await WorkerAsync(userId);
    }

    /// <summary>A case of a single adult without income, opened by the registrar; <paramref name="preferredChannel"/> null: no wish.</summary>
    public async Task<Guid> OpenAsync(string key, string? preferredChannel = "registered-post")
    {
        var outcome = await Get<Applications>().SubmitAsync(
            await WorkerAsync("rasa"),
            new ApplicationToSubmit(
                "gmi-benefit", "300000-00001", "in-person", DateOnly.FromDateTime(Start.Date),
                new JsonObject
                {
                    ["applicant"] = new JsonObject { ["preferredChannel"] = preferredChannel },
                    ["members"] = new JsonArray(),
                    ["signedByAdults"] = true,
                },
                key),
            default);
        outcome.IsDone.ShouldBeTrue(string.Join("; ", outcome.Refusals.Select(r => $"{r.Code} {r.Field} {r.Reason.En}")));
        return outcome.Value.CaseId;
    }

    /// <summary>Takes the case to its decision.</summary>
    public async Task DecideAsync(Guid caseId)
    {
        await DoAsync("rasa", caseId, "check-application", """{"intake":{"complete":true}}""");
        await DoAsync("dace", caseId, "confirm-household", null);
        await DoAsync("dace", caseId, "declare-means", null);
        await DoAsync("dace", caseId, "assess", """{"assessment":{"action":"propose"}}""");
        await DoAsync("lauma", caseId, "decide", """{"verdict":{"approve":true}}""");
    }

    public async Task<CaseFile> FileAsync(Guid caseId) => (await Get<CaseFiles>().OpenAsync(await WorkerAsync("rasa"), caseId, "test", default))!;

    /// <summary>Waits for the task, opens its form and completes it with the answer over what is shown.</summary>
    public async Task DoAsync(string userId, Guid caseId, string elementId, string? answer)
    {
        var worker = await WorkerAsync(userId);
        var task = await UntilAsync(async () =>
            (await Get<Worklist>().ForCaseAsync(worker, caseId, default)).FirstOrDefault(open => open.ElementId == elementId));
        var form = (await Get<TaskForms>().OpenAsync(worker, task.TaskId, default))!;
        var data = JsonNode.Parse(form.Data.GetRawText())!.AsObject();
        var filled = answer is null ? data : Forms(data, answer);
        var outcome = await Get<TaskForms>().CompleteAsync(worker, task.TaskId, filled, $"{elementId}/{caseId}", default);
        outcome.IsDone.ShouldBeTrue(string.Join("; ", outcome.Refusals.Select(r => $"{r.Code} {r.Field} {r.Reason.En}")));
    }

    /// <summary>Looks again and again, for at most three minutes: a step is seen only when it is committed, which nothing announces.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> look) where T : class
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var rhythm = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!patience.IsCancellationRequested)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await rhythm.WaitForNextTickAsync();
        }

        throw new TimeoutException($"Nothing came. Incidents: {await IncidentsAsync()}");
    }

    private async Task<string> IncidentsAsync() => string.Join("; ",
        (await Get<Engine>().IncidentsAsync(OperationContext.Engine("ogres-novads"))).Items.Select(i => $"{i.ElementId}: {i.Code} {i.Text}"));

    private static JsonObject Forms(JsonObject data, string answer) => JsonMerge.Over(data, JsonNode.Parse(answer)!.AsObject());
}

/// <summary>A millisecond passes with each look at the clock: who did something last is known.</summary>
internal sealed class TickingTime(DateTimeOffset start) : TimeProvider
{
    private long _now = start.UtcTicks;

    public void MoveTo(DateTimeOffset now) => Interlocked.Exchange(ref _now, now.UtcTicks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _now, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}

/// <summary>Answers every item for everybody: a single adult without income.</summary>
internal sealed class TableOfAnswers : IRegisterLookup
{
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["fpr.identity"] = """{"personCode":"300000-00001","givenName":"Anna","surname":"Paraudziņa","birthDate":"1985-04-02","deathDate":null,"status":"active","citizenship":"LV","residenceStatus":"citizen"}""",
        ["address.declared"] = """{"declared":{"text":"Parauga iela 1, Ogre, Ogres novads","atvk":"0040000","code":"1"},"since":"2019-01-01","previous":[]}""",
        ["ic.detention"] = """{"inPrison":false,"since":null}""",
        ["spolis.care"] = """{"inLongTermCare":false,"since":null}""",
        ["nva.status"] = """{"registered":true,"since":"2020-01-01","dutiesFulfilled":true,"exemptions":[]}""",
        ["vdeavk.disability"] = """{"group":0,"child":false,"validTo":null,"careNeeded":false}""",
    };

    public Task<LookupResult> AskAsync(LookupRequest request, CancellationToken ct) =>
        Task.FromResult<LookupResult>(new LookupResult.Answered(Parse(Answers.GetValueOrDefault(request.ItemId, "[]")), Provenance(request, null)));

    public Task<LookupResult> AnswerByHandAsync(LookupRequest request, JsonElement? value, string reason, CancellationToken ct) =>
        Task.FromResult<LookupResult>(value is { } given
            ? new LookupResult.Answered(given, Provenance(request, reason))
            : new LookupResult.NotFound(Provenance(request, reason)));

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static LookupProvenance Provenance(LookupRequest request, string? reason) => new()
    {
        LookupId = Guid.NewGuid(),
        ItemId = request.ItemId,
        RegisterId = reason is null ? "table" : "by-hand",
        RegisterTitleLv = "Tabula",
        RegisterTitleEn = "Table",
        LegalPoint = "DigiSoc 5.1",
        LegalPointVerified = true,
        Norms = request.Norms,
        Purpose = request.Purpose,
        RetrievedAt = CaseProduct.Start,
        FromStore = false,
        DuplicatesIgnored = 0,
        AnswerSha256 = "",
        ByHandReason = reason,
    };
}
