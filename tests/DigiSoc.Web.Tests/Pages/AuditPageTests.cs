using DigiSoc.Web.Tests.Api;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Pages;

/// <summary>What the data-protection officer sees of a case somebody opened.</summary>
public sealed class AuditPageTests(RunningProduct product)
{
    [Fact]
    public async Task AuditPage_OfACase_ShowsWhoLookedAndThatTheChainIsWhole()
    {
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-05001", "eaddress");
        await walk.FileAsync();
        using var officer = await Visitor.SignedInAsync(product, "dita");

        var page = await officer.PageAsync($"/audit?case={walk.Number}");

        var rows = page.QuerySelectorAll("[data-testid=audit-entry]").Select(row => row.TextContent).ToList();
        rows.ShouldContain(row => row.Contains("Dace Izdomāne") && row.Contains("Lieta") && row.Contains(walk.Number));
        (await officer.PageAsync("/audit?case=NAV-0000-000000")).QuerySelectorAll("[data-testid=audit-entry]").ShouldBeEmpty();
        using var check = await officer.SendAsync("/audit", "/audit");
        (await Visitor.ReadAsync(check)).QuerySelector("[data-testid=chain]")!.ClassName!.ShouldContain("notice--success");
    }

    [Fact]
    public async Task AuditPage_OfAnotherInstitution_ShowsNothingOfTheCase()
    {
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-05001", "eaddress");
        await walk.FileAsync();
        using var officer = await Visitor.SignedInAsync(product, "dainis");

        (await officer.PageAsync($"/audit?case={walk.Number}")).QuerySelectorAll("[data-testid=audit-entry]").ShouldBeEmpty();
    }
}
