using DigiSoc.Feel;

namespace DigiSoc.Dmn.Types;

/// <summary>The types a model knows: those of FEEL, its item definitions, and those of imported models.</summary>
internal sealed class TypeTable
{
    /// <summary>A type that refers to so many others, one through another, is no type: the stack would not do.</summary>
    private const int MostLevels = 200;

    /// <summary>Types inside one type at all levels; they double with every level when each is referred to twice.</summary>
    private const int MostParts = 100_000;

    private readonly Dictionary<string, ItemDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DmnType> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly List<DmnDiagnostic> _diagnostics;
    private readonly List<(FeelExpression, DmnPlace)> _constraints = [];

    public TypeTable(
        IReadOnlyList<ItemDefinition> definitions,
        IEnumerable<KeyValuePair<string, TypeTable>> imports,
        List<DmnDiagnostic> diagnostics)
    {
        _diagnostics = diagnostics;
        foreach (var (import, types) in imports)
        {
            AddImported(import, types);
        }

        foreach (var definition in definitions)
        {
            if (!_definitions.TryAdd(definition.Name, definition))
            {
                diagnostics.Add(DmnCodes.DuplicateName(definition.Place, "type", definition.Name));
            }
        }

        foreach (var definition in _definitions.Values)
        {
            Resolve(definition.Name, definition.Place);
        }
    }

    /// <summary>Types by name, imported ones with the import's name before theirs.</summary>
    public IReadOnlyDictionary<string, DmnType> Types => _types;

    /// <summary>The constraints of the model's own types, for the checker.</summary>
    public IReadOnlyList<(FeelExpression Expression, DmnPlace Place)> Constraints => _constraints;

    /// <summary>The same without constraints, as <c>instance of</c> sees them.</summary>
    public IReadOnlyDictionary<string, FeelType> Shapes =>
        _types.ToDictionary(type => type.Key, type => type.Value.Shape, StringComparer.Ordinal);

    /// <summary>The type of that name; Any with a diagnostic when there is none, Any when the name is null.</summary>
    public DmnType Find(string? name, DmnPlace place)
    {
        if (name is null)
        {
            return DmnType.Any;
        }

        if (_types.TryGetValue(name, out var known) || BuiltInTypes.Find(name) is { } builtIn && (known = builtIn) is not null)
        {
            return known;
        }

        _diagnostics.Add(DmnCodes.UnknownType(place, name, NearNames.Of(name, _types.Keys.Concat(BuiltInTypes.Names))));
        return DmnType.Any;
    }

    /// <summary>The type of that name; Any when there is none, which <see cref="Find"/> tells.</summary>
    public DmnType Known(string? name) =>
        name is null ? DmnType.Any : _types.GetValueOrDefault(name) ?? BuiltInTypes.Find(name) ?? DmnType.Any;

    private void AddImported(string import, TypeTable imported)
    {
        foreach (var (name, type) in imported._types)
        {
            _types.TryAdd(import.Length == 0 ? name : $"{import}.{name}", type);
        }
    }

    private DmnType Resolve(string name, DmnPlace place)
    {
        if (_types.TryGetValue(name, out var done) || !_definitions.TryGetValue(name, out var definition))
        {
            return done ?? Find(name, place);
        }

        if (_open.Count >= MostLevels)
        {
            return TooDeep(definition);
        }

        if (!_open.Add(name))
        {
            // A type inside itself, such as a tree of lists: its inner occurrences are taken as they are.
            return DmnType.Any;
        }

        var built = Build(definition);
        _open.Remove(name);
        return _types[name] = built.Levels > MostLevels || built.Parts > MostParts ? TooDeep(definition) : built;
    }

    private DmnType TooDeep(ItemDefinition definition)
    {
        _diagnostics.Add(DmnCodes.TypeTooDeep(definition.Place, definition.Name, MostLevels, MostParts));
        return DmnType.Any;
    }

    private DmnType Build(ItemDefinition definition)
    {
        var basis = definition.Function is { } function ? Function(definition, function)
            : definition.Components.Count > 0 ? Structure(definition)
            : definition.TypeRef is { } reference ? Reference(definition, reference)
            : DmnType.Any;
        var allowed = Constraint(definition.AllowedValues, basis.Shape, definition.Place);
        return definition.IsCollection
            ? DmnType.Collection(definition.Name, allowed is null ? basis : basis.As(basis.Name, allowed))
                .As(definition.Name, Constraint(definition.TypeConstraint, FeelType.ListOf(basis.Shape), definition.Place))
            : basis.As(definition.Name, allowed)
                .As(definition.Name, Constraint(definition.TypeConstraint, basis.Shape, definition.Place));
    }

    private DmnType Reference(ItemDefinition definition, string reference)
    {
        if (reference == definition.Name && _open.Contains(reference) && BuiltInTypes.Find(reference) is null)
        {
            _diagnostics.Add(DmnCodes.CyclicType(definition.Place, reference));
            return DmnType.Any;
        }

        return Inner(reference, definition.Place);
    }

    // An item definition may bear the name of a FEEL type that it restricts; then FEEL's is meant.
    private DmnType Inner(string? reference, DmnPlace place) =>
        reference is null ? DmnType.Any
        : _open.Contains(reference) && BuiltInTypes.Find(reference) is { } builtIn ? builtIn
        : Resolve(reference, place);

    private DmnType Structure(ItemDefinition definition) => DmnType.Structure(
        definition.Name,
        [.. definition.Components.DistinctBy(component => component.Name)
            .Select(component => KeyValuePair.Create(component.Name, Build(component)))]);

    private DmnType Function(ItemDefinition definition, FunctionItem function) => DmnType.Function(
        definition.Name,
        [.. function.Parameters.Select(parameter => Inner(parameter.TypeRef, definition.Place))],
        Inner(function.OutputTypeRef, definition.Place));

    private ValueConstraint? Constraint(string? text, FeelType type, DmnPlace place)
    {
        if (text is null)
        {
            return null;
        }

        var parsed = FeelExpression.ParseUnaryTests(text, FeelNames.Empty.With("?", type));
        if (parsed.Expression is null)
        {
            _diagnostics.Add(DmnCodes.BadExpression(place, text, parsed.Problems[0].Text));
        }
        else
        {
            _constraints.Add((parsed.Expression, place));
        }

        return new ValueConstraint(text, parsed.Expression);
    }
}
