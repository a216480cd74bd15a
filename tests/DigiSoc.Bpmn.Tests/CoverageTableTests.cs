using System.Text.RegularExpressions;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Tests.Reading;

namespace DigiSoc.Bpmn.Tests;

/// <summary>docs/engine/coverage.md names every word of the schema, and every code it names is one.</summary>
public partial class CoverageTableTests
{
    private static readonly string Table = File.ReadAllText(Path.Combine(ConformanceFiles.Repository(), "docs", "engine", "coverage.md"));

    [Fact]
    public void CoverageTable_EveryElementAndAttribute_IsInIt()
    {
        HashSet<string> named = [.. Word().Matches(Table).Select(match => match.Groups[1].Value)];

        BpmnSchema.Elements.Concat(BpmnSchema.Attributes).Where(word => !named.Contains(word)).Order().ShouldBeEmpty();
    }

    [Fact]
    public void CoverageTable_EveryCodeInIt_Exists()
    {
        string findings = File.ReadAllText(Path.Combine(ConformanceFiles.Repository(), "src", "DigiSoc.Bpmn", "Checking", "BpmnFindings.cs"));

        Code().Matches(Table).Select(match => match.Value).Distinct().Where(code => !findings.Contains(code, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Word();

    [GeneratedRegex("BPMN-[0-9]{3}")]
    private static partial Regex Code();
}
