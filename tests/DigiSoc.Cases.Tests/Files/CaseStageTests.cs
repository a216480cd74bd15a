using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Tests.Harness;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Tests.Files;

/// <summary>How far a case is, as the list says it and filters by it.</summary>
public sealed class CaseStageTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    [Fact]
    public async Task Stage_FollowsTheCase_AndTheFilterFindsItThereOnly()
    {
        var caseId = await product.OpenAsync("stage", "on-site");
        await ShouldBeAtAsync(caseId, CaseStage.Open);

        await product.DecideAsync(caseId);
        var letter = await product.UntilAsync(async () => (await ToPostAsync()).FirstOrDefault(item => item.CaseId == caseId));
        await ShouldBeAtAsync(caseId, CaseStage.Decided);

        var handed = await product.Get<PostRoom>().ReportAsync(
            await product.WorkerAsync("rasa"), letter.DispatchId, "handed-over", RigaTime.DayOf(letter.MadeAt), null, default);
        handed.IsDone.ShouldBeTrue();
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Letters.SingleOrDefault(one => one.State == "served"));
        await ShouldBeAtAsync(caseId, CaseStage.Served);
    }

    // What stops it is more urgent than how far it came; the clock's standing still is less than a decision.
    [Fact]
    public async Task Stage_IncidentAndSuspension_AreSaid()
    {
        var caseId = await product.OpenAsync("stage-stopped");
        await ExecuteAsync("UPDATE cases.cases SET status = 'suspended' WHERE case_id = $1", caseId);
        await ShouldBeAtAsync(caseId, CaseStage.Suspended);

        await ExecuteAsync(
            """
            INSERT INTO cases.incidents (incident_id, institution_id, case_id, package_key, package_version, element_id, code, raised_at)
            VALUES (gen_random_uuid(), 'ogres-novads', $1, 'gmi-benefit', 1, 'x', 'REG-010', now())
            """,
            caseId);
        await ShouldBeAtAsync(caseId, CaseStage.Stopped);

        await ExecuteAsync("UPDATE cases.cases SET status = 'closed', closed_at = now(), outcome = 'granted' WHERE case_id = $1", caseId);
        await ShouldBeAtAsync(caseId, CaseStage.Closed);
    }

    private async Task ShouldBeAtAsync(Guid caseId, CaseStage expected)
    {
        (await product.FileAsync(caseId)).Case.Stage.ShouldBe(expected);
        foreach (var stage in Enum.GetValues<CaseStage>())
        {
            var page = await product.Get<CaseFiles>().PageAsync(await product.WorkerAsync("rasa"), new CaseQuery(Stage: stage, Size: 200), default);

            page.Items.Any(row => row.CaseId == caseId).ShouldBe(stage == expected, $"in the list of {stage}");
            page.Items.ShouldAllBe(row => row.Stage == stage);
        }
    }

    private async Task<IReadOnlyList<PostItem>> ToPostAsync() =>
        (await product.Get<PostRoom>().PageAsync(await product.WorkerAsync("rasa"), PostList.ToPost, null, 200, default)).Items;

    private Task<int> ExecuteAsync(string sql, Guid caseId) => product.Get<CaseStore>().SqlAsync(
        "ogres-novads", open => open.ExecuteAsync(sql, [caseId], default), default);
}
