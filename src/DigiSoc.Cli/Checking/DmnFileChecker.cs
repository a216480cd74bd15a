using System.Text.RegularExpressions;
using DigiSoc.Dmn;

namespace DigiSoc.Cli.Checking;

/// <summary>Checks decision models; models they import, or that import them, are looked for in the same folder.</summary>
internal sealed class DmnFileChecker : IFileChecker
{
    // Without backtracking: a neighbour may be any text.
    private static readonly Regex Import = new(
        """<(?:[\w.-]+:)?import\s[^>]*?namespace\s*=\s*["']([^"'<]+)["']""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>By folder, because the files of one are given one by one.</summary>
    private readonly Dictionary<string, HashSet<string>> _imported = new(StringComparer.Ordinal);

    public string Kind => "DMN";

    public bool Takes(RootElement root) =>
        root.LocalName == "definitions" && root.Namespace.Contains("/spec/DMN/", StringComparison.Ordinal);

    public bool Takes(FileInfo file) => file.Name.EndsWith(".dmn", StringComparison.OrdinalIgnoreCase);

    public IEnumerable<FileFinding> Check(FileInfo file, string text)
    {
        var result = Read(file, text);
        var found = result.Model is { } model ? DmnChecker.Check(model, ImportedIn(file.Directory!).Contains(model.Namespace)) : result.Diagnostics;
        return found.Select(finding =>
            new FileFinding(file, finding.Place.Line, WeightOf(finding.Severity), finding.ToString()));
    }

    private static FindingWeight WeightOf(DmnSeverity severity) => severity switch
    {
        DmnSeverity.Error => FindingWeight.Error,
        DmnSeverity.Warning => FindingWeight.Warning,
        _ => FindingWeight.Note,
    };

    /// <summary>The model of a file's text, with what it imports.</summary>
    public static DmnReadResult Read(FileInfo file, string text) => DmnSet.Read(text, Imports(text) ? Beside(file) : []);

    private static bool Imports(string text) => text.Contains("import", StringComparison.Ordinal);

    /// <summary>The namespaces that models of a folder import, by their texts: to read them as models would take as long as to check them.</summary>
    private HashSet<string> ImportedIn(DirectoryInfo folder)
    {
        if (!_imported.TryGetValue(folder.FullName, out var spaces))
        {
            _imported[folder.FullName] = spaces = Texts(Models(folder)).Where(Imports)
                .SelectMany(text => Import.Matches(text)).Select(import => import.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        }

        return spaces;
    }

    private static List<string> Beside(FileInfo file) => [.. Texts(Models(file.Directory!)
        .Where(other => other.FullName != file.FullName).OrderBy(other => other.Name, StringComparer.Ordinal))];

    // What has no length holds nothing, or is a pipe that would be waited for.
    private static IEnumerable<FileInfo> Models(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.dmn", new EnumerationOptions { IgnoreInaccessible = true }).Where(file => file is { Exists: true, Length: > 0 });

    private static IEnumerable<string> Texts(IEnumerable<FileInfo> files) => files.Select(other => ModelText.Of(other).Text).OfType<string>();
}
