using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd.Harness;

/// <summary>What every page must hold, checked at desktop and phone width; and its pictures for the guides.</summary>
/// <remarks>Pictures in docs/screens are rewritten only when the environment variable DIGISOC_SCREENS is "write".</remarks>
internal static class Screens
{
    private static readonly string[] Wcag22Aa = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

    /// <summary>Checks the page as it stands and takes its pictures; leaves it at the size it had.</summary>
    /// <param name="name">File name of the picture without ending, for example "tasks".</param>
    public static async Task CheckAsync(IPage page, string name)
    {
        var before = page.ViewportSize!;
        await CheckAtAsync(page, name, new() { Width = Sizes.Desktop.Width, Height = Sizes.Desktop.Height });
        await CheckAtAsync(page, name + "-phone", new() { Width = Sizes.Phone.Width, Height = Sizes.Phone.Height });
        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    private static async Task CheckAtAsync(IPage page, string name, ViewportSize size)
    {
        await page.SetViewportSizeAsync(size.Width, size.Height);
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await PictureAsync(page, name);
        await HasNoSidewaysScrollAsync(page, name);
        await HasNoViolationsAsync(page, name);
    }

    private static async Task HasNoSidewaysScrollAsync(IPage page, string name)
    {
        var wider = await page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
              [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(0, 8).map(e => e.tagName + '.' + e.className + ' ends at ' + Math.round(e.getBoundingClientRect().right))
            """);
        wider.ShouldBeEmpty($"{name}: the page scrolls sideways.");
    }

    private static async Task HasNoViolationsAsync(IPage page, string name)
    {
        var result = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Wcag22Aa] },
        });
        var found = result.Violations
            .SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help} – {n.Html}"))
            .ToList();
        found.ShouldBeEmpty($"{name}: WCAG 2.2 AA by axe, at {page.Url}.");
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DIGISOC_SCREENS") == "write")
        {
            await page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(Places.Screens, name + ".png"),
                Animations = ScreenshotAnimations.Disabled,
            });
        }
    }
}
