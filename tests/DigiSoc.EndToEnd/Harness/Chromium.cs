using System.Diagnostics;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(DigiSoc.EndToEnd.Harness.Chromium))]

namespace DigiSoc.EndToEnd.Harness;

/// <summary>One browser for all tests; each test opens windows of its own, with cookies of their own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(20_000);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = await UnpackAsync(),
            // Chromium refuses to run as root with its sandbox; it sees our own pages only.
            Args = ["--no-sandbox", "--font-render-hinting=none", "--disable-gpu", "--disable-dev-shm-usage"],
            // The fonts that come with it, so that pictures look alike on every machine.
            Env = new Dictionary<string, string> { ["FONTCONFIG_PATH"] = Path.Combine(Path.GetTempPath(), "fonts") },
        });
    }

    /// <summary>A window with no cookies. Dispose closes it.</summary>
    internal async Task<IBrowserContext> OpenAsync(Uri site, ViewportSize size)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            Locale = "lv-LV",
            TimezoneId = "Europe/Riga",
            ViewportSize = size,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static async Task<string> UnpackAsync()
    {
        using var unpacking = Process.Start(new ProcessStartInfo("node", ["unpack.mjs"])
        {
            WorkingDirectory = Places.Browser,
            RedirectStandardOutput = true,
        })!;
        var path = await unpacking.StandardOutput.ReadToEndAsync();
        await unpacking.WaitForExitAsync();
        unpacking.ExitCode.ShouldBe(0, "Unpacking Chromium failed; its message is above.");
        return path.Trim();
    }
}
