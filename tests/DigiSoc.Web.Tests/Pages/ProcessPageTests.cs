using System.Net;
using DigiSoc.Web.Tests.Api;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Pages;

/// <summary>A process's page without scripts: what is refused is said in Latvian with its code, and a process that is over has nothing to choose.</summary>
public sealed class ProcessPageTests(RunningProduct product)
{
    [Fact]
    public async Task Order_RefusedByTheEngine_SaysWhyInLatvianAndKeepsTheChoices()
    {
        using var walk = new CaseWalk(product);
        var (visitor, address) = await AtAsync(walk);
        using var manager = visitor;

        using var answer = await manager.SendAsync(
            address, address, ("step", "look"), ("startElement", "nowhere"), ("startInside", ""), ("variableName", "note"), ("variableInside", "1"), ("variableValue", "\"a\""));

        var page = await Visitor.ReadAsync(answer, HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("[data-testid=refusals]")!.TextContent.ShouldContain("BPMN-212");
        page.QuerySelector("[data-testid=refusals]")!.TextContent.ShouldContain("nevar sākt elementu `nowhere`");
        page.QuerySelector("[data-testid=variable-value]")!.TextContent.ShouldBe("\"a\"");
    }

    [Fact]
    public async Task Order_WithoutAReason_IsShownAgainAndNotDone()
    {
        using var walk = new CaseWalk(product);
        var (visitor, address) = await AtAsync(walk);
        using var manager = visitor;
        var end = (await manager.PageAsync(address)).QuerySelector("[data-testid=do-check-application] option[value^=end]")!.GetAttribute("value")!;

        using var answer = await manager.SendAsync(address, address, ("step", "do"), ("do", end), ("reason", " "));

        var page = await Visitor.ReadAsync(answer, HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("[data-testid=refusals]")!.TextContent.ShouldContain("CASE-061");
        page.QuerySelector("input[name=do]")!.GetAttribute("value").ShouldBe(end);
        (await manager.PageAsync(address)).QuerySelector($"option[value='{end}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Process_EndedByHand_HasNothingToChoose()
    {
        using var walk = new CaseWalk(product);
        var (visitor, address) = await AtAsync(walk);
        using var manager = visitor;
        var end = (await manager.PageAsync(address)).QuerySelector("[data-testid=do-check-application] option[value^=end]")!.GetAttribute("value")!;

        using var looked = await manager.SendAsync(address, address, ("step", "look"), ("do", end));
        (await Visitor.ReadAsync(looked)).QuerySelector("[data-testid=process-ends]").ShouldNotBeNull();
        using var done = await manager.SendAsync(address, address, ("step", "do"), ("do", end), ("reason", "Iesniegums atsaukts"));

        var changed = await Visitor.ReadAsync(done);
        changed.QuerySelector("[data-testid=done]")!.TextContent.ShouldContain("Iesniegums atsaukts");
        changed.QuerySelector("[data-testid=undo]").ShouldBeNull("what is over stays so");
        var over = await manager.PageAsync(address);
        over.QuerySelector("[data-testid=empty]")!.TextContent.ShouldContain("Process ir beidzies");
        over.QuerySelector("#order").ShouldBeNull();
    }

    // A case whose application is to be checked, and the page of the process that is for that.
    private async Task<(Visitor Manager, string Address)> AtAsync(CaseWalk walk)
    {
        await walk.OpenAsync("300000-21001", "eaddress");
        await walk.WaitAtAsync("check-application");
        using var client = await ApiClient.SignedInAsync(product, "marta");
        var place = (await ApiClient.JsonAsync(await client.GetAsync($"cases/{walk.CaseId}/whereabouts"))).GetProperty("places").EnumerateArray()
            .Single(place => place.GetProperty("elements").EnumerateArray().Any(element => element.GetProperty("elementId").GetString() == "check-application"));
        return (await Visitor.SignedInAsync(product, "marta"), $"/cases/{walk.CaseId}/processes/{place.GetProperty("instanceId").GetGuid()}");
    }
}
