using System.Net;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>Roles of Jelgava's designer, changed through the API and on the screen, and put back.</summary>
public sealed class StaffTests(RunningProduct product)
{
    [Fact]
    public async Task Roles_GivenAndTaken_CountAtTheNextCall()
    {
        using var vija = await ApiClient.SignedInAsync(product, "vija");
        using var dainis = await ApiClient.SignedInAsync(product, "dainis");
        await ApiClient.JsonAsync(await dainis.GetAsync("tasks"), HttpStatusCode.Forbidden);

        var given = await ApiClient.JsonAsync(await vija.PostAsync(
            "staff/dainis/roles", new { roles = (string[])["data-protection-officer", "registrar"], reason = "Palīdz" }));
        await ApiClient.JsonAsync(await dainis.GetAsync("tasks"));
        await ApiClient.JsonAsync(await vija.PostAsync("staff/dainis/roles", new { roles = (string[])["data-protection-officer"], reason = "Beidzis" }));

        given.GetProperty("member").GetProperty("groups").EnumerateArray().Select(role => role.GetString())
            .ShouldBe(["registrar", "data-protection-officer"]);
        await ApiClient.JsonAsync(await dainis.GetAsync("tasks"), HttpStatusCode.Forbidden);
        (await ApiClient.JsonAsync(await vija.GetAsync("staff/history")))[0].GetProperty("reason").GetString().ShouldBe("Beidzis");
    }

    [Theory]
    [InlineData("vija", "registrar", "r", 422, "CASE-144")]
    [InlineData("dainis", "sorcerer", "r", 422, "CASE-142")]
    [InlineData("dainis", "registrar", "", 422, "CASE-061")]
    [InlineData("dita", "registrar", "r", 409, "CASE-141")]
    public async Task Change_ThatMayNotBe_IsAProblem(string user, string role, string reason, int status, string code)
    {
        using var vija = await ApiClient.SignedInAsync(product, "vija");

        var problem = await ApiClient.JsonAsync(
            await vija.PostAsync($"staff/{user}/roles", new { roles = (string[])[role], reason }), (HttpStatusCode)status);

        problem.GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task Page_WithoutAReasonThenRight_ShowsEach()
    {
        using var vija = await Visitor.SignedInAsync(product, "vija");
        var wrong = await Visitor.ReadAsync(
            await vija.SendAsync("/staff", "/staff/peteris/roles", ("role", "process-designer"), ("role", "social-worker"), ("reason", "")),
            HttpStatusCode.UnprocessableEntity);
        var sent = wrong.QuerySelector("[data-user=peteris]")!;
        sent.QuerySelector("[data-testid=reason]")!.GetAttribute("aria-invalid").ShouldBe("true");
        sent.QuerySelector("[data-testid=role-social-worker]")!.HasAttribute("checked").ShouldBeTrue("what was chosen stays");

        (await vija.SendAsync("/staff", "/staff/peteris/roles", ("role", "process-designer"), ("role", "social-worker"), ("reason", "Mācās"))).Dispose();
        var page = await vija.PageAsync("/staff");
        page.QuerySelector("[data-user=peteris]")!.TextContent.ShouldContain("Sociālais darbinieks");
        page.QuerySelector("[data-testid=role-history]")!.TextContent.ShouldContain("piešķirts: Sociālais darbinieks");
        (await vija.SendAsync("/staff", "/staff/peteris/roles", ("role", "process-designer"), ("reason", "Iemācījies"))).Dispose();

        (await vija.PageAsync("/staff")).QuerySelector("[data-testid=role-history]")!.TextContent.ShouldContain("noņemts: Sociālais darbinieks");
    }
}
