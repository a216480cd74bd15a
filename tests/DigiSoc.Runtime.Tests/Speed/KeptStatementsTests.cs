using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tests;

/// <summary>What a step writes when its node keeps the job: the instance with its event, and nothing for the job; one statement more fails here.</summary>
public sealed class KeptStatementsTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task StepsOfAKeptJob_HaveNoStatementForIt()
    {
        await using var node = await TestNode.StartAsync(database, options: new() { ConnectionString = "", Works = false, Housekeeping = false });
        var instance = await node.StartInstanceAsync(Models.Walk);
        var stored = (await node.Engine.Node.Reader.ReadAsync(instance.InstanceId, CancellationToken.None))!;
        var slots = new Slots();

        var task = stored.State.Waits[0].Id;
        var kept = await PlanAsync(node, slots, stored, new CompleteUserTask(task, FeelContext.Empty), StepGuard.None);

        kept.Statements.Select(s => s.Sql).ShouldBe([Sql.UpdateInstanceKeeping, Sql.DeleteTask]);
        var after = kept.After[instance.InstanceId];
        after.Kept!.Run.ShouldBe(slots.RunId);

        var answered = await PlanAsync(
            node, slots, after, new CompleteJob(after.Kept.Wait, FeelContext.Empty), StepGuard.Job(EngineIds.Part(after.Id, after.Kept.Wait), 1, slots.NodeName));

        answered.Statements.Select(s => s.Sql).ShouldBe([Sql.UpdateInstanceKeepingNoMore, Sql.InsertTimer]);
        answered.After[instance.InstanceId].Kept.ShouldBeNull();
    }

    // The statement of what a timer sets off looks for a hold on the timer, and not on a job.
    [Fact]
    public async Task StepOfATimer_KeepsNothing()
    {
        await using var node = await TestNode.StartAsync(database, options: new() { ConnectionString = "", Works = false, Housekeeping = false });
        var instance = await node.StartInstanceAsync(Models.Package("woken", Models.Process("woken", """
            <bpmn:startEvent id="start"/>
            <bpmn:intermediateCatchEvent id="rest"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
            <bpmn:serviceTask id="fetch"><bpmn:extensionElements><zeebe:taskDefinition type="fetch"/></bpmn:extensionElements></bpmn:serviceTask>
            <bpmn:endEvent id="end"/>
            """, "start>rest", "rest>fetch", "fetch>end")));
        var stored = (await node.Engine.Node.Reader.ReadAsync(instance.InstanceId, CancellationToken.None))!;
        var timer = stored.State.Waits[0].Id;

        var fired = await PlanAsync(node, new Slots(), stored, new FireTimer(timer), StepGuard.Unheld(EngineIds.Part(stored.Id, timer)));

        fired.Statements.Select(s => s.Sql).ShouldBe([Sql.UpdateInstanceUnlessHeld, Sql.DeleteTimer, Sql.InsertJob]);
    }

    private static async Task<StepPlan> PlanAsync(TestNode node, Slots slots, StoredInstance instance, Command command, StepGuard guard)
    {
        var engine = node.Engine.Node;
        var builder = new StepBuilder(engine.Reader, engine.Shelf, slots, engine.HoldBook, engine.Clock.Now);
        var request = new StepRequest(instance.Id, command, TestNode.Boss) { Guard = guard, PartId = guard.Kind == StepGuardKind.None ? null : guard.PartId };
        var (plan, refusal) = await builder.BuildAsync(instance, request, CancellationToken.None);
        refusal.ShouldBeNull();
        return plan;
    }

    /// <summary>A node with room that keeps whatever it may.</summary>
    private sealed class Slots : IJobSlots
    {
        public string NodeName => "keeps";

        public Guid RunId { get; } = Guid.NewGuid();

        public TimeSpan Lease => TimeSpan.FromSeconds(10);

        public bool TryReserve(string type, string institutionId) => true;

        public KeptEntry? TryKeep(Guid jobId, DateTimeOffset at, string type, string institutionId) => new(jobId, at, 0);

        public void Run(IEnumerable<ReservedJob> jobs)
        {
        }

        public void Release(IEnumerable<ReservedJob> jobs)
        {
        }

        public void Abandon(IEnumerable<ReservedJob> jobs)
        {
        }
    }
}
