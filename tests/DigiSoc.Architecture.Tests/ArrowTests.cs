using System.Xml.Linq;

namespace DigiSoc.Architecture.Tests;

/// <summary>Which project may know which: arrows point down only (docs/architecture.md).</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Feel"] = [],
        ["Postgres"] = [],
        ["Sandbox"] = [],
        ["Dmn"] = ["Feel"],
        ["Bpmn"] = ["Dmn", "Feel"],
        ["Runtime"] = ["Bpmn", "Dmn", "Feel", "Postgres"],
        ["Registers"] = ["Feel", "Postgres"],
        ["Documents"] = ["Feel", "Postgres"],
        ["Cases"] = ["Runtime", "Registers", "Documents", "Bpmn", "Dmn", "Feel", "Postgres"],
        ["Web"] = ["Cases", "Runtime", "Registers", "Documents", "Bpmn", "Dmn", "Feel", "Postgres"],
        ["Cli"] = ["Cases", "Runtime", "Registers", "Documents", "Bpmn", "Dmn", "Feel", "Postgres"],
    };

    [Fact]
    public void Projects_ReferToProjectsBelowOnly()
    {
        var forbidden = Repository.Files("src", "*.csproj").SelectMany(ForbiddenArrows).ToList();

        forbidden.ShouldBeEmpty();
    }

    [Fact]
    public void Projects_AreAllNamedInTheHouse()
    {
        var projects = Repository.Files("src", "*.csproj").Select(NameOf).Order();

        projects.ShouldBe(Allowed.Keys.Order());
    }

    private static IEnumerable<string> ForbiddenArrows(string projectFile)
    {
        var from = NameOf(projectFile);
        var allowed = Allowed.GetValueOrDefault(from, []);
        return XDocument.Load(projectFile).Descendants("ProjectReference")
            // A program that is only built along (the sandbox beside the host) is not known to the code.
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => NameOf((string)reference.Attribute("Include")!))
            .Where(to => !allowed.Contains(to))
            .Select(to => $"{from} -> {to}; allowed: {string.Join(", ", allowed)}");
    }

    private static string NameOf(string projectFile) =>
        Path.GetFileNameWithoutExtension(projectFile.Replace('\\', '/')).Replace("DigiSoc.", "", StringComparison.Ordinal);
}
