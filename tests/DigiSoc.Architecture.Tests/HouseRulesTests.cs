using System.Text.RegularExpressions;

namespace DigiSoc.Architecture.Tests;

/// <summary>Rules about the repository that no compiler knows.</summary>
public sealed partial class HouseRulesTests
{
    /// <summary>A folder is named by its subject, never by the kind of thing in it.</summary>
    private static readonly string[] Kinds =
        ["Models", "Helpers", "Utils", "Utilities", "Common", "Misc", "Managers", "Interfaces", "Enums", "Dtos", "Services"];

    [Fact]
    public void Folders_AreNamedBySubject()
    {
        var byKind = Repository.Files("src", "*.cs").Select(Repository.Relative)
            .Where(file => file.Split('/').Intersect(Kinds, StringComparer.OrdinalIgnoreCase).Any())
            .ToList();

        byKind.ShouldBeEmpty();
    }

    [Fact]
    public void LockFiles_CarryNoDownloadAddresses()
    {
        var withAddress = new[] { "src", "tests" }
            .SelectMany(folder => Repository.Files(folder, "package-lock.json"))
            .Where(file => File.ReadAllText(file).Contains("\"resolved\": \"http", StringComparison.Ordinal))
            .Select(Repository.Relative).ToList();

        withAddress.ShouldBeEmpty();
    }

    /// <summary>Money and FEEL numbers are decimal from parser to column.</summary>
    [Theory]
    [InlineData("src/DigiSoc.Feel")]
    [InlineData("src/DigiSoc.Dmn")]
    [InlineData("src/DigiSoc.Cases")]
    public void BinaryFloatingPoint_IsNotUsed(string folder)
    {
        var found = Repository.Files(folder, "*.cs")
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (file, line, number: index + 1)))
            .Where(entry => FloatingPoint().IsMatch(CodeOf(entry.line)))
            .Select(entry => $"{Repository.Relative(entry.file)}:{entry.number} {entry.line.Trim()}")
            .ToList();

        found.ShouldBeEmpty();
    }

    /// <summary>
    /// Reflection, dynamic code, and clock, zone and culture of the machine are banned by name (src/BannedSymbols*.txt); the
    /// compiler holds the libraries to it. What no list can name is looked for here, and that no more is let through than the
    /// place that finds the texts of explanations.
    /// </summary>
    [Fact]
    public void Libraries_AreHeldToTheBannedSymbols()
    {
        var lists = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        var lines = new[] { "src/DigiSoc.Feel", "src/DigiSoc.Dmn" }.SelectMany(folder => Repository.Files(folder, "*.cs"))
            .SelectMany(file => File.ReadLines(file).Select(line => (File: Repository.Relative(file), Code: line)))
            .ToList();

        lists.ShouldContain("src/BannedSymbols.txt");
        lists.ShouldContain("src/BannedSymbols.Libraries.txt");
        lines.Where(line => Dynamic().IsMatch(CodeOf(line.Code))).ShouldBeEmpty();
        lines.Where(line => line.Code.Contains("disable RS0030", StringComparison.Ordinal)).Select(line => line.File)
            .ShouldBe(["src/DigiSoc.Dmn/Tracing/SpokenValues.cs"]);
    }

    [Fact]
    public void Docs_LinksLeadSomewhere()
    {
        var broken = Repository.Files("docs", "*.md").Append(Path.Combine(Repository.Root, "README.md"))
            .SelectMany(BrokenLinks).ToList();

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Docs_MapNamesEveryPage()
    {
        var map = File.ReadAllText(Path.Combine(Repository.Root, "docs", "README.md"));
        var missing = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .Select(file => Path.GetFileName(file)!)
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "docs")).Select(folder => Path.GetFileName(folder)! + "/"))
            .Where(name => name is not ("README.md" or "screens/") && !map.Contains("(" + name, StringComparison.Ordinal))
            .ToList();

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void ErrorCodes_MeanOneThingEach()
    {
        var twice = File.ReadLines(Path.Combine(Repository.Root, "docs", "errors.md"))
            .Select(line => ErrorRow().Match(line)).Where(match => match.Success)
            .CountBy(match => match.Groups[1].Value).Where(code => code.Value > 1).Select(code => code.Key)
            .ToList();

        twice.ShouldBeEmpty();
    }

    private static IEnumerable<string> BrokenLinks(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        return Link().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Select(target => target.Split('#')[0])
            .Where(target => !Path.Exists(Path.Combine(folder, Uri.UnescapeDataString(target))))
            .Select(target => $"{Repository.Relative(file)} -> {target}");
    }

    private static string CodeOf(string line)
    {
        var comment = line.IndexOf("//", StringComparison.Ordinal);
        return Literal().Replace(comment < 0 ? line : line[..comment], "");
    }

    [GeneratedRegex(@"\b(dynamic|unsafe)\b")]
    private static partial Regex Dynamic();

    [GeneratedRegex(@"""[^""]*""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<![\w""])(double|float)(?![\w""])")]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(@"^\| ([A-Z]+-\d+) \|")]
    private static partial Regex ErrorRow();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
