using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DigiSoc.Bpmn;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Tests.Harness;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Tests.People;

/// <summary>Somebody is away: what their substitute sees and may do, for how long, and what is written of both.</summary>
public sealed class AbsenceTests(CaseProduct product) : IClassFixture<CaseProduct>, IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 2, 10);

    private Absences Absences => product.Get<Absences>();

    private Worklist List => product.Get<Worklist>();

    // The clock and the absences are shared by the class.
    public async ValueTask InitializeAsync()
    {
        product.MoveTo(CaseProduct.Start);
        var marta = await product.WorkerAsync("marta");
        foreach (var standing in await Absences.ListAsync(marta, default))
        {
            (await Absences.EndAsync(marta, standing.AbsenceId, null, default)).IsDone.ShouldBeTrue();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Substitute_SeesAndCompletesTheTask_AndEverythingNamesBoth()
    {
        var rasa = await product.WorkerAsync("rasa");
        var otra = await product.ColleagueAsync("Otra", "registrar");
        var task = await ClaimedAsync(rasa, "absence-complete");
        await RecordAsync(rasa, otra, 0, 3);

        var shown = (await List.PageAsync(otra, new(WorkScope.Mine), default)).Items.Single(item => item.TaskId == task.TaskId);
        shown.StandsInFor.ShouldBe(new Colleague("rasa", "Rasa Paraudziņa"));
        (await List.PageAsync(otra, new(WorkScope.Mine, Of: otra.UserId), default)).Items.ShouldBeEmpty("only her own");
        (await List.PageAsync(otra, new(WorkScope.Mine, Of: "lauma"), default)).Items.ShouldBeEmpty("nobody she stands in for");
        (await List.CountsAsync(otra, default)).Mine.ShouldBe((await List.CountsAsync(rasa, default)).Mine);
        (await List.ClaimAsync(otra, task.TaskId, default)).Value!.AssigneeId.ShouldBe("rasa", "it stays with whom it is");

        (await CompleteAsync(otra, task)).ShouldBeNull();

        var told = (await product.FileAsync(task.CaseId)).Timeline.Single(entry => entry.Kind == "task-completed");
        (told.ActorName, told.OnBehalfOf).ShouldBe(("Otra", "rasa"));
        var history = (await product.Get<Engine>().HistoryAsync(task.CaseId.ToString(), OperationContext.Engine("ogres-novads")))
            .Single(entry => entry.Operation == "CompleteUserTask");
        (history.Actor, history.OnBehalfOf).ShouldBe((otra.UserId, "rasa"));
        (await PerformersAsync(task)).ShouldBe([(otra.UserId, null), ("rasa", otra.UserId)], ignoreOrder: true);
    }

    [Fact]
    public async Task Absence_BeforeItBeginsAndAfterItEnds_GivesNoRight()
    {
        var rasa = await product.WorkerAsync("rasa");
        var otra = await product.ColleagueAsync("Otra", "registrar");
        var task = await ClaimedAsync(rasa, "absence-days");
        await RecordAsync(rasa, otra, 1, 2);

        (await CompleteAsync(otra, task)).ShouldBe("CASE-003");
        product.MoveTo(CaseProduct.Start.AddDays(1));
        (await DraftAsync(otra, task)).ShouldBeNull();
        // 23:59 in Riga on the last day, then midnight.
        product.MoveTo(new(2026, 2, 12, 21, 59, 0, TimeSpan.Zero));
        (await DraftAsync(otra, task)).ShouldBeNull();
        product.MoveTo(new(2026, 2, 12, 22, 0, 0, TimeSpan.Zero));

        (await DraftAsync(otra, task)).ShouldBe("CASE-003");
        (await List.PageAsync(otra, new(WorkScope.Mine), default)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Absence_EndedEarly_EndsTheRightAtOnce_AndTheHistorySaysWho()
    {
        var rasa = await product.WorkerAsync("rasa");
        var marta = await product.WorkerAsync("marta");
        var otra = await product.ColleagueAsync("Otra", "registrar");
        var task = await ClaimedAsync(rasa, "absence-ended");
        var absence = await RecordAsync(rasa, otra, 0, 9);

        (await Absences.EndAsync(otra, absence.AbsenceId, null, default)).Refusals[0].Code.ShouldBe("CASE-140");
        (await Absences.EndAsync(rasa, absence.AbsenceId, Today.AddDays(9), default)).Refusals[0].Code.ShouldBe("CASE-139");
        (await Absences.EndAsync(marta, absence.AbsenceId, Today.AddDays(2), default)).Value!.LastOn.ShouldBe(Today.AddDays(2));
        (await DraftAsync(otra, task)).ShouldBeNull();
        product.MoveTo(CaseProduct.Start.AddDays(1));
        (await Absences.EndAsync(rasa, absence.AbsenceId, null, default)).Value!.State.ShouldBe(AbsenceState.Over);

        (await DraftAsync(otra, task)).ShouldBe("CASE-003");
        (await Absences.EndAsync(rasa, absence.AbsenceId, null, default)).Refusals[0].Code.ShouldBe("CASE-138");
        (await Absences.HistoryAsync(rasa, 3, default)).Select(entry => (entry.Change, entry.ActorId, entry.LastOn)).ShouldBe(
            [("shortened", "rasa", Today), ("shortened", "marta", Today.AddDays(2)), ("recorded", "rasa", Today.AddDays(9))]);
    }

    // What the list offers the engine does not refuse: whoever had the preparing in hand may not decide, though it was taken back.
    [Fact]
    public async Task FourEyes_DelegatedAndTakenBack_TheListBarsWhomTheEngineBars()
    {
        var anna = await product.ColleagueAsync("Anna", "social-worker", "decision-maker");
        var berta = await product.ColleagueAsync("Berta", "social-worker", "decision-maker");
        var caseId = await product.OpenAsync("delegate-four-eyes");
        await product.DoAsync("rasa", caseId, "check-application", """{"intake":{"complete":true}}""");
        await product.DoAsync("dace", caseId, "confirm-household", null);
        await product.DoAsync("dace", caseId, "declare-means", null);
        var assess = await TaskAsync(caseId, "assess");
        (await List.ClaimAsync(anna, assess.TaskId, default)).IsDone.ShouldBeTrue();
        (await List.DelegateAsync(anna, assess.TaskId, berta.UserId, default)).IsDone.ShouldBeTrue();
        (await List.ReturnAsync(berta, assess.TaskId, default)).IsDone.ShouldBeTrue();
        await product.DoAsync(anna.UserId, caseId, "assess", """{"assessment":{"action":"propose"}}""");
        var decide = await TaskAsync(caseId, "decide");

        (await List.ClaimAsync(berta, decide.TaskId, default)).Refusals[0].Code.ShouldBe("CASE-005");
        (await product.Get<Engine>().ClaimTaskAsync(decide.TaskId, new("ogres-novads", berta.UserId) { Groups = berta.Groups })).Refusal!.Code.ShouldBe("RUN-206");
        await product.DoAsync("lauma", caseId, "decide", """{"verdict":{"approve":true}}""");
        (await product.UntilAsync(async () => await product.Get<CaseStore>().SqlAsync(
            anna.InstitutionId,
            sql => sql.FirstAsync("SELECT prepared_by FROM cases.decisions WHERE case_id = $1", [caseId], row => row.GetString(0), default),
            default))).ShouldBe(anna.UserId, "having it in hand is no signature");
    }

    // A task of the new version bars by the new id; the list must know who did the step under the old one.
    [Fact]
    public async Task FourEyes_StepRenamedByAMigration_TheListKnowsWhoDidIt()
    {
        var engine = product.Get<Engine>();
        var anna = await product.ColleagueAsync("Anna", "social-worker");
        var caseId = await product.OpenAsync("renamed-four-eyes");
        await product.DoAsync("rasa", caseId, "check-application", """{"intake":{"complete":true}}""");
        await product.DoAsync("dace", caseId, "confirm-household", null);
        await product.DoAsync("dace", caseId, "declare-means", null);
        await product.DoAsync(anna.UserId, caseId, "assess", """{"assessment":{"action":"propose"}}""");
        var law = PackageContent.FromFolder(Path.Combine(RepositoryFolder.Workflows, "gmi-benefit"));
        var renamed = law.Files.ToDictionary(file => file.Key, file => file.Key == "process.bpmn" ? Renamed(file.Value) : file.Value);
        var context = OperationContext.Engine("ogres-novads");
        var target = (await engine.DeployAsync(PackageContent.Of(renamed), context)).Value!.Package;
        var instance = (await engine.InstancesAsync(caseId.ToString(), context)).Single(each => each.PackageKey == "gmi-benefit");

        var verdict = (await engine.MigrateAsync(
            [instance.InstanceId], target.Version, new MigrationPlan(new Dictionary<string, string> { ["assess"] = "weigh" }), "new rules", context, dryRun: false)).Single();

        verdict.Refusal.ShouldBeNull();
        // The cases of the other tests begin on the law as it is.
        (await engine.DeployAsync(law, context)).IsDone.ShouldBeTrue();
        (await product.Get<CaseStore>().SqlAsync(
            "ogres-novads",
            sql => sql.ListAsync("SELECT user_id FROM cases.performers WHERE case_id = $1 AND element_id = 'weigh'", [caseId], row => row.GetString(0), default),
            default)).ShouldBe([anna.UserId]);

        static byte[] Renamed(byte[] model) =>
            Encoding.UTF8.GetBytes(Regex.Replace(Encoding.UTF8.GetString(model), "(?<![A-Za-z])assess(?![A-Za-z])", "weigh", RegexOptions.CultureInvariant));
    }

    // Who prepared may not decide, and neither may the one in whose stead it was prepared.
    [Fact]
    public async Task FourEyes_PreparedInAnothersStead_BarsBoth()
    {
        var rasa = await product.WorkerAsync("rasa");
        var anna = await product.ColleagueAsync("Anna", "social-worker", "decision-maker");
        var berta = await product.ColleagueAsync("Berta", "social-worker", "decision-maker");
        var caseId = await product.OpenAsync("absence-four-eyes");
        await product.DoAsync("rasa", caseId, "check-application", """{"intake":{"complete":true}}""");
        await product.DoAsync("dace", caseId, "confirm-household", null);
        await product.DoAsync("dace", caseId, "declare-means", null);
        var assess = await TaskAsync(caseId, "assess");
        (await List.ClaimAsync(anna, assess.TaskId, default)).IsDone.ShouldBeTrue();
        var absence = await RecordAsync(anna, berta, 0, 3);
        await product.DoAsync(berta.UserId, caseId, "assess", """{"assessment":{"action":"propose"}}""");
        (await Absences.EndAsync(anna, absence.AbsenceId, null, default)).IsDone.ShouldBeTrue();
        var decide = await TaskAsync(caseId, "decide");

        (await List.ClaimAsync(berta, decide.TaskId, default)).Refusals[0].Code.ShouldBe("CASE-005", "she acted");
        (await List.ClaimAsync(anna, decide.TaskId, default)).Refusals[0].Code.ShouldBe("CASE-005", "it was her task");

        // Nor in the stead of the one who is to decide.
        var lauma = await product.WorkerAsync("lauma");
        (await List.ClaimAsync(lauma, decide.TaskId, default)).IsDone.ShouldBeTrue();
        await RecordAsync(lauma, berta, 0, 3);
        (await CompleteAsync(berta, decide)).ShouldBe("CASE-005");
        var engine = await product.Get<Engine>().CompleteTaskAsync(
            decide.TaskId, Feel.FeelContext.Empty, new("ogres-novads", berta.UserId) { OnBehalfOf = "lauma", Groups = berta.Groups });
        engine.Refusal!.Code.ShouldBe("RUN-206", "the second lock");
        await product.DoAsync("lauma", caseId, "decide", """{"verdict":{"approve":true}}""");

        var decision = await product.UntilAsync(async () => await product.Get<CaseStore>().SqlAsync(
            rasa.InstitutionId,
            sql => sql.FirstAsync("SELECT prepared_by FROM cases.decisions WHERE case_id = $1", [caseId], row => row.GetString(0), default),
            default));
        decision.ShouldBe(berta.UserId, "who acted prepared it, not who was away");
    }

    [Fact]
    public async Task Chain_SubstituteAwayToo_HandsOnAndGetsItBack()
    {
        var rasa = await product.WorkerAsync("rasa");
        var (otra, treša) = (await product.ColleagueAsync("Otra", "registrar"), await product.ColleagueAsync("Treša", "registrar"));
        var task = await ClaimedAsync(rasa, "absence-chain");
        await RecordAsync(rasa, otra, 0, 5);
        var second = await RecordAsync(otra, treša, 0, 2);

        (await DraftAsync(otra, task)).ShouldBe("CASE-003", "she is away herself");
        (await DraftAsync(treša, task)).ShouldBeNull();
        (await List.StandsInForAsync(treša, default)).Select(one => one.UserId).ShouldBe([otra.UserId, "rasa"]);
        var seen = (await Absences.ListAsync(treša, default)).Single(view => view.UserId == "rasa");
        (seen.ActingName, seen.Kind).ShouldBe(("Treša", null), "the kind is for the person and managers");
        (await Absences.RecordAsync(treša, Order(rasa, 1, 1), default)).Refusals[0].Code.ShouldBe("CASE-137");

        (await Absences.EndAsync(otra, second.AbsenceId, null, default)).IsDone.ShouldBeTrue();
        (await DraftAsync(treša, task)).ShouldBe("CASE-003");
        (await DraftAsync(otra, task)).ShouldBeNull();
    }

    [Fact]
    public async Task Substitute_MayDelegateReturnAndSchedule_AsTheOneAwayMay()
    {
        var rasa = await product.WorkerAsync("rasa");
        var (otra, treša) = (await product.ColleagueAsync("Otra", "registrar"), await product.ColleagueAsync("Treša", "registrar"));
        var task = await ClaimedAsync(rasa, "absence-holder");
        await RecordAsync(rasa, otra, 0, 5);

        (await List.ScheduleAsync(otra, task.TaskId, new(Today.AddDays(4), null, null), default)).IsDone.ShouldBeTrue();
        var delegated = (await List.DelegateAsync(otra, task.TaskId, treša.UserId, default)).Value!;
        (delegated.AssigneeId, delegated.OwnerId).ShouldBe((treša.UserId, "rasa"));
        (await List.ResolveAsync(treša, task.TaskId, default)).Value!.AssigneeId.ShouldBe("rasa");
        var many = (await product.Get<BulkWork>().ReturnAsync(otra, [task.TaskId], default)).Value!;

        many.Done.ShouldBe(1);
        (await List.FindAsync(rasa, task.TaskId, default))!.AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task Record_WrongOrders_AreRefusedByField()
    {
        var (rasa, marta, dace) = (await product.WorkerAsync("rasa"), await product.WorkerAsync("marta"), await product.WorkerAsync("dace"));
        var otra = await product.ColleagueAsync("Otra", "registrar");

        (await CodesAsync(rasa, new())).ShouldBe(["CASE-130 firstOn", "CASE-130 lastOn", "CASE-130 substituteId", "CASE-130 kind"]);
        (await CodesAsync(rasa, Order(rasa, 0, 1))).ShouldBe(["CASE-133 substituteId"]);
        (await CodesAsync(rasa, Order(otra, 2, 1))).ShouldBe(["CASE-131 lastOn"]);
        (await CodesAsync(rasa, Order(otra, -3, -1))).ShouldBe(["CASE-132 lastOn"]);
        (await CodesAsync(rasa, Order(dace, 0, 1))).ShouldBe(["CASE-135 substituteId"], "no registrar");
        (await CodesAsync(rasa, Order(await product.WorkerAsync("rita"), 0, 1))).ShouldBe(["CASE-134 substituteId"], "of another institution");
        (await CodesAsync(otra, Order(otra, 0, 1) with { UserId = "rasa" })).ShouldBe(["CASE-140 "], "neither her own nor a manager");
        (await CodesAsync(marta, Order(otra, 0, 1) with { UserId = "rita" })).ShouldBe(["CASE-134 userId"]);
        (await CodesAsync(marta, Order(otra, 0, 1) with { UserId = "rasa" })).ShouldBeEmpty();
        (await CodesAsync(rasa, Order(otra, 1, 4))).ShouldBe(["CASE-136 firstOn"]);
        (await Absences.CandidatesAsync(rasa, "rasa", default)).Select(one => one.UserId).ShouldContain(otra.UserId);
        (await Absences.CandidatesAsync(rasa, "rasa", default)).Select(one => one.UserId).ShouldNotContain("dace");
    }

    // Two people record what together would be a circle: one of them is refused, whoever comes first.
    [Fact]
    public async Task Record_TwoAtOnceThatWouldMakeACircle_OneIsRefused()
    {
        var (anna, berta) = (await product.ColleagueAsync("Anna", "registrar"), await product.ColleagueAsync("Berta", "registrar"));

        var outcomes = await Task.WhenAll(
            Absences.RecordAsync(anna, Order(berta, 0, 3), default), Absences.RecordAsync(berta, Order(anna, 2, 5), default));

        outcomes.Count(outcome => outcome.IsDone).ShouldBe(1);
        outcomes.Single(outcome => !outcome.IsDone).Refusals[0].Code.ShouldBe("CASE-137");
    }

    [Fact]
    public async Task Absences_OfAnotherInstitution_AreNotSeen()
    {
        var otra = await product.ColleagueAsync("Otra", "registrar");
        var absence = await RecordAsync(await product.WorkerAsync("rasa"), otra, 0, 1);
        var vija = await product.WorkerAsync("vija");

        (await Absences.ListAsync(vija, default)).ShouldBeEmpty();
        (await Absences.HistoryAsync(vija, 50, default)).ShouldBeEmpty();
        (await Absences.EndAsync(vija, absence.AbsenceId, null, default)).Refusals[0].Code.ShouldBe("CASE-138");
    }

    private static AbsenceOrder Order(Worker substitute, int first, int last) =>
        new(null, substitute.UserId, Today.AddDays(first), Today.AddDays(last), AbsenceKind.Illness);

    private async Task<AbsenceView> RecordAsync(Worker person, Worker substitute, int first, int last)
    {
        var outcome = await Absences.RecordAsync(person, Order(substitute, first, last), default);
        outcome.IsDone.ShouldBeTrue(string.Join("; ", outcome.Refusals.Select(refusal => refusal.Code + refusal.Reason.En)));
        return outcome.Value;
    }

    private async Task<IEnumerable<string>> CodesAsync(Worker worker, AbsenceOrder order) =>
        (await Absences.RecordAsync(worker, order, default)).Refusals.Select(refusal => $"{refusal.Code} {refusal.Field}");

    private async Task<WorkItem> ClaimedAsync(Worker worker, string key)
    {
        var task = await TaskAsync(await product.OpenAsync(key), "check-application");
        (await List.ClaimAsync(worker, task.TaskId, default)).IsDone.ShouldBeTrue();
        return task;
    }

    private async Task<WorkItem> TaskAsync(Guid caseId, string elementId)
    {
        var rasa = await product.WorkerAsync("rasa");
        return await product.UntilAsync(async () =>
            (await List.ForCaseAsync(rasa, caseId, default)).FirstOrDefault(open => open.ElementId == elementId));
    }

    private async Task<string?> DraftAsync(Worker worker, WorkItem task) =>
        First((await product.Get<TaskForms>().SaveDraftAsync(worker, task.TaskId, Intake(), default)).Refusals);

    private async Task<string?> CompleteAsync(Worker worker, WorkItem task) =>
        First((await product.Get<TaskForms>()
            .CompleteOverPrefilledAsync(worker, task.TaskId, Intake(), $"{task.TaskId}/{worker.UserId}", default)).Refusals);

    private static string? First(IReadOnlyList<Refusal> refusals) => refusals is [var first, ..] ? first.Code : null;

    private static JsonObject Intake() => JsonNode.Parse("""{"intake":{"complete":true}}""")!.AsObject();

    private Task<List<(string UserId, string? StoodInBy)>> PerformersAsync(WorkItem task) => product.Get<CaseStore>().SqlAsync(
        "ogres-novads",
        sql => sql.ListAsync(
            "SELECT user_id, stood_in_by FROM cases.performers WHERE case_id = $1 AND element_id = $2",
            [task.CaseId, task.ElementId],
            row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
            default),
        default);
}
