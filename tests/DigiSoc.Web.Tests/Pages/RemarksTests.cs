using System.Net;
using System.Text;
using DigiSoc.Web.Tests.Api;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Pages;

/// <summary>What workers leave at a task: by the page and the API, shown with author and time, told in the timeline.</summary>
public sealed class RemarksTests(RunningProduct product)
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Comment_LeftOnThePage_IsShownWithAuthorAndToldInTheTimeline()
    {
        using var walk = new CaseWalk(product);
        var task = await OpenAsync(walk);
        using var visitor = await Visitor.SignedInAsync(product, "rasa");

        using var sent = await visitor.SendAsync($"/tasks/{task}", $"/tasks/{task}/comments", ("text", " Zvanīju, <b>sola</b> atnest "));

        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var shown = (await visitor.PageAsync($"/tasks/{task}")).QuerySelector("[data-testid=comment]")!;
        shown.TextContent.ShouldContain("Rasa");
        shown.QuerySelector("p")!.TextContent.ShouldBe("Zvanīju, <b>sola</b> atnest");
        (await walk.FileAsync()).GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()).ShouldContain("task-commented");
        (await walk.FileAsync()).GetProperty("timeline").GetRawText().ShouldNotContain("atnest");
    }

    // Newest first, with the task while it is open; the tab counts both.
    [Fact]
    public async Task Comment_IsAmongTheNotesOfTheCase()
    {
        using var walk = new CaseWalk(product);
        var task = await OpenAsync(walk);
        using var visitor = await Visitor.SignedInAsync(product, "rasa");
        using var note = await visitor.SendAsync($"/cases/{walk.CaseId}", $"/cases/{walk.CaseId}/notes", ("text", "Piezīme par lietu"));
        using var comment = await visitor.SendAsync($"/tasks/{task}", $"/tasks/{task}/comments", ("text", "Piezīme pie uzdevuma"));

        var page = await visitor.PageAsync($"/cases/{walk.CaseId}");

        page.QuerySelectorAll("#notes article p").Select(one => one.TextContent).ShouldBe(["Piezīme pie uzdevuma", "Piezīme par lietu"]);
        page.QuerySelector("#notes [data-testid=comment] a")!.GetAttribute("href").ShouldBe($"/tasks/{task}#remarks");
        page.QuerySelector("a[href='#notes']")!.TextContent.ShouldContain("(2)");
        await walk.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        (await visitor.PageAsync($"/cases/{walk.CaseId}")).QuerySelector("#notes [data-testid=comment]")!.TextContent.ShouldContain("pie pabeigta uzdevuma");
    }

    [Fact]
    public async Task File_Uploaded_BecomesADocumentOfTheCaseUnderANameOfItsOwnKind()
    {
        using var walk = new CaseWalk(product);
        var task = await OpenAsync(walk);
        using var visitor = await Visitor.SignedInAsync(product, "rasa");

        using var sent = await visitor.UploadAsync($"/tasks/{task}", $"/tasks/{task}/attachments", "file", "..\\..\\iz<ziņa>.html", Pdf);

        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var link = (await visitor.PageAsync($"/tasks/{task}")).QuerySelector("[data-testid=attachment] a")!;
        link.TextContent.ShouldBe("izziņa.pdf");
        using var got = await visitor.GetAsync(link.GetAttribute("href")!);
        (await got.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(Pdf);
        got.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        got.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
    }

    [Theory]
    [InlineData("virus.pdf", "MZ this is a program", "CASE-042")]
    [InlineData("script.pdf", "%PDF-1.4 <</S/JavaScript/JS(app.alert(1))>> %%EOF", "CASE-042")]
    [InlineData("page.png", "<html><script>alert(1)</script></html>", "CASE-042")]
    [InlineData("cut.png", "\u0089PNG\r\n\u001a\n", "CASE-042")]
    [InlineData("empty.pdf", "", "CASE-041")]
    public async Task File_Hostile_IsRefused(string name, string content, string code)
    {
        using var walk = new CaseWalk(product);
        var task = await OpenAsync(walk);
        var client = await walk.AsAsync("rasa");

        var problem = await ApiClient.JsonAsync(
            await client.PostAsync($"tasks/{task}/attachments", new { name, content = Encoding.Latin1.GetBytes(content) }), HttpStatusCode.UnprocessableEntity);

        problem.GetProperty("code").GetString().ShouldBe(code);
        (await ApiClient.JsonAsync(await client.GetAsync($"tasks/{task}/remarks"))).GetProperty("files").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Files_BehindThePicture_AreRefusedAndThePictureIsTaken()
    {
        using var walk = new CaseWalk(product);
        var task = await OpenAsync(walk);
        var client = await walk.AsAsync("rasa");

        await ApiClient.JsonAsync(await client.PostAsync($"tasks/{task}/attachments", new { name = "foto", content = Png }));
        await ApiClient.JsonAsync(
            await client.PostAsync($"tasks/{task}/attachments", new { name = "foto", content = (byte[])[.. Png, 1] }), HttpStatusCode.UnprocessableEntity);

        (await ApiClient.JsonAsync(await client.GetAsync($"tasks/{task}/remarks"))).GetProperty("files")[0].GetProperty("name").GetString().ShouldBe("foto.png");
    }

    [Fact]
    public async Task Draft_Saved_IsThereWhenThePageIsOpenedAgainAndTheListSaysSo()
    {
        using var walk = new CaseWalk(product);
        var task = await OpenAsync(walk);
        var client = await walk.AsAsync("rasa");
        await ApiClient.JsonAsync(await client.PostAsync($"tasks/{task}/claim", new { }));

        await ApiClient.JsonAsync(await client.PutAsync($"tasks/{task}/draft", new { data = new { intake = new { complete = false } } }));

        var opened = await ApiClient.JsonAsync(await client.GetAsync($"tasks/{task}"));
        opened.GetProperty("draft").GetProperty("intake").GetProperty("complete").GetBoolean().ShouldBeFalse();
        opened.GetProperty("task").GetProperty("hasDraft").GetBoolean().ShouldBeTrue();
    }

    private static async Task<Guid> OpenAsync(CaseWalk walk)
    {
        await walk.OpenAsync("300000-21001", "eaddress");
        return (await walk.WaitAtAsync("check-application")).GetProperty("taskId").GetGuid();
    }
}
