using System.Text.Json.Nodes;
using DigiSoc.Cases.Tests.Harness;

namespace DigiSoc.Cases.Tests.Deadlines;

/// <summary>The clock stands still while papers are asked for, and goes on with the days left.</summary>
public sealed class SuspendedClockTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    [Fact]
    public async Task Clock_PapersAreAsked_StandsStillAndGoesOnWithTheDaysLeft()
    {
        var caseId = await product.OpenAsync("clock-2");
        await product.DoAsync("rasa", caseId, "check-application", """{"intake":{"complete":true}}""");
        await product.DoAsync("dace", caseId, "confirm-household", null);
        await product.DoAsync("dace", caseId, "declare-means", null);
        product.MoveTo(RigaTime.At(new DateOnly(2026, 2, 17), new TimeOnly(9, 0)));
        await product.DoAsync("dace", caseId, "assess", """{"assessment":{"action":"request-documents","missing":["visu kontu pārskati par trim pilniem kalendāra mēnešiem"],"answerUntil":"2026-03-20"}}""");
        var suspended = await product.UntilAsync(async () =>
            (await product.FileAsync(caseId)).Case.Deadline is { State: DeadlineState.Suspended } deadline ? deadline : null);
        suspended.InWords.ShouldBe(new LocalText(
            "termiņš apturēts kopš 2026. gada 17. februāra; pēc atbildes paliks 21 diena",
            "suspended since 17 February 2026; 21 days will be left after the answer"));

        // The answer is awaited until its last day has passed; that timer is no wait of its own.
        var waits = (await product.FileAsync(caseId)).Waits;
        waits.Single(wait => wait.ElementId == "documents-received").Until.ShouldBe(RigaTime.At(new DateOnly(2026, 3, 21), TimeOnly.MinValue));
        waits.ShouldNotContain(wait => wait.ElementId == "no-answer");

        // The day to remind passes, and the days to escalate: nobody is warned of a clock that stands still.
        product.MoveTo(RigaTime.At(new DateOnly(2026, 3, 9), new TimeOnly(0, 1)));
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Waits.SingleOrDefault(
            wait => wait.ElementId == "wait-near" && wait.Until > RigaTime.At(new DateOnly(2026, 3, 9), new TimeOnly(12, 0))));
        (await Elements(caseId)).ShouldNotContain("warn");
        (await product.FileAsync(caseId)).Case.Deadline!.IsReminded.ShouldBeFalse();

        var answered = await product.Get<Applications>().AnswerAsync(
            await product.WorkerAsync("rasa"), caseId, new JsonObject { ["text"] = "Pārskats pievienots" }, "answer-1", default);
        answered.IsDone.ShouldBeTrue();
        var resumed = await product.UntilAsync(async () =>
            (await product.FileAsync(caseId)).Case.Deadline is { State: DeadlineState.Running } deadline ? deadline : null);
        resumed.DueOn.ShouldBe(new DateOnly(2026, 3, 30));
        resumed.InWords.Lv.ShouldBe("atlikusi 21 diena: līdz 2026. gada 30. martam (APL 64(1))");
        (await product.FileAsync(caseId)).Timeline.ShouldContain(entry =>
            entry.Kind == "answer-received" && entry.Text.Lv == "Saņemta iesniedzēja atbilde: Pārskats pievienots" && entry.ActorName == "Rasa Paraudziņa");

        // The same answer again changes nothing.
        var again = await product.Get<Applications>().AnswerAsync(
            await product.WorkerAsync("rasa"), caseId, new JsonObject { ["text"] = "Pārskats pievienots" }, "answer-1", default);
        again.Value!.IsRepeat.ShouldBeTrue();
        (await product.FileAsync(caseId)).Timeline.Count(entry => entry.Kind == "answer-received").ShouldBe(1);

        // And the new period is watched anew.
        product.MoveTo(RigaTime.At(new DateOnly(2026, 3, 23), new TimeOnly(0, 1)));
        (await TaskAsync(caseId, "warn")).DueOn.ShouldBe(new DateOnly(2026, 3, 30));
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
