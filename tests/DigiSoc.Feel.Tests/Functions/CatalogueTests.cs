using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel.Tests.Functions;

public sealed class CatalogueTests
{
    [Fact]
    public void Examples_OfEveryFunction_GiveTheirResult()
    {
        var failures = Catalogue.All
            .SelectMany(function => function.Examples)
            .Where(example => Feel.Value(example.Expression) != Feel.Value(example.Result))
            .Select(example => $"{example.Expression} expected {example.Result}, got {Feel.Value(example.Expression)}");

        string.Join("\n", failures).ShouldBe("");
    }

    [Fact]
    public void Functions_Every_HasExampleAndSummary() =>
        Catalogue.All.Where(each => each.Examples.Count == 0 || !each.Summary.EndsWith('.')).Select(each => each.Name).ShouldBeEmpty();

    [Fact]
    public void Functions_CalledWithNulls_GiveNoException()
    {
        foreach (var function in Catalogue.All)
        {
            for (var count = 0; count <= 8; count++)
            {
                function.Invoke(new FeelValue[count], Feel.World).Causes.ShouldNotBeNull();
            }
        }
    }

    /// <summary>Every function with every combination of kinds up to three arguments: a value or a null with its cause.</summary>
    [Fact]
    public void Functions_CalledWithEveryKind_GiveValueOrCause()
    {
        var values = new[] { "null", "true", "-1.5", "\"a\"", "@\"2026-01-31\"", "@\"10:00:00\"", "@\"2026-01-31T10:00:00Z\"", "@\"P1D\"", "@\"P1Y\"", "[1, null]", "{a: 1}", "[1..3]", "function(a, b) a" }
            .Select(text => Feel.Value(text)).ToArray();
        var silent = from function in Catalogue.All
                     from arguments in Combinations(values)
                     let result = function.Invoke(arguments, Feel.World)
                     where result.Value.IsNull && result.Causes.Count == 0 && !MayBeNull(function.Name)
                     select $"{function.Name}({string.Join(", ", arguments)})";

        silent.Take(20).ShouldBeEmpty();
    }

    /// <summary>Functions that hand on a null that they were given as a value.</summary>
    private static bool MayBeNull(string name) => name is "get value";

    private static IEnumerable<FeelValue[]> Combinations(FeelValue[] values) =>
        values.Select(a => new[] { a })
            .Concat(values.SelectMany(a => values.Select(b => new[] { a, b })))
            .Concat(values.SelectMany(a => values.SelectMany(b => values.Select(c => new[] { a, b, c }))));
}
