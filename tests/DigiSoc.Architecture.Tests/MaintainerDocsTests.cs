using System.Text.RegularExpressions;

namespace DigiSoc.Architecture.Tests;

/// <summary>What the maintainer's pages call by name is in the code under that name.</summary>
public sealed partial class MaintainerDocsTests
{
    private static readonly string[] Code = [.. new[] { "src", "tests" }.SelectMany(folder => Repository.Files(folder, "*.cs"))];

    private static readonly string[] Places =
        [.. Code.Select(Repository.Relative).SelectMany(file => new[] { file, file[..^3], file[..file.LastIndexOf('/')] }).Distinct()];

    private static readonly HashSet<string> Words = [.. Code.SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value))];

    // Pages about other engines name what is theirs.
    public static TheoryData<string> Pages { get; } =
        [.. Repository.Files("docs/engine", "*.md").Append(Path.Combine(Repository.Root, "docs", "operations.md"))
            .Select(Repository.Relative).Where(page => !page.EndsWith("zeebe-rules.md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryPlaceAndName_IsThere(string page)
    {
        var quoted = Quoted().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(match => match.Groups[1].Value).Distinct().ToList();

        quoted.Where(text => IsPlace().IsMatch(text) && !IsThere(text)).ShouldBeEmpty();
        quoted.Where(text => IsName().IsMatch(text))
            .Where(text => Word().Matches(text).Any(word => !Words.Contains(word.Value))).ShouldBeEmpty();
    }

    // `X.cs` stands for any element.
    private static bool IsThere(string text)
    {
        var place = "/" + text.TrimEnd('/').Replace("X.cs", "UserTask.cs", StringComparison.Ordinal);
        return text.Contains('*', StringComparison.Ordinal)
            ? Places.Any(known => Path.GetFileName(known).StartsWith(Path.GetFileName(place).Split('*')[0], StringComparison.Ordinal))
            : Places.Any(known => ("/" + known).EndsWith(place, StringComparison.Ordinal));
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();

    /// <summary>A file of code, or a folder or test by its path.</summary>
    [GeneratedRegex(@"^(src/|tests/|[A-Z]\w*/)[\w./*]+$|^[A-Z][\w.*]*\.cs$")]
    private static partial Regex IsPlace();

    /// <summary>A type, or a member with or without its type; not an SQL word.</summary>
    [GeneratedRegex(@"^[A-Z]\w*[a-z]\w*(\.[A-Z]\w*)*(\(\))?$")]
    private static partial Regex IsName();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
