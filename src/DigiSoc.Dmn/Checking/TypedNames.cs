using System.Collections.Immutable;
using DigiSoc.Dmn.Types;

namespace DigiSoc.Dmn.Checking;

/// <summary>The names that an expression sees, with the types that their values are sure to have.</summary>
internal sealed class TypedNames
{
    private readonly ImmutableDictionary<string, DmnType> _types;

    private TypedNames(ImmutableDictionary<string, DmnType> types) => _types = types;

    /// <summary>Nothing is known of any name.</summary>
    public static TypedNames None { get; } = new(ImmutableDictionary.Create<string, DmnType>(StringComparer.Ordinal));

    /// <summary>These and another one, which hides one of the same name.</summary>
    public TypedNames With(string name, DmnType type) => new(_types.SetItem(name, type));

    /// <summary>The type of what a text names: a name, or members of it one in the other; Any for every other text.</summary>
    public DmnType Of(string text)
    {
        var path = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (_types.TryGetValue(path[..end].TrimEnd(), out var type))
            {
                return path[end..].Split('.', StringSplitOptions.TrimEntries).Skip(1).Aggregate(type, Member);
            }
        }

        return DmnType.Any;
    }

    private static DmnType Member(DmnType type, string name) =>
        type.Members.FirstOrDefault(member => member.Key == name).Value ?? DmnType.Any;
}
