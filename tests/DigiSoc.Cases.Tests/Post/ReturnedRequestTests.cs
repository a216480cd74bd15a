using System.Text.Json.Nodes;
using DigiSoc.Cases.Tests.Harness;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Tests.Post;

/// <summary>A letter that asks the applicant for papers comes back: a person decides how to send it again, with a new term.</summary>
public sealed class ReturnedRequestTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    [Fact]
    public async Task Request_Returned_IsSentAgainWithANewTermAndTheClockStaysStopped()
    {
        var caseId = await ReturnedAsync("request-1");

        await product.DoAsync("rasa", caseId, "request-undelivered", """{"delivery":{"channel":"on-site","until":"2026-03-20"}}""");

        var again = await product.UntilAsync(async () => (await ToPostAsync()).FirstOrDefault(item => item.CaseId == caseId && item.Channel == "on-site"));
        (await product.Get<PostRoom>().ReportAsync(await product.WorkerAsync("rasa"), again.DispatchId, "handed-over", RigaTime.DayOf(again.MadeAt), null, default))
            .IsDone.ShouldBeTrue();
        var wait = await product.UntilAsync(async () =>
            (await product.FileAsync(caseId)).Waits.FirstOrDefault(one => one.Message == "applicant-answer"));
        RigaTime.DayOf(wait.Until!.Value).ShouldBe(new DateOnly(2026, 3, 21));
        var file = await product.FileAsync(caseId);
        file.Letters.Count.ShouldBe(2);
        file.Case.Deadline!.State.ShouldBe(DeadlineState.Suspended);
        file.Timeline.Count(entry => entry.Kind == "deadline-suspended").ShouldBe(1, "the clock is stopped once");
    }

    [Fact]
    public async Task Request_Returned_AnApplicantWhoComesAnywayIsHeard()
    {
        var caseId = await ReturnedAsync("request-2");

        var answered = await product.Get<Applications>().AnswerAsync(
            await product.WorkerAsync("rasa"), caseId, new JsonObject { ["text"] = "Atnesa pats" }, "request-2-answer", default);

        answered.IsDone.ShouldBeTrue(string.Join("; ", answered.Refusals.Select(refusal => refusal.Reason.En)));
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Case.Deadline is { State: DeadlineState.Running } deadline ? deadline : null);
        (await product.FileAsync(caseId)).Waits.ShouldNotContain(one => one.ElementId == "request-undelivered");
    }

    [Fact]
    public async Task LetterAboutDefects_Returned_BecomesATask()
    {
        var caseId = await product.OpenAsync("request-3");
        await product.DoAsync("rasa", caseId, "check-application", """
            {"intake":{"complete":false,"missing":["visu pilngadīgo personu paraksti"],"cureUntil":"2026-02-24","remark":"Nav paraksta"}}
            """);
        await ReturnAsync(caseId);

        await product.DoAsync("rasa", caseId, "cure-letter-undelivered", """{"delivery":{"channel":"on-site","until":"2026-03-10"}}""");

        await product.UntilAsync(async () => (await ToPostAsync()).FirstOrDefault(item => item.CaseId == caseId && item.Channel == "on-site"));
    }

    /// <summary>A case whose request for papers came back.</summary>
    private async Task<Guid> ReturnedAsync(string key)
    {
        var caseId = await product.OpenAsync(key);
        await product.DoAsync("rasa", caseId, "check-application", """{"intake":{"complete":true}}""");
        await product.DoAsync("dace", caseId, "confirm-household", null);
        await product.DoAsync("dace", caseId, "declare-means", null);
        await product.DoAsync("dace", caseId, "assess", """
            {"assessment":{"action":"request-documents","missing":["visu kontu pārskati par trim pilniem kalendāra mēnešiem"],"answerUntil":"2026-03-02"}}
            """);
        await ReturnAsync(caseId);
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Waits.FirstOrDefault(one => one.ElementId == "request-undelivered"));
        return caseId;
    }

    private async Task ReturnAsync(Guid caseId)
    {
        var registrar = await product.WorkerAsync("rasa");
        var letter = await product.UntilAsync(async () => (await ToPostAsync()).FirstOrDefault(item => item.CaseId == caseId));
        var made = RigaTime.DayOf(letter.MadeAt);
        (await product.Get<PostRoom>().PostedAsync(registrar, letter.DispatchId, made, null, default)).IsDone.ShouldBeTrue();
        var returned = await product.Get<PostRoom>().ReportAsync(registrar, letter.DispatchId, "returned", made, "adresāts nav zināms", default);
        returned.IsDone.ShouldBeTrue(string.Join("; ", returned.Refusals.Select(refusal => refusal.Reason.En)));
    }

    private async Task<IReadOnlyList<PostItem>> ToPostAsync() =>
        (await product.Get<PostRoom>().PageAsync(await product.WorkerAsync("rasa"), PostList.ToPost, null, 200, default)).Items;
}
