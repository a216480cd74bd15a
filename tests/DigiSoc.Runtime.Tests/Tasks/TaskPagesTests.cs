using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests;

/// <summary>Pages of a list, put together, are the list: in each order, for each scope, tasks offered to several groups once.</summary>
public sealed class TaskPagesTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private const int Instances = 14;

    private static readonly PackageContent Offered = Models.Package("paged", Models.Process("paged", """
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="read" name="Read">
          <bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="=groups"/>
            <zeebe:priorityDefinition priority="=priority"/><zeebe:taskSchedule dueDate="=due"/></bpmn:extensionElements>
        </bpmn:userTask>
        <bpmn:endEvent id="end"/>
        """, "start>read", "read>end"));

    [Fact]
    public async Task Pages_InEachOrderAndScope_AreTheWholeListOnce()
    {
        var clock = new TestClock();
        await using var engine = Engine.Create(new() { ConnectionString = database.ConnectionString, Housekeeping = false }, [], [], clock);
        (await engine.DeployAsync(Offered, TestNode.Boss)).OrThrow();
        for (var number = 0; number < Instances; number++)
        {
            clock.Advance(TimeSpan.FromMinutes(number % 3)); // Some at the same moment: the id decides.
            await StartAsync(engine, number);
        }

        var all = (await engine.TasksAsync(new() { Size = 200 }, TestNode.Boss)).Items;
        all.Count.ShouldBe(Instances);
        for (var number = 0; number < Instances; number += 2)
        {
            var day = clock.GetUtcNow().AddDays(number % 5); // Some on the same day.
            (await engine.ScheduleTaskAsync(all[number].TaskId, null, day, null, TestNode.Boss)).OrThrow();
        }

        (await engine.ClaimTaskAsync(all[0].TaskId, TestNode.Anna)).OrThrow();
        (await engine.ClaimTaskAsync(all[5].TaskId, TestNode.Anna)).OrThrow();
        TaskQuery[] scopes = [new(), new() { Assignee = "anna" }, new() { CandidateGroups = ["worker", "other"] }, new() { CandidateGroups = ["other"] }];

        foreach (var scope in scopes)
        {
            foreach (var order in Enum.GetValues<TaskOrder>())
            {
                var paged = await PagedAsync(engine, scope with { Order = order, Size = 3 });
                var expected = Sorted((await engine.TasksAsync(new() { Size = 200 }, TestNode.Boss)).Items.Where(t => IsIn(t, scope)), order);
                paged.ShouldBe(expected.Select(t => t.TaskId), $"{scope} {order}");
            }
        }
    }

    private static bool IsIn(UserTaskView task, TaskQuery scope) =>
        (scope.Assignee is null || task.Assignee == scope.Assignee)
        && (scope.CandidateGroups is null || (task.Assignee is null && task.CandidateGroups.Any(scope.CandidateGroups.Contains)));

    // PostgreSQL orders ids by their bytes, as their text does.
    private static IEnumerable<UserTaskView> Sorted(IEnumerable<UserTaskView> tasks, TaskOrder order) => order switch
    {
        TaskOrder.Newest => tasks.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.TaskId.ToString(), StringComparer.Ordinal),
        TaskOrder.FollowUp => tasks.Where(t => t.FollowUpAt is not null).OrderBy(t => t.FollowUpAt).ThenBy(t => t.TaskId.ToString(), StringComparer.Ordinal),
        TaskOrder.Priority => ByDue(tasks.OrderByDescending(t => t.Priority)),
        _ => ByDue(tasks.OrderBy(_ => 0)),
    };

    private static IOrderedEnumerable<UserTaskView> ByDue(IOrderedEnumerable<UserTaskView> tasks) =>
        tasks.ThenBy(t => t.DueAt ?? DateTimeOffset.MaxValue).ThenBy(t => t.TaskId.ToString(), StringComparer.Ordinal);

    private static async Task<List<Guid>> PagedAsync(Engine engine, TaskQuery query)
    {
        var ids = new List<Guid>();
        for (string? after = null; ;)
        {
            var page = await engine.TasksAsync(query with { After = after }, TestNode.Boss);
            ids.AddRange(page.Items.Select(t => t.TaskId));
            if (page.Next is null)
            {
                return ids;
            }

            after = page.Next;
        }
    }

    private static async Task StartAsync(Engine engine, int number)
    {
        string[][] groups = [["worker"], ["other"], ["worker", "other"], ["other", "worker", "third"]];
        var variables = FeelContext.Of(
            ("groups", FeelValue.Of(FeelList.Of([.. groups[number % 4].Select(g => FeelValue.Of(g))]))),
            ("priority", FeelValue.Of(number % 3 * 20)),
            ("due", number % 4 == 3 ? FeelValue.Null : FeelValue.Of(FormattableString.Invariant($"2026-04-{1 + (number % 5):00}T10:00:00Z"))));
        (await engine.StartInstanceAsync(new("paged"), null, variables, TestNode.Anna)).OrThrow();
    }
}
