namespace DigiSoc.Runtime.Tests;

/// <summary>Tasks that are put off until a day, found by it.</summary>
public sealed class FollowUpTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task List_ByFollowUpDate_HasThoseBeforeItOnly()
    {
        await using var node = await TestNode.StartAsync(database);
        var now = node.Clock.GetUtcNow();
        var tasks = new List<Guid>();
        foreach (var days in (int?[])[3, null, 1, 7])
        {
            var task = await node.TaskAsync(await node.StartInstanceAsync(Models.Walk), "assess");
            tasks.Add(task.TaskId);
            if (days is { } some)
            {
                (await node.Engine.ScheduleTaskAsync(task.TaskId, null, now.AddDays(some), null, TestNode.Boss)).OrThrow();
            }
        }

        var query = new TaskQuery { PackageKey = "walk", FollowUpBefore = now.AddDays(7), Order = TaskOrder.FollowUp, CandidateGroups = ["worker"] };

        (await node.Engine.TasksAsync(query, TestNode.Anna)).Items.Select(t => t.TaskId).ShouldBe([tasks[2], tasks[0]]);
        (await node.Engine.CountTasksAsync(query, TestNode.Anna)).ShouldBe(2);
        (await node.Engine.TasksAsync(query with { FollowUpBefore = null, CandidateGroups = null }, TestNode.Boss)).Items.Select(t => t.TaskId)
            .ShouldBe([tasks[2], tasks[0], tasks[3]]);
    }
}
