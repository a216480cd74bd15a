using System.Text.RegularExpressions;
using DigiSoc.Bpmn.Tests.Reading;

namespace DigiSoc.Bpmn.Tests;

public partial class SemanticsTableTests
{
    [Fact]
    public void SemanticsTable_EveryNamedTest_Exists()
    {
        string table = File.ReadAllText(Path.Combine(ConformanceFiles.Repository(), "docs", "engine", "semantics.md"));
        HashSet<string> methods = [.. typeof(SemanticsTableTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Select(method => method.Name)];

        string[] missing = [.. TestName().Matches(table).Select(match => match.Groups[1].Value).Where(name => !methods.Contains(name))];

        missing.ShouldBeEmpty();
    }

    [GeneratedRegex("`([A-Z]\\w*_\\w+_?\\w*)`")]
    private static partial Regex TestName();
}
