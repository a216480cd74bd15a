using System.Collections.Frozen;
using DigiSoc.Feel.Parsing;

namespace DigiSoc.Feel.Functions;

/// <summary>Every built-in function by name; the one source of what exists and what its page says.</summary>
internal static class Catalogue
{
    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        .. NumberFunctions.All,
        .. ListFunctions.All,
    ];

    private static readonly FrozenDictionary<string, BuiltInFunction> ByName = All.ToFrozenDictionary(each => each.Name);

    private static readonly FrozenDictionary<string, Binding> Bindings =
        All.ToFrozenDictionary(each => each.Name, each => Binding.Of(each.Name, -1, FeelType.AnyFunction));

    internal static IEnumerable<string> Names => ByName.Keys;

    internal static BuiltInFunction? Find(string name) => ByName.GetValueOrDefault(name);

    internal static Binding BindingOf(string name) => Bindings[name];
}
