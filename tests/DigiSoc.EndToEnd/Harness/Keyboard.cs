using Microsoft.Playwright;

namespace DigiSoc.EndToEnd.Harness;

/// <summary>Moves as a person without a mouse does.</summary>
internal static class Keyboard
{
    private const int MostStops = 200;

    /// <summary>Presses Tab until the element has the focus; each stop on the way must show where the focus is.</summary>
    public static async Task TabToAsync(IPage page, ILocator target)
    {
        await target.WaitForAsync();
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            (await ShowsFocusAsync(page)).ShouldBeTrue($"The focus cannot be seen on {await DescribeAsync(page)} at {page.Url}.");
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }
        }

        throw new ShouldAssertException($"{target} was not reached with {MostStops} presses of Tab at {page.Url}.");
    }

    // An outline, a border or shadow that differs from the one without focus would do; ours is an outline or a shadow.
    private static Task<bool> ShowsFocusAsync(IPage page) => page.EvaluateAsync<bool>("""
        () => {
          const element = document.activeElement;
          if (element === document.body) return true;
          const around = [element, element.closest('label'), element.parentElement].filter(Boolean).map(e => getComputedStyle(e));
          return around.some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none');
        }
        """);

    private static Task<string> DescribeAsync(IPage page) =>
        page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 200)");
}
