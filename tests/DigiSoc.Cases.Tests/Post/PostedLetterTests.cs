using DigiSoc.Cases.Tests.Harness;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Tests.Post;

/// <summary>A registered letter from the print job over its posting and service to its appeal term, day by day.</summary>
public sealed class PostedLetterTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    private static readonly DateOnly Made = DateOnly.FromDateTime(CaseProduct.Start.Date);

    [Fact]
    public async Task Letter_PostedRegistered_IsServedOnTheSeventhDayAndItsAppealTermRuns()
    {
        var (caseId, letter) = await LetterAsync();
        letter.State.ShouldBe("to-post");
        letter.PostedOn.ShouldBeNull();
        letter.Recipient.ShouldBe("Anna Paraudziņa\nParauga iela 1, Ogre, Ogres novads");
        var registrar = await product.WorkerAsync("rasa");
        product.MoveTo(RigaTime.At(Made.AddDays(2), new TimeOnly(10, 0)));

        var posted = (await product.Get<PostRoom>().PostedAsync(registrar, letter.DispatchId, Made.AddDays(2), "RR000000001LV", default)).Value!;

        posted.State.ShouldBe("posted");
        posted.DeemedServedOn.ShouldBe(Made.AddDays(9)); // PazL 8(3): the 7th day after handing to the post.
        posted.ServiceNorm.ShouldBe("PazL 8(3)");
        (await ListAsync(PostList.ToPost)).ShouldNotContain(item => item.DispatchId == letter.DispatchId);
        (await ListAsync(PostList.Posted)).ShouldContain(posted);

        // The post's word that it arrived is proof of sending, not another day of service.
        product.MoveTo(RigaTime.At(Made.AddDays(5), new TimeOnly(10, 0)));
        var delivered = await product.Get<PostRoom>().ReportAsync(registrar, letter.DispatchId, "delivered", Made.AddDays(4), null, default);
        delivered.Value!.State.ShouldBe("delivered");
        (await product.FileAsync(caseId)).Letters.Single().State.ShouldBe("sent");

        product.MoveTo(RigaTime.At(Made.AddDays(9), new TimeOnly(0, 1)));
        var served = await product.UntilAsync(async () =>
            (await product.FileAsync(caseId)).Letters.SingleOrDefault(one => one.State == "served"));
        served.ServedOn.ShouldBe(Made.AddDays(9));
        served.AppealUntil.ShouldBe(new DateOnly(2026, 3, 19)); // One month from 19 February (APL 79, 42-43).
        var told = (await product.FileAsync(caseId)).Timeline;
        told.Single(entry => entry.Kind == "letter-posted").ActorName.ShouldBe("Rasa Paraudziņa");
        told.Single(entry => entry.Kind == "letter-posted").Text.Lv.ShouldBe(
            "Vēstule nodota pastam 12.02.2026 (ierakstīta vēstule), RR000000001LV; uzskatāma par paziņotu 19.02.2026 (PazL 8(3))");
        told.ShouldContain(entry => entry.Kind == "letter-delivered");
    }

    private async Task<(Guid CaseId, PostItem Letter)> LetterAsync()
    {
        var caseId = await product.OpenAsync("post-1");
        await product.DecideAsync(caseId);
        return (caseId, await product.UntilAsync(async () => (await ListAsync(PostList.ToPost)).FirstOrDefault(item => item.CaseId == caseId)));
    }

    private async Task<IReadOnlyList<PostItem>> ListAsync(PostList list) =>
        (await product.Get<PostRoom>().PageAsync(await product.WorkerAsync("rasa"), list, null, 200, default)).Items;
}
