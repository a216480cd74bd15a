using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Tests.Harness;

namespace DigiSoc.Cases.Tests.People;

/// <summary>Roles given and taken by a manager, and what that does to tasks that are under way.</summary>
public sealed class StaffTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    private Staff Staff => product.Get<Staff>();

    private Worklist List => product.Get<Worklist>();

    [Fact]
    public async Task RoleTaken_TaskGoesBack_AndTheTimelineSaysWhyAndFromWhom()
    {
        var marta = await product.WorkerAsync("marta");
        var otra = await product.ColleagueAsync("Otra", "registrar");
        var task = await OpenAsync("staff-returned");
        (await List.ClaimAsync(otra, task.TaskId, default)).IsDone.ShouldBeTrue();

        var changed = (await Staff.ChangeAsync(marta, otra.UserId, new(["decision-maker"], "Pāriet citā darbā"), default)).Value!;

        changed.TasksGivenBack.ShouldBe(1);
        changed.Member.Groups.ShouldBe(["decision-maker"]);
        (await List.FindAsync(marta, task.TaskId, default))!.AssigneeId.ShouldBeNull();
        (await List.ClaimAsync(await product.WorkerAsync(otra.UserId), task.TaskId, default)).Refusals[0].Code.ShouldBe("CASE-004");
        var told = (await product.FileAsync(task.CaseId)).Timeline.Single(entry => entry.Kind == "task-returned");
        (told.ActorName, told.Text.Lv).ShouldBe(("Marta Vadone", "Atdots komandai: Pārbaudīt iesniegumu (Otra) – Pāriet citā darbā"));
        var history = (await Staff.HistoryAsync(marta, 1, default))[0];
        (history.UserId, history.ChangedBy, history.Reason).ShouldBe((otra.UserId, "marta", "Pāriet citā darbā"));
        history.Before.ShouldBe(["registrar"]);
        history.After.ShouldBe(["decision-maker"]);
    }

    [Fact]
    public async Task RoleTaken_OfWhomATaskWasDelegatedTo_ItGoesBackToItsOwner()
    {
        var (rasa, marta) = (await product.WorkerAsync("rasa"), await product.WorkerAsync("marta"));
        var otra = await product.ColleagueAsync("Otra", "registrar", "social-worker");
        var task = await OpenAsync("staff-delegated");
        (await List.ClaimAsync(rasa, task.TaskId, default)).IsDone.ShouldBeTrue();
        (await List.DelegateAsync(rasa, task.TaskId, otra.UserId, default)).IsDone.ShouldBeTrue();

        (await Staff.ChangeAsync(marta, otra.UserId, new(["social-worker"], "Loma vairs nav vajadzīga"), default)).Value!.TasksGivenBack.ShouldBe(1);

        var now = (await List.FindAsync(rasa, task.TaskId, default))!;
        (now.AssigneeId, now.OwnerId).ShouldBe(("rasa", null));
    }

    // Between the change and the giving back, or when a call was interrupted, the right is gone already.
    [Fact]
    public async Task RoleGone_ButTaskStillHeld_MayNotBeDoneAndGoesBackAtTheNextSave()
    {
        var marta = await product.WorkerAsync("marta");
        var otra = await product.ColleagueAsync("Otra", "registrar");
        var task = await OpenAsync("staff-interrupted");
        (await List.ClaimAsync(otra, task.TaskId, default)).IsDone.ShouldBeTrue();
        var left = otra with { Groups = [] };
        await product.Get<CaseStore>().SqlAsync(
            "ogres-novads", sql => sql.ExecuteAsync("DELETE FROM cases.user_roles WHERE user_id = $1", [otra.UserId], default), default);

        (await product.Get<TaskForms>().SaveDraftAsync(left, task.TaskId, [], default)).Refusals[0].Code.ShouldBe("CASE-004");
        (await product.Get<TaskForms>().CompleteOverPrefilledAsync(left, task.TaskId, [], "staff-interrupted", default)).Refusals[0].Code.ShouldBe("CASE-004");
        var again = (await Staff.ChangeAsync(marta, otra.UserId, new([], "Vēlreiz"), default)).Value!;

        again.TasksGivenBack.ShouldBe(1);
        (await Staff.HistoryAsync(marta, 50, default)).ShouldNotContain(change => change.UserId == otra.UserId, "nothing was changed");
    }

    [Fact]
    public async Task RoleGiven_TaskIsOfferedAtOnce()
    {
        var marta = await product.WorkerAsync("marta");
        var otra = await product.ColleagueAsync("Otra", "decision-maker");
        var task = await OpenAsync("staff-given");

        (await Staff.ChangeAsync(marta, otra.UserId, new(["decision-maker", "registrar"], "Palīdz reģistratūrā"), default)).IsDone.ShouldBeTrue();

        (await List.ClaimAsync(await product.WorkerAsync(otra.UserId), task.TaskId, default)).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Change_ThatMayNotBe_IsRefusedAndChangesNothing()
    {
        var (rasa, marta) = (await product.WorkerAsync("rasa"), await product.WorkerAsync("marta"));
        var other = await product.ColleagueAsync("Otrs vadītājs", "manager");

        (await CodesAsync(rasa, "rasa", "manager")).ShouldBe(["CASE-008"]);
        (await CodesAsync(marta, "marta", "registrar")).ShouldBe(["CASE-144"], "her own");
        (await CodesAsync(marta, "rita", "registrar")).ShouldBe(["CASE-141"], "of another institution");
        (await CodesAsync(marta, "rasa", "registrar", "sorcerer")).ShouldBe(["CASE-142"]);
        (await Staff.ChangeAsync(marta, "rasa", new(["registrar"], " "), default)).Refusals[0].Code.ShouldBe("CASE-061");
        (await CodesAsync(marta, other.UserId)).ShouldBeEmpty("another manager is left");
        (await CodesAsync(other, "rasa", "manager")).ShouldBe(["CASE-008"], "he was one a moment ago");
        (await Staff.ListAsync(rasa, default)).ShouldBeEmpty();
        (await Staff.ListAsync(marta, default)).Single(member => member.UserId == "rasa").Groups.ShouldBe(["registrar"]);
    }

    [Fact]
    public void Rules_LastManager_StaysEvenWhenAnotherTakesTheRoleAway()
    {
        var last = new StaffMember("anna", "Anna", ["manager"]);

        StaffRules.Of("somebody", last, new([], "r"), [last]).Select(problem => problem.Code).ShouldBe(["CASE-143"]);
        StaffRules.Of("somebody", last, new([], "r"), [last, new("berta", "Berta", ["manager"])]).ShouldBeEmpty();
    }

    [Fact]
    public async Task TwoManagers_TakingTheRoleFromEachOtherAtOnce_OneStays()
    {
        var marta = await product.WorkerAsync("marta");
        var other = await product.ColleagueAsync("Otrs vadītājs", "manager");

        var outcomes = await Task.WhenAll(
            Staff.ChangeAsync(marta, other.UserId, new([], "r"), default), Staff.ChangeAsync(other, "marta", new(["social-worker"], "r"), default));

        outcomes.Count(outcome => outcome.IsDone).ShouldBe(1);
        outcomes.Single(outcome => !outcome.IsDone).Refusals[0].Code.ShouldBe("CASE-008");
        var manager = (await product.WorkerAsync("marta")).Has(Role.Manager) ? marta : await product.WorkerAsync(other.UserId);
        (await Staff.ChangeAsync(manager, "marta", new(["manager"], "Kā bija"), default)).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task HandOvers_AreInTheTimelineWithNames()
    {
        var (rasa, marta) = (await product.WorkerAsync("rasa"), await product.WorkerAsync("marta"));
        var otra = await product.ColleagueAsync("Otra", "registrar");
        var task = await OpenAsync("staff-timeline");
        (await List.ClaimAsync(rasa, task.TaskId, default)).IsDone.ShouldBeTrue();
        (await List.DelegateAsync(rasa, task.TaskId, otra.UserId, default)).IsDone.ShouldBeTrue();
        (await List.ResolveAsync(otra, task.TaskId, default)).IsDone.ShouldBeTrue();
        (await List.ReassignAsync(marta, task.TaskId, otra.UserId, default)).IsDone.ShouldBeTrue();
        (await List.ReturnAsync(otra, task.TaskId, default)).IsDone.ShouldBeTrue();

        (await product.FileAsync(task.CaseId)).Timeline.Where(entry => entry.ElementId == "check-application" && entry.Kind.StartsWith("task-", StringComparison.Ordinal))
            .Select(entry => (entry.Kind, entry.ActorName, entry.Text.En)).ShouldBe(
            [
                ("task-claimed", "Rasa Paraudziņa", "Taken: Check the application"),
                ("task-delegated", "Rasa Paraudziņa", "Delegated: Check the application (Rasa Paraudziņa → Otra)"),
                ("task-resolved", "Otra", "Prepared and given back: Check the application (Otra → Rasa Paraudziņa)"),
                ("task-reassigned", "Marta Vadone", "Handed over: Check the application (Rasa Paraudziņa → Otra)"),
                ("task-returned", "Otra", "Given back to the team: Check the application"),
            ]);
    }

    private async Task<IEnumerable<string>> CodesAsync(Worker worker, string userId, params string[] roles) =>
        (await Staff.ChangeAsync(worker, userId, new(roles, "Pārbaude"), default)).Refusals.Select(refusal => refusal.Code);

    private async Task<WorkItem> OpenAsync(string key)
    {
        var caseId = await product.OpenAsync(key);
        var rasa = await product.WorkerAsync("rasa");
        return await product.UntilAsync(async () =>
            (await List.ForCaseAsync(rasa, caseId, default)).FirstOrDefault(open => open.ElementId == "check-application"));
    }
}
