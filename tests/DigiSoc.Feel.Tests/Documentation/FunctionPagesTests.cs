using System.Runtime.CompilerServices;

namespace DigiSoc.Feel.Tests.Documentation;

public sealed class FunctionPagesTests
{
    /// <summary>With DIGISOC_WRITE_DOCS=1 the pages are written anew instead of compared.</summary>
    [Fact]
    public void Pages_OfEveryFunction_AreUpToDate()
    {
        if (Environment.GetEnvironmentVariable("DIGISOC_WRITE_DOCS") == "1")
        {
            Write();
        }

        var stale = FunctionPages.All()
            .Where(page => !File.Exists(PathOf(page.File)) || File.ReadAllText(PathOf(page.File)) != page.Text)
            .Select(page => page.File);

        stale.ShouldBeEmpty("run the tests once with DIGISOC_WRITE_DOCS=1 and commit docs/feel/functions");
    }

    [Fact]
    public void Pages_WithoutFunction_DoNotExist() =>
        Directory.GetFiles(PathOf("")).Select(Path.GetFileName).Except(FunctionPages.All().Select(page => page.File)).ShouldBeEmpty();

    private static void Write()
    {
        Directory.CreateDirectory(PathOf(""));
        foreach (var (file, text) in FunctionPages.All())
        {
            File.WriteAllText(PathOf(file), text);
        }
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/feel/functions", file);
}
