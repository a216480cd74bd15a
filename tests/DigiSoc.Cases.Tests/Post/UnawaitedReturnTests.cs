using DigiSoc.Cases.Tests.Harness;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Tests.Post;

/// <summary>A letter that comes back when no process waits for it any more becomes a task all the same, once.</summary>
public sealed class UnawaitedReturnTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    private DateOnly Today => RigaTime.DayOf(product.Get<TimeProvider>().GetUtcNow());

    [Fact]
    public async Task Request_ReturnedAfterItsTerm_IsSentAgainByTheRegistrar()
    {
        var caseId = await RequestedAsync("late-1");
        var letter = await PostAsync(caseId);
        Pass(11);
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Waits.FirstOrDefault(wait => wait.ElementId == "declare-means"));

        await ReturnAsync(letter);
        await TakeUpAsync();
        await product.DoAsync("rasa", caseId, "judge-returned-letter", """
            {"judgement":{"action":"send-again","channel":"on-site","remark":"Adresāts solījis ierasties"}}
            """);

        var again = await product.UntilAsync(async () => (await ToPostAsync()).FirstOrDefault(item => item.CaseId == caseId));
        again.Channel.ShouldBe("on-site");
        again.DocumentId.ShouldBe(letter.DocumentId);
        (await product.FileAsync(caseId)).Waits.ShouldContain(wait => wait.ElementId == "declare-means", "the case itself goes on");
    }

    [Fact]
    public async Task LetterAboutDefects_ReturnedAfterTheCaseIsClosed_IsWeighedByWhoDecides()
    {
        var caseId = await product.OpenAsync("late-2");
        await product.DoAsync("rasa", caseId, "check-application", $$$"""
            {"intake":{"complete":false,"missing":["visu pilngadīgo personu paraksti"],"cureUntil":"{{{Today.AddDays(10):yyyy-MM-dd}}}","remark":"Nav paraksta"}}
            """);
        var letter = await PostAsync(caseId);
        Pass(11);
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Case is { Status: CaseStatus.Closed } closed ? closed : null);

        await ReturnAsync(letter);
        await TakeUpAsync();
        await product.DoAsync("rasa", caseId, "judge-returned-letter", """
            {"judgement":{"action":"decide","remark":"Adrese mainīta pirms nosūtīšanas"}}
            """);
        await product.DoAsync("lauma", caseId, "weigh-returned-letter", """
            {"resolution":{"effect":"begin-anew","remark":"Iesniedzējs par trūkumiem nezināja"}}
            """);

        var file = await product.UntilAsync(async () =>
            await product.FileAsync(caseId) is { Waits.Count: 0 } done ? done : null);
        file.Case.Status.ShouldBe(CaseStatus.Closed);
    }

    [Fact]
    public async Task Return_TakenUpAgain_IsOneTask()
    {
        var caseId = await RequestedAsync("late-3");
        var letter = await PostAsync(caseId);
        Pass(11);
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Waits.FirstOrDefault(wait => wait.ElementId == "declare-means"));

        await ReturnAsync(letter);
        await Task.WhenAll(TakeUpAsync(), TakeUpAsync());
        await TakeUpAsync();

        (await product.FileAsync(caseId)).Waits.Count(wait => wait.ElementId == "judge-returned-letter").ShouldBe(1);
    }

    [Fact]
    public async Task Return_ThatAProcessWaitsFor_IsLeftToIt()
    {
        var caseId = await RequestedAsync("late-4");
        var letter = await PostAsync(caseId);
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Waits.FirstOrDefault(wait => wait.Message == "letter-returned"));

        await ReturnAsync(letter);
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Waits.FirstOrDefault(wait => wait.ElementId == "request-undelivered"));
        await TakeUpAsync();

        (await product.FileAsync(caseId)).Waits.ShouldNotContain(wait => wait.ElementId == "judge-returned-letter");
    }

    [Fact]
    public async Task Return_JustRecorded_WaitsForTheProcessThatMayBeOnItsWay()
    {
        var caseId = await RequestedAsync("late-5");
        var letter = await PostAsync(caseId);
        Pass(11);
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Waits.FirstOrDefault(wait => wait.ElementId == "declare-means"));

        await ReturnAsync(letter);
        await product.Get<UnawaitedReturns>().TakeUpAsync("ogres-novads", default);
        (await product.FileAsync(caseId)).Waits.ShouldNotContain(wait => wait.ElementId == "judge-returned-letter");

        await TakeUpAsync();
        (await product.FileAsync(caseId)).Waits.ShouldContain(wait => wait.ElementId == "judge-returned-letter");
    }

    /// <summary>A case that asks the applicant for papers, with ten days to answer.</summary>
    private async Task<Guid> RequestedAsync(string key)
    {
        var caseId = await product.OpenAsync(key);
        await product.DoAsync("rasa", caseId, "check-application", """{"intake":{"complete":true}}""");
        await product.DoAsync("dace", caseId, "confirm-household", null);
        await product.DoAsync("dace", caseId, "declare-means", null);
        await product.DoAsync("dace", caseId, "assess", $$$"""
            {"assessment":{"action":"request-documents","missing":["visu kontu pārskati par trim pilniem kalendāra mēnešiem"],"answerUntil":"{{{Today.AddDays(10):yyyy-MM-dd}}}"}}
            """);
        return caseId;
    }

    private async Task<PostItem> PostAsync(Guid caseId)
    {
        var letter = await product.UntilAsync(async () => (await ToPostAsync()).FirstOrDefault(item => item.CaseId == caseId));
        return (await product.Get<PostRoom>().PostedAsync(
            await product.WorkerAsync("rasa"), letter.DispatchId, RigaTime.DayOf(letter.MadeAt), null, default)).Value!;
    }

    private async Task ReturnAsync(PostItem letter)
    {
        var returned = await product.Get<PostRoom>().ReportAsync(
            await product.WorkerAsync("rasa"), letter.DispatchId, "returned", Today, "adresāts nav zināms", default);
        returned.IsDone.ShouldBeTrue(string.Join("; ", returned.Refusals.Select(refusal => refusal.Reason.En)));
    }

    private void Pass(int days) => product.MoveTo(RigaTime.At(Today.AddDays(days), new TimeOnly(9, 0)));

    private async Task TakeUpAsync()
    {
        product.MoveTo(product.Get<TimeProvider>().GetUtcNow().AddMinutes(2));
        await product.Get<UnawaitedReturns>().TakeUpAsync("ogres-novads", default);
    }

    private async Task<IReadOnlyList<PostItem>> ToPostAsync() =>
        (await product.Get<PostRoom>().PageAsync(await product.WorkerAsync("rasa"), PostList.ToPost, null, 200, default)).Items;
}
