using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>The harness itself: it must see what it is there to see.</summary>
[Trait("Category", "Slow")]
public sealed class ChromiumTests(Chromium chromium)
{
    private const string Good = """
        <!doctype html><html lang="lv"><head><title>Labi</title><meta name="viewport" content="width=device-width"></head>
        <body><main><h1>Ķirši un ērgļi</h1></main></body></html>
        """;

    [Fact]
    public async Task Check_GoodPage_Passes()
    {
        var page = await ShowAsync(Good);

        await Screens.CheckAsync(page, "none");
    }

    [Fact]
    public async Task Check_PictureWithoutText_IsFound()
    {
        var page = await ShowAsync(Good.Replace("</main>", "<img src='data:,'></main>", StringComparison.Ordinal));

        (await Assert.ThrowsAsync<ShouldAssertException>(() => Screens.CheckAsync(page, "none"))).Message.ShouldContain("image-alt");
    }

    [Fact]
    public async Task Check_WiderThanAPhone_IsFound()
    {
        var page = await ShowAsync(Good.Replace("<h1>", "<h1 class='wide' style='width: 600px'>", StringComparison.Ordinal));

        (await Assert.ThrowsAsync<ShouldAssertException>(() => Screens.CheckAsync(page, "none"))).Message.ShouldContain("H1.wide ends at");
    }

    private async Task<IPage> ShowAsync(string html)
    {
        var window = await chromium.OpenAsync(new Uri("http://localhost"), Sizes.Desktop);
        var page = await window.NewPageAsync();
        await page.SetContentAsync(html);
        return page;
    }
}
