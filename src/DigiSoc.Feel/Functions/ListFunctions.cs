namespace DigiSoc.Feel.Functions;

/// <summary>Functions of lists (DMN table 75).</summary>
internal static partial class ListFunctions
{
    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        new("count", "The number of items.")
        {
            Forms = [new("list: list", (a, _) => FeelValue.Of(a[0].AsList().Count))],
            Examples = [new("count([1, 2, 3])", "3"), new("count([])", "0")],
        },
    ];
}
