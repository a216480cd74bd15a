using DigiSoc.Feel.Parsing;

namespace DigiSoc.Feel;

/// <summary>Names in scope where an expression stands, with their types where known.</summary>
/// <remarks>
/// Needed for names that hold spaces or operators: <c>Monthly-Salary * 12</c> is one name when it is known.
/// A name that is not known is still read and looked up when the expression is evaluated.
/// </remarks>
public sealed class FeelNames
{
    private readonly Dictionary<string, FeelType> _types;
    private Scope? _scope;
    private Scope? _members;

    private FeelNames(Dictionary<string, FeelType> types) => _types = types;

    /// <summary>No names.</summary>
    public static FeelNames Empty { get; } = new(new Dictionary<string, FeelType>(StringComparer.Ordinal));

    /// <summary>Every known name with its type; <see cref="FeelType.Any"/> when the type is not known.</summary>
    public IReadOnlyDictionary<string, FeelType> Types => _types;

    /// <summary>Types that <c>instance of</c> may name beside the built-in ones.</summary>
    public IReadOnlyDictionary<string, FeelType> NamedTypes { get; private init; } =
        new Dictionary<string, FeelType>(StringComparer.Ordinal);

    /// <summary>The names ready to be found in a text, around them the built-in functions; shared by all texts read with them.</summary>
    internal Scope Scope => _scope ??= Scope.Of(
        Functions.Catalogue.Scope, _types.Select(each => Binding.Of(each.Key, -1, each.Value)));

    /// <summary>Entries of the names' types, which may be named after a point anywhere in the text.</summary>
    internal Scope Members => _members ??= Scope.Of(
        null, _types.Values.SelectMany(type => type.Members.Select(name => Binding.Of(name, -1, type.Member(name)))));

    /// <summary>Names without types.</summary>
    public static FeelNames Of(params IEnumerable<string> names)
    {
        var types = new Dictionary<string, FeelType>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            types[name] = FeelType.Any;
        }

        return new(types);
    }

    /// <summary>These names and one more.</summary>
    public FeelNames With(string name, FeelType? type = null)
    {
        var types = new Dictionary<string, FeelType>(_types, StringComparer.Ordinal) { [name] = type ?? FeelType.Any };
        return new(types) { NamedTypes = NamedTypes };
    }

    /// <summary>These names with types that <c>instance of</c> may name, for example item definitions.</summary>
    public FeelNames WithTypes(IReadOnlyDictionary<string, FeelType> namedTypes) => new(_types) { NamedTypes = namedTypes };
}
