using System.Diagnostics;
using System.Text.Json;
using DigiSoc.Documents.Tests.Support;

namespace DigiSoc.Documents.Tests.Typesetter;

public sealed class TypesetterQueueTests
{
    private const string Simple = """
        #let data = json(bytes(sys.inputs.data))
        #set document(title: "T")
        #set text(font: "Noto Sans", lang: "lv")
        #data.a
        """;

    // Typst itself stops loops without an end, but not long ones.
    private const string Slow = """
        #set document(title: "T")
        #let n = 0
        #for i in range(20000) { for j in range(20000) { n = n + 1 } }
        #n
        """;

    private static readonly JsonElement Data = JsonSerializer.SerializeToElement(new { a = "labdien" });

    [Fact]
    public async Task Render_WorkerWasKilled_IsAnsweredByAFreshOne()
    {
        using var templates = new TemplatesForTest("simple", Simple);
        await using var letters = new Letters(new DocumentsOptions { TemplatesFolder = templates.Folder });
        await letters.RenderAsync("simple", Data, Samples.Now);
        var first = letters.WorkerProcessId!.Value;
        using (var worker = Process.GetProcessById(first))
        {
            worker.Kill();
            await worker.WaitForExitAsync();
        }

        var result = await letters.RenderAsync("simple", Data, Samples.Now);

        result.Letter!.Text.ShouldBe("labdien");
        letters.WorkerProcessId.ShouldNotBe(first);
    }

    [Fact]
    public async Task Render_TemplateTakesTooLong_IsEndedAndTheNextLetterIsMade()
    {
        using var templates = new TemplatesForTest("slow", Slow);
        Directory.CreateDirectory(Path.Combine(templates.Folder, "simple"));
        File.WriteAllText(Path.Combine(templates.Folder, "simple", "letter.typ"), Simple);
        await using var letters = new Letters(
            new DocumentsOptions { TemplatesFolder = templates.Folder, TypesettingTimeout = TimeSpan.FromSeconds(2) });

        var slow = await letters.RenderAsync("slow", Data, Samples.Now);
        var next = await letters.RenderAsync("simple", Data, Samples.Now);

        slow.Problem!.Code.ShouldBe(DocumentErrors.Timeout);
        slow.Problem.CanRetry.ShouldBeTrue();
        next.Letter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Render_QueueIsFull_IsRefusedForNow()
    {
        using var templates = new TemplatesForTest("slow", Slow);
        await using var letters = new Letters(new DocumentsOptions
        {
            TemplatesFolder = templates.Folder,
            TypesettingTimeout = TimeSpan.FromSeconds(1),
            QueueLength = 1,
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => letters.RenderAsync("slow", Data, Samples.Now)));

        var refused = results.Where(r => r.Problem!.Code == DocumentErrors.QueueFull).ToList();
        refused.Count.ShouldBeInRange(2, 3);
        refused.ShouldAllBe(r => r.Problem!.CanRetry);
    }

    [Fact]
    public async Task Render_ManyAtOnce_EachGetsItsOwnLetter()
    {
        using var templates = new TemplatesForTest("simple", Simple);
        await using var letters = new Letters(new DocumentsOptions { TemplatesFolder = templates.Folder });

        var texts = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
            (await letters.RenderAsync("simple", JsonSerializer.SerializeToElement(new { a = $"nr {i}" }), Samples.Now)).Letter!.Text));

        texts.ShouldBe(Enumerable.Range(0, 50).Select(i => $"nr {i}"));
    }

    [Theory]
    [InlineData("#read(\"/../../../../etc/passwd\")", "outside of project root")]
    [InlineData("#read(\"/etc/passwd\")", "file not found")]
    [InlineData("#import \"@preview/cetz:0.3.0\": *", "failed to download package")]
    [InlineData("#let x = ", "expected expression")]
    public async Task Render_TemplateReachesOutOrIsBroken_IsRefused(string letter, string message)
    {
        using var templates = new TemplatesForTest("bad", letter);
        await using var letters = new Letters(new DocumentsOptions { TemplatesFolder = templates.Folder });

        var result = await letters.RenderAsync("bad", Data, Samples.Now);

        result.Problem!.Code.ShouldBe(DocumentErrors.TemplateBroken);
        result.Problem.Text.ShouldContain(message);
    }

    [Fact]
    public async Task Render_NodeIsMissing_SaysWhatToInstall()
    {
        using var templates = new TemplatesForTest("simple", Simple);
        await using var letters = new Letters(
            new DocumentsOptions { TemplatesFolder = templates.Folder, NodePath = "no-such-node" });

        var result = await letters.RenderAsync("simple", Data, Samples.Now);

        result.Problem!.Code.ShouldBe(DocumentErrors.TypesetterNotStarted);
        result.Problem.Text.ShouldContain("Install Node.js 20");
    }

    [Fact]
    public async Task Dispose_WithAWorker_EndsItsProcess()
    {
        using var templates = new TemplatesForTest("simple", Simple);
        var letters = new Letters(new DocumentsOptions { TemplatesFolder = templates.Folder });
        await letters.RenderAsync("simple", Data, Samples.Now);
        var id = letters.WorkerProcessId!.Value;

        await letters.DisposeAsync();

        Should.Throw<ArgumentException>(() => Process.GetProcessById(id));
    }
}
