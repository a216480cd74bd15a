using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>The names an element's logic sees: what it requires, imported elements under the import's name.</summary>
internal sealed class RequirementPlan
{
    private readonly FeelContextShape _shape;
    private readonly Entry[] _entries;
    private readonly FeelEntryFinder _inputs;

    private RequirementPlan(Entry[] entries)
    {
        _entries = entries;
        _shape = FeelContextShape.Of([.. entries.Select(entry => entry.Name)]);
        _inputs = new FeelEntryFinder(Array.ConvertAll(entries, entry => entry.Input?.Names ?? []));
    }

    public static RequirementPlan None { get; } = new([]);

    /// <summary>All elements required, imported ones included.</summary>
    public IEnumerable<ElementNode> Elements => _entries.SelectMany(entry => entry.Elements);

    /// <summary>All elements required, with the names that lead to each: its own, behind those of imports.</summary>
    public IEnumerable<(string Path, ElementNode Element)> Paths => _entries.SelectMany(entry => entry.Element is { } own
        ? [(entry.Name, own)]
        : entry.Imported!.Paths.Select(inner => ($"{entry.Name}.{inner.Path}", inner.Element)));

    /// <summary>A plan of elements with the import path each is reached by; empty for the model's own.</summary>
    public static RequirementPlan Of(IEnumerable<(IReadOnlyList<string> Path, ElementNode Element)> required) =>
        new(Group(required.Select(each => (Path: each.Path.Where(name => name.Length > 0).ToList(), each.Element)).ToList(), 0));

    /// <summary>The variables of an evaluation.</summary>
    public FeelContext Variables(DecisionScope scope)
    {
        if (_entries.Length == 0)
        {
            return FeelContext.Empty;
        }

        var values = new FeelValue[_entries.Length];
        Fill(values, scope);
        return _shape.Make(values);
    }

    /// <summary>Room for the variables of evaluations that do not keep them; null where there are none.</summary>
    public FeelContextRoom? MakeRoom() => _entries.Length == 0 ? null : _shape.MakeRoom();

    /// <summary>Writes the variables of an evaluation, in the order of the shape.</summary>
    public void Fill(Span<FeelValue> values, DecisionScope scope)
    {
        var places = scope.PlacesOf(_inputs);
        for (var at = 0; at < _entries.Length; at++)
        {
            var entry = _entries[at];
            values[at] = entry.Input is { } input ? scope.ValueOf(input, places[at]) : entry.Value(scope, places[at]);
        }
    }

    /// <summary>The names with what is known of their types.</summary>
    public FeelNames Names(FeelNames start) =>
        _entries.Aggregate(start, (names, entry) => names.With(entry.Name, entry.Type));

    private static Entry[] Group(List<(List<string> Path, ElementNode Element)> required, int level)
    {
        var own = required.Where(each => each.Path.Count == level)
            .Select(each => new Entry(each.Element.Name, each.Element, null));
        var imported = required.Where(each => each.Path.Count > level)
            .GroupBy(each => each.Path[level], StringComparer.Ordinal)
            .Select(group => new Entry(group.Key, null, new RequirementPlan(Group([.. group], level + 1))));
        return [.. own.Concat(imported).DistinctBy(entry => entry.Name)];
    }

    private sealed record Entry(string Name, ElementNode? Element, RequirementPlan? Imported)
    {
        public IEnumerable<ElementNode> Elements => Element is null ? Imported!.Elements : [Element];

        public InputNode? Input { get; } = Element as InputNode;

        public FeelType Type => Element?.KnownType ?? FeelType.ExactContextOf(
            Imported!._entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Type)));

        public FeelValue Value(DecisionScope scope, int place) =>
            Element is null ? FeelValue.Of(Imported!.Variables(scope)) : Element.ValueIn(scope, place);
    }
}
