using Microsoft.Playwright;

namespace DigiSoc.EndToEnd.Harness;

/// <summary>One person at one window.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _window;
    private readonly List<string> _troubles = [];

    private Visitor(IBrowserContext window, IPage page) => (_window, Page) = (window, page);

    public IPage Page { get; }

    /// <summary>A person who has not signed in.</summary>
    public static async Task<Visitor> StrangerAsync(Product product, Chromium chromium)
    {
        var window = await chromium.OpenAsync(await product.StartedAsync(), Sizes.Desktop);
        var visitor = new Visitor(window, await window.NewPageAsync());
        visitor.Page.PageError += (_, error) => visitor._troubles.Add(error);
        visitor.Page.Console += (_, message) => visitor.NoteConsole(message);
        return visitor;
    }

    /// <summary>A person signed in with one of the demonstration accounts.</summary>
    /// <param name="user">Id of the account, for example that of the social worker in Ogre.</param>
    public static async Task<Visitor> SignedInAsync(Product product, Chromium chromium, string user)
    {
        var visitor = await StrangerAsync(product, chromium);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.Page.GetByTestId($"demo-{user}").ClickAsync();
        await visitor.Page.GetByTestId("user").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return visitor;
    }

    /// <summary>Opens a page and fails when it answers with an error.</summary>
    public async Task GoAsync(string path)
    {
        var response = await Page.GotoAsync(path);
        response!.Ok.ShouldBeTrue($"{path} answered {response.Status}:\n{await Page.InnerTextAsync("body")}");
    }

    /// <summary>Nothing in the page's scripts went wrong and nothing was refused by its Content-Security-Policy.</summary>
    public void ShouldHaveSeenNoTrouble() => _troubles.ShouldBeEmpty();

    public async ValueTask DisposeAsync() => await _window.DisposeAsync();

    private void NoteConsole(IConsoleMessage message)
    {
        if (message.Type == "error")
        {
            _troubles.Add($"{message.Text} ({message.Location})");
        }
    }
}
