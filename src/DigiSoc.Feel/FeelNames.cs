using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Parsing;

namespace DigiSoc.Feel;

/// <summary>Names in scope where an expression stands, with their types where known.</summary>
/// <remarks>
/// Needed for names that hold spaces or operators: <c>Monthly-Salary * 12</c> is one name when it is known.
/// A name that is not known is still read and looked up when the expression is evaluated.
/// </remarks>
public sealed class FeelNames
{
    /// <summary>So many names stand in one layer: what most texts see is found at the first look.</summary>
    private const int OneLayer = 32;

    // Names lie in layers, the newest outside; each inner one is at least as large as all around it, so that there are few
    // and a name is copied few times: a context of 30,000 entries adds one name after the other.
    private readonly Dictionary<string, FeelType> _own;
    private readonly FeelNames? _inner;
    private Scope? _scope;
    private Scope? _members;

    private FeelNames(Dictionary<string, FeelType> own, FeelNames? inner) => (_own, _inner) = (own, inner);

    /// <summary>No names.</summary>
    public static FeelNames Empty { get; } = new(new Dictionary<string, FeelType>(StringComparer.Ordinal), null);

    /// <summary>Every known name, those first that were known first.</summary>
    public IEnumerable<string> All => _inner is null ? _own.Keys : _inner.All.Concat(_own.Keys.Where(name => !_inner.Has(name)));

    /// <summary>Types that <c>instance of</c> may name beside the built-in ones.</summary>
    public IReadOnlyDictionary<string, FeelType> NamedTypes { get; private init; } =
        new Dictionary<string, FeelType>(StringComparer.Ordinal);

    /// <summary>Characters of the longest name of a type, the built-in ones among them.</summary>
    internal int LongestTypeName { get; private init; } = TypeNames.Longest;

    /// <summary>The names ready to be found in a text, around them the built-in functions; shared by all texts read with them.</summary>
    internal Scope Scope => _scope ??= Scope.Of(
        _inner?.Scope ?? Functions.Catalogue.Scope, _own.Select(each => Binding.Of(each.Key, -1, each.Value)));

    /// <summary>Entries of the names' types, which may be named after a point anywhere in the text.</summary>
    internal Scope Members => _members ??= Scope.Of(
        _inner?.Members, _own.Values.SelectMany(type => type.Members.Select(name => Binding.Of(name, -1, type.Member(name)))));

    /// <summary>Names without types.</summary>
    public static FeelNames Of(params IEnumerable<string> names)
    {
        var types = new Dictionary<string, FeelType>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            types[name] = FeelType.Any;
        }

        return new(types, null);
    }

    /// <summary>Whether the name is known.</summary>
    public bool Has(string name) => TypeOf(name) is not null;

    /// <summary>The type of a name; <see cref="FeelType.Any"/> when only the name is known, null when that is not.</summary>
    public FeelType? TypeOf(string name)
    {
        for (var layer = this; layer is not null; layer = layer._inner)
        {
            if (layer._own.TryGetValue(name, out var type))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>These names and one more; one that is known already is that of the new type.</summary>
    public FeelNames With(string name, FeelType? type = null)
    {
        var own = new Dictionary<string, FeelType>(StringComparer.Ordinal) { [name] = type ?? FeelType.Any };
        var inner = this;
        while (inner is not null && inner._own.Count <= Math.Max(own.Count, OneLayer))
        {
            var joined = new Dictionary<string, FeelType>(inner._own, StringComparer.Ordinal);
            foreach (var each in own)
            {
                joined[each.Key] = each.Value;
            }

            (own, inner) = (joined, inner._inner);
        }

        return new(own, inner) { NamedTypes = NamedTypes, LongestTypeName = LongestTypeName };
    }

    /// <summary>These names with types that <c>instance of</c> may name, for example item definitions.</summary>
    public FeelNames WithTypes(IReadOnlyDictionary<string, FeelType> namedTypes) => new(_own, _inner)
    {
        NamedTypes = namedTypes,
        LongestTypeName = namedTypes.Keys.Select(name => name.Length).Append(TypeNames.Longest).Max(),
    };
}
