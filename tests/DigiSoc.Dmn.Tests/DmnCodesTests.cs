using System.Reflection;

namespace DigiSoc.Dmn.Tests;

public sealed class DmnCodesTests
{
    [Fact]
    public void Codes_EachOne_IsUniqueAndHasItsLineInTheDocumentation()
    {
        var codes = typeof(DmnCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();
        var page = File.ReadAllText(Repository.PathTo("docs", "dmn", "codes.md"));

        codes.ShouldBeUnique();
        codes.Where(code => !page.Contains($"| {code} |", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
