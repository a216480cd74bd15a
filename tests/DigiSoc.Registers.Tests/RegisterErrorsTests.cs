using System.Text.RegularExpressions;
using DigiSoc.Registers.Tests.Support;

namespace DigiSoc.Registers.Tests;

public sealed partial class RegisterErrorsTests
{
    [Fact]
    public void Docs_EveryCodeOfTheProject_IsListed()
    {
        var texts = File.ReadAllText(Path.Combine(Repository.Root(), "src", "DigiSoc.Registers", "RegisterErrors.cs"));
        var docs = File.ReadAllText(Path.Combine(Repository.Root(), "docs", "errors.md"));

        var codes = Code().Matches(texts).Select(match => match.Value).Concat(Enumerable.Range(41, 8).Select(number => $"REG-0{number}")).Distinct();

        codes.Where(code => !docs.Contains($"| {code} |", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"REG-\d{3}")]
    private static partial Regex Code();
}
