using DigiSoc.Documents.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DigiSoc.Documents.Tests;

public sealed class DocumentsSetupTests(DocumentsDatabase database) : IClassFixture<DocumentsDatabase>
{
    [Fact]
    public async Task AddDocuments_WithADatabase_GivesAllParts()
    {
        await using var services = new ServiceCollection()
            .AddSingleton(database.App)
            .AddLogging()
            .AddDocuments(new DocumentsOptions { TemplatesFolder = Samples.Folder })
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });

        var result = await services.GetRequiredService<Letters>()
            .RenderAsync("gmi-decision", Samples.Of("gmi-decision").Element(), Samples.Now);

        result.Letter.ShouldNotBeNull();
    }

    [Fact]
    public void AddDocuments_OptionOutOfRange_SaysExpectedAndFound() =>
        Should.Throw<ArgumentException>(
                () => new ServiceCollection().AddDocuments(new DocumentsOptions { QueueLength = 0 }))
            .Message.ShouldBe("DOC-050 Documents:QueueLength expected 1–100000, got 0.");

    [Fact]
    public void Letters_NoTemplatesFolder_SaysWhichOption() =>
        Should.Throw<DirectoryNotFoundException>(
                () => new Letters(new DocumentsOptions { TemplatesFolder = "/no/such/folder" }))
            .Message.ShouldStartWith("DOC-050 Documents:TemplatesFolder");
}
