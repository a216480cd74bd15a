using DigiSoc.Dmn;

namespace DigiSoc.Cli.Checking;

/// <summary>Checks decision models; models they import are looked for in the same folder.</summary>
internal sealed class DmnFileChecker : IFileChecker
{
    public string Kind => "DMN";

    public bool Takes(RootElement root) =>
        root.LocalName == "definitions" && root.Namespace.Contains("/spec/DMN/", StringComparison.Ordinal);

    public bool Takes(FileInfo file) => file.Name.EndsWith(".dmn", StringComparison.OrdinalIgnoreCase);

    public IEnumerable<FileFinding> Check(FileInfo file, string text)
    {
        var result = Read(file, text);
        var found = result.Model is { } model ? DmnChecker.Check(model) : result.Diagnostics;
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

    private static List<string> Beside(FileInfo file) =>
        [.. file.Directory!.EnumerateFiles("*.dmn").Where(other => other.FullName != file.FullName)
            .OrderBy(other => other.Name, StringComparer.Ordinal).Select(other => ModelText.Of(other).Text).OfType<string>()];
}
