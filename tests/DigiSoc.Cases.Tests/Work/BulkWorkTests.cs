using System.Text.Json.Nodes;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Tests.Harness;

namespace DigiSoc.Cases.Tests.Work;

/// <summary>Many tasks at once, delegation, dates and changes of membership, as the workplace's list shows them.</summary>
public sealed class BulkWorkTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    private BulkWork Bulk => product.Get<BulkWork>();

    private Worklist List => product.Get<Worklist>();

    [Fact]
    public async Task Claim_SomeTakenOrGone_OthersAreMineAndEachSaysWhy()
    {
        var (rasa, rita) = (await product.WorkerAsync("rasa"), await product.WorkerAsync("rita"));
        var other = await product.ColleagueAsync("otra", "registrar");
        var free = await OpenAsync("bulk-claim-1");
        var taken = await OpenAsync("bulk-claim-2");
        (await List.ClaimAsync(other, taken.TaskId, default)).IsDone.ShouldBeTrue();

        var result = (await Bulk.ClaimAsync(rasa, [free.TaskId, taken.TaskId, Guid.NewGuid(), free.TaskId], default)).Value!;

        result.Done.ShouldBe(1);
        result.Tasks.Select(Code).ShouldBe([null, "CASE-003", "CASE-002"]);
        result.Tasks[1].CaseNumber.ShouldBe(taken.CaseNumber);
        result.Tasks[2].CaseNumber.ShouldBeNull();
        (await List.FindAsync(rasa, free.TaskId, default))!.AssigneeId.ShouldBe("rasa");
        (await Bulk.ClaimAsync(rita, [free.TaskId], default)).Value!.Tasks[0].Refusals[0].Code.ShouldBe("CASE-002", "another institution's task");

        var returned = (await Bulk.ReturnAsync(rasa, [free.TaskId, taken.TaskId], default)).Value!;
        returned.Tasks.Select(Code).ShouldBe([null, "CASE-006"]);
        (await List.FindAsync(rasa, free.TaskId, default))!.AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task Reassign_ByAManager_OnlyToSomebodyWhoCouldTakeIt()
    {
        var (rasa, marta) = (await product.WorkerAsync("rasa"), await product.WorkerAsync("marta"));
        var task = await OpenAsync("bulk-reassign");

        (await Bulk.ReassignAsync(rasa, [task.TaskId], "rasa", default)).Value!.Tasks[0].Refusals[0].Code.ShouldBe("CASE-008");
        (await Bulk.ReassignAsync(marta, [task.TaskId], "lauma", default)).Value!.Tasks[0].Refusals[0].Code.ShouldBe("CASE-004");
        (await Bulk.ReassignAsync(marta, [task.TaskId], "rita", default)).Refusals[0].Code.ShouldBe("CASE-007", "of another institution");
        (await Bulk.ReassignAsync(marta, [task.TaskId], "rasa", default)).Value!.Done.ShouldBe(1);

        (await List.FindAsync(rasa, task.TaskId, default))!.AssigneeName.ShouldBe("Rasa Paraudziņa");
    }

    [Fact]
    public async Task Schedule_ByItsHolderOrAManager_TheListFollows()
    {
        var (rasa, marta) = (await product.WorkerAsync("rasa"), await product.WorkerAsync("marta"));
        var task = await OpenAsync("bulk-schedule");
        var (due, followUp) = (new DateOnly(2026, 2, 20), new DateOnly(2026, 2, 17));

        (await Bulk.ScheduleAsync(rasa, [task.TaskId], new(due, null, null), default)).Value!.Tasks[0].Refusals[0].Code.ShouldBe("CASE-115", "nobody's yet");
        (await Bulk.ScheduleAsync(marta, [task.TaskId], new(due, null, 80), default)).Value!.Done.ShouldBe(1);
        (await List.ClaimAsync(rasa, task.TaskId, default)).IsDone.ShouldBeTrue();
        (await List.ScheduleAsync(rasa, task.TaskId, new(null, followUp, null), default)).IsDone.ShouldBeTrue();

        var shown = (await List.FindAsync(rasa, task.TaskId, default))!;
        (shown.DueOn, shown.FollowUpOn, shown.Priority).ShouldBe((due, followUp, 80));

        (await Bulk.ScheduleAsync(rasa, [task.TaskId], new(null, null, null, ClearDueOn: true), default)).Value!.Done.ShouldBe(1);
        shown = (await List.FindAsync(rasa, task.TaskId, default))!;
        (shown.DueOn, shown.FollowUpOn, shown.Priority).ShouldBe((null, followUp, 80), "the other day stays");
        (await List.ScheduleAsync(rasa, task.TaskId, new(due, null, null, ClearFollowUpOn: true), default)).IsDone.ShouldBeTrue();
        shown = (await List.FindAsync(rasa, task.TaskId, default))!;
        (shown.DueOn, shown.FollowUpOn, shown.Priority).ShouldBe((due, null, 80), "one set and the other taken away at once");
    }

    [Fact]
    public async Task Call_OfNoneTooManyOrWrongFields_IsRefusedAsAWhole()
    {
        var marta = await product.WorkerAsync("marta");
        var many = Enumerable.Range(0, BulkWork.MostTasks + 1).Select(_ => Guid.NewGuid()).ToList();

        (await Bulk.ClaimAsync(marta, [], default)).Refusals[0].Code.ShouldBe("CASE-110");
        (await Bulk.ClaimAsync(marta, many, default)).Refusals[0].Code.ShouldBe("CASE-111");
        (await Bulk.ScheduleAsync(marta, many, new(null, null, null), default)).Refusals[0].Code.ShouldBe("CASE-112");
        (await Bulk.ScheduleAsync(marta, [many[0]], new(new(2026, 3, 1), null, null, ClearDueOn: true), default))
            .Refusals.Select(refusal => (refusal.Code, refusal.Field)).ShouldBe([("CASE-119", "dueOn")]);
        (await Bulk.ScheduleAsync(marta, [many[0]], new(new(2026, 2, 9), new(2026, 2, 9), 101), default))
            .Refusals.Select(refusal => (refusal.Code, refusal.Field)).ShouldBe([("CASE-113", "dueOn"), ("CASE-113", "followUpOn"), ("CASE-114", "priority")]);
    }

    [Fact]
    public async Task Delegated_IsPreparedByTheColleagueAndCompletedByItsOwner()
    {
        var rasa = await product.WorkerAsync("rasa");
        var helper = await product.ColleagueAsync("palīgs", "registrar");
        var task = await OpenAsync("bulk-delegate");
        (await List.ClaimAsync(rasa, task.TaskId, default)).IsDone.ShouldBeTrue();

        (await Bulk.DelegateAsync(rasa, [task.TaskId], "rasa", default)).Value!.Tasks[0].Refusals[0].Code.ShouldBe("CASE-118");
        (await Bulk.DelegateAsync(rasa, [task.TaskId], helper.UserId, default)).Value!.Done.ShouldBe(1);
        var shown = (await List.FindAsync(helper, task.TaskId, default))!;
        var early = await Bulk.CompleteAsync(helper, [task.TaskId], Intake(), "bulk-delegate", default);
        (await product.Get<TaskForms>().SaveDraftAsync(helper, task.TaskId, Intake(), default)).IsDone.ShouldBeTrue();
        (await List.ResolveAsync(helper, task.TaskId, default)).IsDone.ShouldBeTrue();
        var back = (await List.FindAsync(rasa, task.TaskId, default))!;
        var done = await Bulk.CompleteAsync(rasa, [task.TaskId], [], "bulk-delegate", default);

        (shown.AssigneeId, shown.OwnerId, shown.OwnerName).ShouldBe((helper.UserId, "rasa", "Rasa Paraudziņa"));
        early.Value!.Tasks[0].Refusals[0].Code.ShouldBe("CASE-116");
        (back.AssigneeId, back.OwnerId, back.HasDraft).ShouldBe(("rasa", null, true));
        done.Value!.Done.ShouldBe(1, "the draft fills what the call leaves out");
        (await Bulk.CompleteAsync(rasa, [task.TaskId], [], "bulk-delegate", default)).Value!.Done.ShouldBe(1, "the same key again");
        (await Bulk.CompleteAsync(rasa, [task.TaskId], [], "another", default)).Value!.Tasks[0].Refusals[0].Code.ShouldBe("CASE-002");
    }

    [Fact]
    public async Task Complete_ByEachForm_NamesTheWrongField()
    {
        var rasa = await product.WorkerAsync("rasa");
        var task = await OpenAsync("bulk-form");

        var result = (await Bulk.CompleteAsync(rasa, [task.TaskId], JsonNode.Parse("""{"intake":{"complete":"perhaps"}}""")!.AsObject(), "bulk-form", default)).Value!;

        result.Done.ShouldBe(0);
        result.Tasks[0].Refusals.ShouldContain(refusal => refusal.Field == "intake.complete");
    }

    [Fact]
    public async Task Group_JoinedAndLeft_ReachesRunningTasksAtTheNextCall()
    {
        var task = await OpenAsync("bulk-membership");
        var person = await product.ColleagueAsync("jaunais", "decision-maker");
        (await List.ClaimAsync(person, task.TaskId, default)).Refusals[0].Code.ShouldBe("CASE-004");

        await RolesAsync(person.UserId, "INSERT INTO cases.user_roles (institution_id, user_id, role) VALUES ('ogres-novads', $1, 'registrar')");
        var joined = await product.WorkerAsync(person.UserId);
        (await List.PageAsync(joined, new(WorkScope.Team, Size: 200), default)).Items.ShouldContain(item => item.TaskId == task.TaskId);
        (await List.ClaimAsync(joined, task.TaskId, default)).IsDone.ShouldBeTrue();
        (await List.ReturnAsync(joined, task.TaskId, default)).IsDone.ShouldBeTrue();

        await RolesAsync(person.UserId, "DELETE FROM cases.user_roles WHERE user_id = $1 AND role = 'registrar'");
        var left = await product.WorkerAsync(person.UserId);
        (await List.PageAsync(left, new(WorkScope.Team, Size: 200), default)).Items.ShouldNotContain(item => item.TaskId == task.TaskId);
        (await Bulk.ClaimAsync(left, [task.TaskId], default)).Value!.Tasks[0].Refusals[0].Code.ShouldBe("CASE-004");
    }

    private static string? Code(TaskVerdict verdict) => verdict.IsDone ? null : verdict.Refusals[0].Code;

    private static JsonObject Intake() => JsonNode.Parse("""{"intake":{"complete":true}}""")!.AsObject();

    private async Task<WorkItem> OpenAsync(string key)
    {
        var caseId = await product.OpenAsync(key);
        var rasa = await product.WorkerAsync("rasa");
        return await product.UntilAsync(async () =>
            (await List.ForCaseAsync(rasa, caseId, default)).FirstOrDefault(open => open.ElementId == "check-application"));
    }

    private Task<int> RolesAsync(string userId, string sql) => product.Get<CaseStore>().SqlAsync(
        "ogres-novads", open => open.ExecuteAsync(sql, [userId], default), default);
}
