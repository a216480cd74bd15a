using System.Net;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Pages;

/// <summary>The bar above the list of tasks, used without scripts.</summary>
/// <remarks>What changes a task is done in Jelgava, where no other test works.</remarks>
public sealed class BulkPageTests(RunningProduct product)
{
    [Fact]
    public async Task Claim_ChosenAndOneGone_NoticeSaysHowManyAndWhichNot()
    {
        using var leons = await Visitor.SignedInAsync(product, "leons");
        var page = await leons.PageAsync("/tasks?scope=team");
        var chosen = page.QuerySelector("[data-testid=choose]")!.GetAttribute("value")!;
        page.QuerySelector("[data-testid=choose]")!.GetAttribute("form").ShouldBe("bulk");

        using var answer = await leons.SendAsync("/tasks?scope=team", "/tasks/bulk",
            ("id", chosen), ("id", Guid.NewGuid().ToString()), ("does", "claim"), ("back", "/tasks?scope=team"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe("/tasks?scope=team");
        var notice = (await leons.PageAsync("/tasks")).QuerySelector("[data-testid=notice]")!;
        notice.ClassList.ShouldContain("notice--warning");
        notice.TextContent.ShouldContain("Paņemts 1 uzdevums.");
        notice.TextContent.ShouldContain("Neizdevās 1:");
        notice.QuerySelectorAll("li").Length.ShouldBe(1);
        using var back = await leons.SendAsync("/tasks", "/tasks/bulk", ("id", chosen), ("does", "return"), ("back", "/tasks"));
        (await leons.PageAsync("/tasks")).QuerySelector("[data-testid=notice]")!.ClassList.ShouldContain("notice--success");
    }

    [Fact]
    public async Task Action_NothingChosen_SaysSo()
    {
        using var rasa = await Visitor.SignedInAsync(product, "rasa");

        using var answer = await rasa.SendAsync("/tasks?scope=team", "/tasks/bulk", ("does", "claim"), ("back", "//elsewhere.example"));

        answer.Headers.Location!.ToString().ShouldBe("/tasks", "never to another site");
        (await rasa.PageAsync("/tasks?scope=team")).QuerySelector("[data-testid=notice]")!.TextContent.ShouldContain("Nav izvēlēts");
    }

    // Enter on a box or in a date field presses the first button of the form.
    [Fact]
    public async Task DefaultButton_DoesNothing()
    {
        using var leons = await Visitor.SignedInAsync(product, "leons");
        var page = await leons.PageAsync("/tasks?scope=team");
        var first = page.QuerySelector("#bulk button")!;
        var chosen = page.QuerySelector("[data-testid=choose]")?.GetAttribute("value") ?? Guid.NewGuid().ToString();

        using var answer = await leons.SendAsync(
            "/tasks?scope=team", "/tasks/bulk", (first.GetAttribute("name")!, first.GetAttribute("value")!), ("id", chosen), ("back", "/tasks?scope=team"));

        first.HasAttribute("hidden").ShouldBeTrue();
        (await leons.PageAsync("/tasks?scope=team")).QuerySelector("[data-testid=notice]")!.TextContent.ShouldContain("Izvēlieties darbību");
    }

    [Fact]
    public async Task Action_WithoutTheFormsToken_IsRefused()
    {
        using var rasa = await Visitor.SignedInAsync(product, "rasa");

        using var bulk = await rasa.PostAsync("/tasks/bulk", ("does", "claim"));
        using var schedule = await rasa.PostAsync($"/tasks/{Guid.NewGuid()}/schedule", ("priority", "80"));

        bulk.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        schedule.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("rasa", "/tasks?scope=team", true, false)]
    [InlineData("marta", "/tasks?scope=all", true, true)]
    public async Task Bar_ByRole_OffersWhatTheRoleMayDo(string user, string address, bool claims, bool hands)
    {
        using var visitor = await Visitor.SignedInAsync(product, user);

        var page = await visitor.PageAsync(address);

        (page.QuerySelector("[data-testid=bulk-claim]") is not null).ShouldBe(claims);
        (page.QuerySelector("[data-testid=bulk-reassign]") is not null).ShouldBe(hands);
        (page.QuerySelector("[data-testid=bulk-schedule]") is not null).ShouldBe(hands);
    }
}
