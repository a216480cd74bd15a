using DigiSoc.Bpmn;

namespace DigiSoc.Cli.Checking;

/// <summary>Checks processes; decisions they call are looked for in the same folder, and may come later.</summary>
internal sealed class BpmnFileChecker : IFileChecker
{
    public string Kind => "BPMN";

    public bool Takes(RootElement root) =>
        root.LocalName == "definitions" && root.Namespace.Contains("/spec/BPMN/", StringComparison.Ordinal);

    public bool Takes(FileInfo file) =>
        file.Name.EndsWith(".bpmn", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith(".bpmn20.xml", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith(".bpmn2", StringComparison.OrdinalIgnoreCase);

    public IEnumerable<FileFinding> Check(FileInfo file, string text)
    {
        BpmnCheckResult result = BpmnChecker.Check(text, NearbyDecisions.Of(file));
        return result.Diagnostics.Select(finding =>
            new FileFinding(
            file, finding.Line, finding.Severity == BpmnSeverity.Error ? FindingWeight.Error : FindingWeight.Warning, finding.ToString()));
    }
}
