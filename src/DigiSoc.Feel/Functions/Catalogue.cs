using System.Collections.Frozen;
using DigiSoc.Feel.Parsing;

namespace DigiSoc.Feel.Functions;

/// <summary>Every built-in function by name; the one source of what exists and what its page says.</summary>
internal static class Catalogue
{
    /// <summary>By subject; the headings of docs/feel/functions/README.md.</summary>
    internal static IReadOnlyList<(string Subject, IReadOnlyList<BuiltInFunction> Functions)> Subjects { get; } =
    [
        ("Conversion", ConversionFunctions.All),
        ("Boolean", BooleanFunctions.All),
        ("String", StringFunctions.All),
        ("List", [.. ListFunctions.All, .. AggregateFunctions.All]),
        ("Number", NumberFunctions.All),
        ("Date and time", TemporalFunctions.All),
        ("Range", RangeFunctions.All),
        ("Context", ContextFunctions.All),
    ];

    internal static IReadOnlyList<BuiltInFunction> All { get; } = [.. Subjects.SelectMany(each => each.Functions)];

    private static readonly FrozenDictionary<string, BuiltInFunction> ByName = All.ToFrozenDictionary(each => each.Name);

    /// <summary>The functions' names ready to be found in a text; outside every other name.</summary>
    internal static Scope Scope { get; } = Scope.Of(null, All.Select(Binding.Of));

    internal static IEnumerable<string> Names => ByName.Keys;

    internal static BuiltInFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
