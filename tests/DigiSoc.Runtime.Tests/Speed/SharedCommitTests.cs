using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests;

/// <summary>Steps of several instances in one commit: the same rows as alone, and one that fails hurts nobody else.</summary>
public sealed class SharedCommitTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private const int Instances = 60;

    private static readonly PackageContent Offered = Models.Package("offered", Models.Process("offered", """
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="read" name="Read">
          <bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="=groups"/></bpmn:extensionElements>
        </bpmn:userTask>
        <bpmn:endEvent id="end"/>
        """, "start>read", "read>end"));

    [Fact]
    public async Task TasksOfManyInstances_AnyNamesAndNumbersOfGroups_AreStoredAsGiven()
    {
        await using var engine = await SharingAsync();
        string[][] groups = [["plain"], ["a,b", "c\"d", "e\\f", "{g}", " "], ["NULL", "ā ž"]];

        await Task.WhenAll(Enumerable.Range(0, Instances).Select(async number => (await engine.StartInstanceAsync(
            new("offered"), $"shared-{number}", FeelContext.Of(("groups", Texts(groups[number % groups.Length]))), TestNode.Anna)).OrThrow()));

        for (var number = 0; number < Instances; number++)
        {
            var task = (await engine.TasksAsync(new() { BusinessKey = $"shared-{number}" }, TestNode.Boss)).Items.Single();
            task.CandidateGroups.ShouldBe(groups[number % groups.Length]);
            var check = await engine.CheckHistoryAsync($"shared-{number}", TestNode.Boss);
            check.IsWhole.ShouldBeTrue();
            check.Entries.ShouldBe(1);
        }
    }

    [Fact]
    public async Task TasksOfManyInstances_CompletedTogether_LeaveNothingOpen()
    {
        await using var engine = await SharingAsync();
        var started = await Task.WhenAll(Enumerable.Range(0, Instances).Select(async number =>
            (await engine.StartInstanceAsync(new("offered"), $"done-{number}", FeelContext.Of(("groups", Texts(["worker", "other"]))), TestNode.Anna)).OrThrow()));
        var tasks = await Task.WhenAll(started.Select(async i => (await engine.WhereAsync(i.InstanceId, TestNode.Boss))!.Waits.Single().PartId));

        await Task.WhenAll(tasks.Select(async task => (await engine.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).OrThrow()));

        foreach (var instance in started)
        {
            (await engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.EndedAt.ShouldNotBeNull();
        }

        await using var open = database.Owner.CreateCommand("""
            SELECT (SELECT count(*) FROM runtime.task_candidates WHERE task_id = ANY ($1)) + (SELECT count(*) FROM runtime.user_tasks WHERE id = ANY ($1))
            """);
        open.Parameters.Add(new() { Value = tasks });
        (await open.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task OneOfManyFails_TheOthersAreStored()
    {
        await using var engine = await SharingAsync();
        var text = new InvalidOperationException("Refused by its caller.");

        var answers = await Task.WhenAll(Enumerable.Range(0, Instances).Select(async number =>
        {
            Alongside? alongside = number == 7 ? (_, _, _) => throw text : null;
            try
            {
                return (await engine.StartInstanceAsync(
                    new("offered"), $"fails-{number}", FeelContext.Of(("groups", Texts(["worker"]))), TestNode.Anna, alongside: alongside)).IsDone;
            }
            catch (InvalidOperationException e) when (e == text)
            {
                return false;
            }
        }));

        answers.Count(done => !done).ShouldBe(1);
        for (var number = 0; number < Instances; number++)
        {
            (await engine.InstancesAsync($"fails-{number}", TestNode.Boss)).Count.ShouldBe(number == 7 ? 0 : 1);
        }
    }

    [Fact]
    public async Task StaleNeighbour_BeginsAgain_TheOthersAreStored()
    {
        await using var one = await SharingAsync();
        await using var two = await SharingAsync();
        var started = await Task.WhenAll(Enumerable.Range(0, Instances).Select(async number =>
            (await one.StartInstanceAsync(new("offered"), $"stale-{number}", FeelContext.Of(("groups", Texts(["worker"]))), TestNode.Anna)).OrThrow()));
        (await two.ModifyInstanceAsync(started[3].InstanceId, [new ChangeVariables(FeelContext.Of(("note", FeelValue.Of("moved on"))))], "told", TestNode.Boss)).OrThrow();

        await Task.WhenAll(started.Select(async i =>
            (await one.ModifyInstanceAsync(i.InstanceId, [new ChangeVariables(FeelContext.Of(("seen", FeelValue.Of(true))))], "told", TestNode.Boss)).OrThrow()));

        foreach (var instance in started)
        {
            (await one.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Variables["seen"].ShouldBe(FeelValue.Of(true));
        }

        (await one.WhereAsync(started[3].InstanceId, TestNode.Boss))!.State.Variables["note"].ShouldBe(FeelValue.Of("moved on"));
    }

    private static FeelValue Texts(IEnumerable<string> items) => FeelValue.Of(FeelList.Of([.. items.Select(item => FeelValue.Of(item))]));

    // One lane and room for all: whatever is ready at once is one commit.
    private async Task<Engine> SharingAsync()
    {
        var engine = Engine.Create(
            new() { ConnectionString = database.ConnectionString, Housekeeping = false, CommitLanes = 1, StepsPerCommit = 100 }, [], [], new TestClock());
        (await engine.DeployAsync(Offered, TestNode.Boss)).OrThrow();
        return engine;
    }
}
