using DigiSoc.Cases.Tests.Harness;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Tests.Post;

/// <summary>A letter on paper from the print job to its service, its return, its appeal clock.</summary>
public sealed class PostRoomTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    [Fact]
    public async Task Letter_Returned_BecomesATaskAndGoesAnotherWay()
    {
        var (caseId, letter) = await LetterAsync("post-2");
        var made = RigaTime.DayOf(letter.MadeAt);
        var registrar = await product.WorkerAsync("rasa");
        await product.Get<PostRoom>().PostedAsync(registrar, letter.DispatchId, made, null, default);
        product.MoveTo(RigaTime.At(made.AddDays(3), new TimeOnly(10, 0)));

        (await product.Get<PostRoom>().ReportAsync(registrar, letter.DispatchId, "returned", made.AddDays(3), " ", default))
            .Refusals.ShouldHaveSingleItem().Code.ShouldBe("CASE-061");
        var returned = await product.Get<PostRoom>().ReportAsync(
            registrar, letter.DispatchId, "returned", made.AddDays(3), "adresāts nav zināms", default);

        returned.Value!.Reason.ShouldBe("adresāts nav zināms");
        (await ListAsync(PostList.Returned)).ShouldContain(item => item.DispatchId == letter.DispatchId);
        await product.DoAsync("rasa", caseId, "undelivered", """{"delivery":{"channel":"on-site"}}""");
        var again = await product.UntilAsync(async () =>
            (await ListAsync(PostList.ToPost)).FirstOrDefault(item => item.CaseId == caseId && item.Channel == "on-site"));
        (await product.Get<PostRoom>().PostedAsync(registrar, again.DispatchId, made.AddDays(3), null, default))
            .Refusals.ShouldHaveSingleItem().Code.ShouldBe("CASE-101");

        (await product.Get<PostRoom>().ReportAsync(registrar, again.DispatchId, "handed-over", made.AddDays(3), null, default)).IsDone.ShouldBeTrue();

        var served = await product.UntilAsync(async () =>
            (await product.FileAsync(caseId)).Letters.SingleOrDefault(one => one.State == "served"));
        served.ServedOn.ShouldBe(made.AddDays(3)); // PazL 6: the day of the signature.
        served.Channel.ShouldBe("on-site");
    }

    [Fact]
    public async Task Posted_WrongDayRoleInstitutionOrTwice_IsRefusedAndNothingIsRecorded()
    {
        var (_, letter) = await LetterAsync("post-3");
        var made = RigaTime.DayOf(letter.MadeAt);
        var room = product.Get<PostRoom>();
        var registrar = await product.WorkerAsync("rasa");

        (await room.PostedAsync(registrar, letter.DispatchId, made.AddDays(-1), null, default)).Refusals.Single().Code.ShouldBe("CASE-100");
        (await room.PostedAsync(registrar, letter.DispatchId, made.AddDays(1), null, default)).Refusals.Single().Code.ShouldBe("CASE-100");
        (await room.PostedAsync(await product.WorkerAsync("dace"), letter.DispatchId, made, null, default)).Refusals.Single().Code.ShouldBe("CASE-008");
        (await room.PostedAsync(await product.WorkerAsync("rita"), letter.DispatchId, made, null, default)).Refusals.Single().Code.ShouldBe("CASE-066");
        (await room.ReportAsync(registrar, letter.DispatchId, "delivered", made, null, default)).Refusals.Single().Code.ShouldBe("CASE-102");
        (await ListAsync(PostList.ToPost)).ShouldContain(item => item.DispatchId == letter.DispatchId);

        (await room.PostedAsync(registrar, letter.DispatchId, made, "1", default)).IsDone.ShouldBeTrue();
        product.MoveTo(RigaTime.At(made.AddDays(1), new TimeOnly(10, 0)));
        (await room.PostedAsync(registrar, letter.DispatchId, made, "1", default)).IsDone.ShouldBeTrue();
        (await room.PostedAsync(registrar, letter.DispatchId, made.AddDays(1), "1", default)).Refusals.Single().Code.ShouldBe("CASE-102");
    }

    [Fact]
    public async Task Letter_ContestedAfterService_IsPassedOn()
    {
        var (caseId, letter) = await LetterAsync("post-4");
        var made = RigaTime.DayOf(letter.MadeAt);
        var registrar = await product.WorkerAsync("rasa");
        await product.Get<PostRoom>().ReportAsync(registrar, letter.DispatchId, "handed-over", made, null, default);
        await product.UntilAsync(async () => (await product.FileAsync(caseId)).Waits.FirstOrDefault(wait => wait.Message == "decision-contested"));

        var contested = await product.Get<Applications>().ContestAsync(
            registrar, caseId, new System.Text.Json.Nodes.JsonObject { ["text"] = "Nepiekrītu apmēram" }, "contest-1", default);

        contested.IsDone.ShouldBeTrue();
        var decisionMaker = await product.WorkerAsync("lauma");
        await product.UntilAsync(async () =>
            (await product.Get<Worklist>().ForCaseAsync(decisionMaker, caseId, default)).FirstOrDefault(task => task.ElementId == "forward-contest"));
    }

    [Fact]
    public async Task Contest_BeforeTheDecision_IsRefused()
    {
        var caseId = await product.OpenAsync("post-5");

        var contested = await product.Get<Applications>().ContestAsync(await product.WorkerAsync("rasa"), caseId, [], "contest-2", default);

        contested.Refusals.ShouldHaveSingleItem().Code.ShouldBe("CASE-103");
    }

    /// <summary>A decided case and its letter in the post room.</summary>
    private async Task<(Guid CaseId, PostItem Letter)> LetterAsync(string key)
    {
        var caseId = await product.OpenAsync(key);
        await product.DecideAsync(caseId);
        return (caseId, await product.UntilAsync(async () => (await ListAsync(PostList.ToPost)).FirstOrDefault(item => item.CaseId == caseId)));
    }

    private async Task<IReadOnlyList<PostItem>> ListAsync(PostList list) =>
        (await product.Get<PostRoom>().PageAsync(await product.WorkerAsync("rasa"), list, null, 200, default)).Items;
}
