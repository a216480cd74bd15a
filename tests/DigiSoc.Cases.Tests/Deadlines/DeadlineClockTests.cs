using DigiSoc.Cases.Tests.Harness;

namespace DigiSoc.Cases.Tests.Deadlines;

/// <summary>What the passing of days does to a case: through engine timers, jobs and database, with a clock the test moves.</summary>
public sealed class DeadlineClockTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    // Received 10 February 2026: one month, until 10 March (APL 64(1), 42-43); reminder 7 days before, escalation 3 days before.
    [Fact]
    public async Task Clock_NobodyDecides_RemindsWarnsAndEscalatesBeforeTheLastDay()
    {
        var caseId = await product.OpenAsync("clock-1");
        (await product.FileAsync(caseId)).Case.Deadline!.IsReminded.ShouldBeFalse();

        product.MoveTo(RigaTime.At(new DateOnly(2026, 3, 3), new TimeOnly(0, 1)));
        await TaskAsync(caseId, "warn");

        var reminded = (await product.FileAsync(caseId)).Case.Deadline!;
        reminded.IsReminded.ShouldBeTrue();
        reminded.IsEscalated.ShouldBeFalse();
        reminded.InWords.Lv.ShouldBe("atlikušas 7 dienas: līdz 2026. gada 10. martam (APL 64(1))");
        (await Elements(caseId)).ShouldNotContain("escalate");

        product.MoveTo(RigaTime.At(new DateOnly(2026, 3, 7), new TimeOnly(0, 1)));
        var escalation = await TaskAsync(caseId, "escalate");

        escalation.Title.ShouldBe(new LocalText("Eskalācija: lēmums jāpieņem nekavējoties", "Escalation: decide at once"));
        escalation.DueOn.ShouldBe(new DateOnly(2026, 3, 10));
        var file = await product.FileAsync(caseId);
        file.Case.Deadline!.IsEscalated.ShouldBeTrue();
        file.Timeline.Count(entry => entry.Kind == "deadline-reminded").ShouldBe(1);
        file.Timeline.Single(entry => entry.Kind == "deadline-escalated").Text.En.ShouldBe("Escalation: 3 days left: until 10 March 2026 (APL 64(1))");

        // Warning and escalation do not hold the case: the manager's answer ends them.
        await product.DoAsync("marta", caseId, "warn", """{"warning":{"action":"watched"}}""");
        (await Elements(caseId)).ShouldNotContain("warn");
    }

    private async Task<WorkItem> TaskAsync(Guid caseId, string elementId)
    {
        var manager = await product.WorkerAsync("marta");
        return await product.UntilAsync(async () =>
            (await product.Get<Worklist>().ForCaseAsync(manager, caseId, default)).FirstOrDefault(task => task.ElementId == elementId));
    }

    private async Task<List<string>> Elements(Guid caseId) =>
        [.. (await product.Get<Worklist>().ForCaseAsync(await product.WorkerAsync("marta"), caseId, default)).Select(task => task.ElementId)];
}
