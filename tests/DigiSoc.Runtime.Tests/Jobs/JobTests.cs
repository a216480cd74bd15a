using System.Collections.Concurrent;
using DigiSoc.Bpmn;
using DigiSoc.Feel;
using Npgsql;

namespace DigiSoc.Runtime.Tests;

/// <summary>Jobs: retried, given up as incidents, answered by hand, taken over from the dead.</summary>
public sealed class JobTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly EngineOptions Quick = new()
    {
        ConnectionString = "",
        PollInterval = TimeSpan.FromMilliseconds(50),
        Housekeeping = false,
        RetryPolicies = new Dictionary<string, RetryPolicy> { ["fetch"] = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20)) },
    };

    [Fact]
    public async Task Job_FailsOnce_IsTriedAgainWithTheSameKey()
    {
        var keys = new ConcurrentQueue<(string Key, int Attempt)>();
        var handler = new Handler("fetch", job =>
        {
            keys.Enqueue((job.IdempotencyKey, job.Attempt));
            return Task.FromResult(job.Attempt == 1 ? JobOutcome.Failed("TEST-1", "away") : JobOutcome.Completed());
        });
        await using var node = await TestNode.StartAsync(database, options: Quick, handlers: [handler]);

        await node.EndAsync(await node.StartInstanceAsync(Models.Fetch));

        keys.Select(k => k.Attempt).ShouldBe([1, 2]);
        keys.Select(k => k.Key).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_FailsWithVariables_NextAttemptSeesThemAndTheProcessDoesNot(bool isKeptWithoutRow)
    {
        var seen = new ConcurrentQueue<string>();
        var handler = new Handler("fetch", job =>
        {
            var page = job.Variables.TryGet("page", out var value) ? value.ToString() : "none";
            seen.Enqueue($"{job.Attempt}: {page}");
            return Task.FromResult(page switch
            {
                "none" => JobOutcome.Failed("TEST-1", "away", variables: FeelContext.Of(("page", FeelValue.Of(1)))),
                "1" => JobOutcome.Failed("TEST-1", "away", retryable: false, FeelContext.Of(("page", FeelValue.Of(2)))),
                _ => JobOutcome.Completed(),
            });
        });
        await using var node = await TestNode.StartAsync(database, options: Quick with { CorrectsGivenClock = isKeptWithoutRow }, handlers: [handler]);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        var incident = await IncidentAsync(node, instance);
        (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Variables.ContainsKey("page").ShouldBeFalse();

        (await node.Engine.RetryIncidentAsync(incident.IncidentId, TestNode.Boss)).OrThrow();

        await node.EndAsync(instance);
        seen.ShouldBe(["1: none", "2: 1", "1: 2"]);
        (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Select(entry => entry.Operation)
            .ShouldBe(["StartInstance", "SetVariables", "FailJob", "ResolveIncident", "CompleteJob"]);
    }

    [Fact]
    public async Task Job_LeadsAnAdHocSubProcess_BeginsWhatItChoosesUntilItIsThrough()
    {
        var found = new ConcurrentQueue<string>();
        var lead = new Handler("lead", job =>
        {
            var page = job.Variables.TryGet("page", out var value) ? value.ToString() : "none";
            found.Enqueue(page);
            return Task.FromResult(JobOutcome.Chose(page == "2"
                ? new AdHocChoice([], IsThrough: true)
                : new AdHocChoice([new("fetch", FeelContext.Of(("asked", FeelValue.Of(page == "none" ? 1 : 2))))])));
        });
        var fetch = new Handler("fetch", job => Task.FromResult(JobOutcome.Completed(FeelContext.Of(("page", job.Variables["asked"])))));
        await using var node = await TestNode.StartAsync(database, options: Quick, handlers: [lead, fetch]);

        await node.EndAsync(await node.StartInstanceAsync(Models.Led));

        found.ShouldBe(["none", "1", "2"]);
    }

    [Fact]
    public async Task Job_AttemptsUsedUp_BecomesAnIncidentThatRetryResolves()
    {
        var isUp = false;
        var handler = new Handler("fetch", _ => Task.FromResult(Volatile.Read(ref isUp) ? JobOutcome.Completed() : JobOutcome.Failed("TEST-1", "away")));
        await using var node = await TestNode.StartAsync(database, options: Quick, handlers: [handler]);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        var incident = await IncidentAsync(node, instance);

        incident.JobType.ShouldBe("fetch");
        incident.ElementId.ShouldBe("fetch");
        Volatile.Write(ref isUp, true);
        (await node.Engine.RetryIncidentAsync(incident.IncidentId, TestNode.Boss)).OrThrow();

        await node.EndAsync(instance);
        (await node.Engine.RetryIncidentAsync(incident.IncidentId, TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-401");
    }

    [Fact]
    public async Task Incident_AnsweredByHand_GoesOnWithoutTheHandler()
    {
        var calls = 0;
        var handler = new Handler("fetch", _ =>
        {
            Interlocked.Increment(ref calls);
            return Task.FromResult(JobOutcome.Failed("TEST-2", "never", retryable: false));
        });
        await using var node = await TestNode.StartAsync(database, options: Quick, handlers: [handler]);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        var incident = await IncidentAsync(node, instance);

        (await node.Engine.AnswerIncidentAsync(incident.IncidentId, FeelContext.Of(("fetched", FeelValue.Of("by hand"))), "register is closed", TestNode.Boss)).OrThrow();

        await node.EndAsync(instance);
        calls.ShouldBe(1);
        (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Variables["fetched"].ShouldBe(FeelValue.Of("by hand"));
    }

    // It remembers the instance as suspended, and nobody else has a handler.
    [Fact]
    public async Task Instance_ResumedByAnotherNode_JobIsRunByTheNodeThatSuspendedIt()
    {
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var node = await TestNode.StartAsync(database, options: Quick, handlers: [new Handler("fetch", async _ =>
        {
            begun.TrySetResult();
            await goOn.Task;
            return JobOutcome.Completed();
        })]);
        await using var calls = await TestNode.StartAsync(database, options: Quick with { Works = false });
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await begun.Task;
        (await node.Engine.SuspendInstanceAsync(instance.InstanceId, "look first", TestNode.Boss)).OrThrow();
        goOn.SetResult();
        await node.UntilAsync<object>(() => RowAsync(instance, "SELECT 1 FROM runtime.jobs WHERE id BETWEEN $1 AND $2 AND due_at = 'infinity'"), "job that waits");

        (await calls.Engine.ResumeInstanceAsync(instance.InstanceId, "looked", TestNode.Boss)).OrThrow();

        await node.EndAsync(instance);
    }

    [Fact]
    public async Task Variables_ChangedByAnotherNodeWhileTheJobRests_AreThoseOfItsNextAttempt()
    {
        var seen = new ConcurrentQueue<FeelValue>();
        var patient = Quick with { RetryPolicies = new Dictionary<string, RetryPolicy> { ["fetch"] = new(TimeSpan.FromHours(1), TimeSpan.FromHours(1)) } };
        await using var node = await TestNode.StartAsync(database, options: patient, handlers: [new Handler("fetch", job =>
        {
            seen.Enqueue(job.Variables["amount"]);
            return Task.FromResult(job.Attempt == 1 ? JobOutcome.Failed("TEST-1", "away") : JobOutcome.Completed());
        })]);
        await using var calls = await TestNode.StartAsync(database, options: Quick with { Works = false });
        var instance = await node.StartInstanceAsync(Models.Fetch, FeelContext.Of(("amount", FeelValue.Of(1))));
        await node.UntilAsync<object>(() => RowAsync(instance, "SELECT 1 FROM runtime.jobs WHERE id BETWEEN $1 AND $2 AND owner IS NULL"), "job that rests");

        (await calls.Engine.ModifyInstanceAsync(
            instance.InstanceId, [new ChangeVariables(FeelContext.Of(("amount", FeelValue.Of(2))))], "mistyped", TestNode.Boss)).OrThrow();
        await RowAsync(instance, "UPDATE runtime.jobs SET due_at = now() WHERE id BETWEEN $1 AND $2");

        await node.EndAsync(instance);
        seen.ShouldBe([FeelValue.Of(1), FeelValue.Of(2)]);
    }

    // The step that makes them ends them again: by an error beside them, or by one of what they call. Nobody outside ever saw them.
    [Theory]
    [InlineData("<bpmn:endEvent id=\"stop\"><bpmn:errorEventDefinition errorRef=\"e\"/></bpmn:endEvent>")]
    [InlineData("<bpmn:callActivity id=\"stop\"><bpmn:extensionElements><zeebe:calledElement processId=\"stopping\"/></bpmn:extensionElements></bpmn:callActivity>")]
    public async Task Jobs_EndedByTheStepThatMakesThem_AreNotBegun(string stop)
    {
        var begun = new ConcurrentQueue<Guid>();
        var handler = new Handler("fetch", job =>
        {
            begun.Enqueue(job.InstanceId);
            return Task.FromResult(JobOutcome.Completed());
        });
        await using var node = await TestNode.StartAsync(
            database, options: Quick with { JobConcurrency = 1, CorrectsGivenClock = true }, handlers: [handler]);
        (await node.Engine.DeployAsync(Models.Package("stopping", Models.Process("stopping", """
            <bpmn:startEvent id="start"/>
            <bpmn:endEvent id="end"><bpmn:errorEventDefinition errorRef="e"/></bpmn:endEvent>
            """, "start>end") + "<bpmn:error id=\"e\" name=\"stop\" errorCode=\"stop\"/>"), TestNode.Boss)).OrThrow();

        var instance = await node.StartInstanceAsync(PackageContent.OfTexts(
            ("package.yaml", "key: stopped\nuses: [stopping]\n"),
            ("process.bpmn", Models.Document(Models.Process("stopped", $"""
                <bpmn:startEvent id="start"/>
                <bpmn:subProcess id="part">
                  <bpmn:startEvent id="in"/>
                  <bpmn:parallelGateway id="fork"/>
                  <bpmn:serviceTask id="fetch"><bpmn:extensionElements><zeebe:taskDefinition type="fetch"/></bpmn:extensionElements></bpmn:serviceTask>
                  <bpmn:serviceTask id="other"><bpmn:extensionElements><zeebe:taskDefinition type="fetch"/></bpmn:extensionElements></bpmn:serviceTask>
                  {stop}
                  <bpmn:sequenceFlow id="f1" sourceRef="in" targetRef="fork"/>
                  <bpmn:sequenceFlow id="f2" sourceRef="fork" targetRef="fetch"/>
                  <bpmn:sequenceFlow id="f3" sourceRef="fork" targetRef="other"/>
                  <bpmn:sequenceFlow id="f4" sourceRef="fork" targetRef="stop"/>
                </bpmn:subProcess>
                <bpmn:boundaryEvent id="caught" attachedToRef="part"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>
                <bpmn:endEvent id="end"/>
                """, "start>part", "caught>end") + "<bpmn:error id=\"e\" name=\"stop\" errorCode=\"stop\"/>"))));
        var after = await node.StartInstanceAsync(Models.Fetch);
        await node.EndAsync(after); // One worker: what was in the line before it has been begun.

        begun.ShouldContain(after.InstanceId);
        begun.ShouldNotContain(instance.InstanceId);
        (await node.EndAsync(instance)).Status.ShouldBe(InstanceStatus.Completed);
    }

    [Fact]
    public async Task Job_NodeDies_AnotherTakesItOverAndTheLateAnswerIsRefused()
    {
        var late = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var slow = new Handler("fetch", async job =>
        {
            if (job.Attempt > 1)
            {
                return JobOutcome.Completed(FeelContext.Of(("by", FeelValue.Of("other")))); // This node may be the one that takes it over.
            }

            begun.TrySetResult();
            await late.Task;
            return JobOutcome.Completed(FeelContext.Of(("by", FeelValue.Of("slow"))));
        });
        await using var slowNode = await TestNode.StartAsync(database, options: Quick, handlers: [slow]);
        var instance = await slowNode.StartInstanceAsync(Models.Fetch);
        await begun.Task;
        await LetLeasesEndAsync();

        await using var other = await TestNode.StartAsync(
            database, options: Quick, handlers: [new Handler("fetch", _ => Task.FromResult(JobOutcome.Completed(FeelContext.Of(("by", FeelValue.Of("other"))))))]);
        await other.EndAsync(instance);
        late.SetResult();
        await slowNode.Engine.StopAsync();

        (await other.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Variables["by"].ShouldBe(FeelValue.Of("other"));
        (await other.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Count(h => h.Operation == "CompleteJob").ShouldBe(1);
    }

    // Its attempt fails, or is given back because the node stops, when another has the job: that one's lease stays.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_TakenOverMeanwhile_TheAttemptBeforeTakesNothingAway(bool fails)
    {
        var (begun, late) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var node = await TestNode.StartAsync(database, options: Quick, handlers: [new Handler("fetch", async _ =>
        {
            begun.TrySetResult();
            await late.Task;
            return JobOutcome.Failed("TEST-1", "away");
        })]);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await begun.Task;
        await RowAsync(instance, "UPDATE runtime.jobs SET owner = 'other', attempt = 2, due_at = now() + interval '1 hour' WHERE id BETWEEN $1 AND $2");

        if (fails)
        {
            late.SetResult();
        }

        await node.Engine.StopAsync();

        (await RowAsync(instance, "SELECT owner || ' ' || attempt || ' ' || COALESCE(last_error, 'no error') FROM runtime.jobs WHERE id BETWEEN $1 AND $2"))
            .ShouldBe("other 2 no error");
        late.TrySetResult();
        await RowAsync(instance, "DELETE FROM runtime.jobs WHERE id BETWEEN $1 AND $2");
    }

    [Fact]
    public async Task Alongside_WritesWithTheStep_AndUndoesItWhenItFails()
    {
        await using (var create = database.Owner.CreateCommand("CREATE TABLE IF NOT EXISTS public.beside (id text PRIMARY KEY); GRANT ALL ON public.beside TO digisoc_app"))
        {
            await create.ExecuteNonQueryAsync();
        }

        var handler = new Handler("fetch", job => Task.FromResult(JobOutcome.Completed(alongside: (connection, transaction, ct) =>
            InsertAsync(connection, job.IdempotencyKey, ct))));
        await using var node = await TestNode.StartAsync(database, options: Quick, handlers: [handler]);

        await node.EndAsync(await node.StartInstanceAsync(Models.Fetch));

        await using var count = database.Owner.CreateCommand("SELECT count(*) FROM public.beside");
        (await count.ExecuteScalarAsync()).ShouldBe(1L);
    }

    private static async Task InsertAsync(NpgsqlConnection connection, string id, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand("INSERT INTO public.beside VALUES ($1)", connection) { Parameters = { new() { Value = id } } };
        await insert.ExecuteNonQueryAsync(ct);
    }

    private static Task<IncidentView> IncidentAsync(TestNode node, InstanceView instance) => node.UntilAsync(
        async () => (await node.Engine.IncidentsAsync(TestNode.Boss, instance.BusinessKey)).Items is [var first, ..] ? first : null, "incident", instance);

    private async Task<object?> RowAsync(InstanceView instance, string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        command.Parameters.AddWithValue(instance.InstanceId);
        command.Parameters.AddWithValue(EngineIds.Part(instance.InstanceId, uint.MaxValue));
        return await command.ExecuteScalarAsync();
    }

    // The lease of a node that is gone ends by the database's clock; here it is made to have ended.
    private async Task LetLeasesEndAsync()
    {
        await using var command = database.Owner.CreateCommand("UPDATE runtime.jobs SET due_at = now() - interval '1 second', owner = 'gone'");
        await command.ExecuteNonQueryAsync();
    }
}
