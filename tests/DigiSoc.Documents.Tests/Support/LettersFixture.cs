namespace DigiSoc.Documents.Tests.Support;

/// <summary>One typesetter for the tests that only make letters.</summary>
public sealed class LettersFixture : IAsyncLifetime
{
    public Letters Letters { get; } = new(new DocumentsOptions { TemplatesFolder = Samples.Folder });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => Letters.DisposeAsync();

    internal async Task<RenderedLetter> RenderAsync(string template, System.Text.Json.Nodes.JsonNode data)
    {
        var result = await Letters.RenderAsync(template, data.Element(), Samples.Now);
        return result.Letter.ShouldNotBeNull(result.Problem?.Text);
    }
}
