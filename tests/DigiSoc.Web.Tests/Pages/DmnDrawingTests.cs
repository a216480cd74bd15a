using DigiSoc.Web.Hosting;
using DigiSoc.Web.Pages.Packages;

namespace DigiSoc.Web.Tests.Pages;

public sealed class DmnDrawingTests
{
    [Fact]
    public void Read_EveryDecisionOfTheProduct_HasANameAndSomethingToShow()
    {
        var bare = Directory.EnumerateFiles(Path.Combine(ProductFolders.Root, "workflows"), "*.dmn", SearchOption.AllDirectories)
            .SelectMany(file => DmnDrawing.Read(File.ReadAllText(file)).Select(decision => (File: Path.GetFileName(file), Decision: decision)))
            .Where(found => found.Decision.Name.Length == 0 || found.Decision.Rules.Count + found.Decision.Entries.Count == 0)
            .Select(found => $"{found.File}: {found.Decision.Id}");

        bare.ShouldBeEmpty();
    }
}
