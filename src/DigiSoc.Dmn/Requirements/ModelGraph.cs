using DigiSoc.Dmn.Reading;
using DigiSoc.Dmn.Types;

namespace DigiSoc.Dmn.Requirements;

/// <summary>The elements of a model by id and name, and the models it imports.</summary>
internal sealed class ModelGraph
{
    private const int MaxImportDepth = 32;

    private readonly Dictionary<string, ElementNode> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElementNode> _byName = new(StringComparer.Ordinal);
    private readonly string _namespace;
    private Answer? _last;
    private readonly IReadOnlyList<(DmnImport Import, ModelGraph Graph)> _imports;

    public ModelGraph(
        Definitions definitions,
        TypeTable types,
        IReadOnlyList<(DmnImport, ModelGraph)> imports,
        List<DmnDiagnostic> diagnostics)
    {
        _namespace = definitions.Namespace;
        _imports = imports;
        var nodes = new List<ElementNode>();
        foreach (var element in definitions.Elements)
        {
            var node = Node(element, definitions.Namespace, types);
            nodes.Add(node);
            Register(node, diagnostics);
        }

        Nodes = nodes;
    }

    /// <summary>The model's own elements in file order.</summary>
    public IReadOnlyList<ElementNode> Nodes { get; }

    /// <summary>The model's own element of that id or, failing that, name; null when there is none.</summary>
    public ElementNode? Find(string idOrName) =>
        _byId.TryGetValue(idOrName, out var node) || _byName.TryGetValue(idOrName, out node) ? node : null;

    /// <summary>The decision of that name or id; a caller that asks with the same text again is answered at once.</summary>
    public DecisionNode? FindDecision(string nameOrId)
    {
        var last = _last;
        if (last is null || !ReferenceEquals(last.Asked, nameOrId))
        {
            _last = last = new Answer(nameOrId, Find<DecisionNode>(nameOrId));
        }

        return last.Found;
    }

    /// <summary>As <see cref="Find(string)"/>, names first: callers mostly know names.</summary>
    public T? Find<T>(string idOrName)
        where T : ElementNode =>
        _byName.GetValueOrDefault(idOrName) as T ?? _byId.GetValueOrDefault(idOrName) as T
        ?? Nodes.OfType<T>().FirstOrDefault(node => node.Name == idOrName);

    /// <summary>The element a reference means, with the names of the imports it is reached by; null with a diagnostic.</summary>
    public (IReadOnlyList<string> Path, ElementNode Element)? Find(
        DmnReference reference, DrgElement owner, List<DmnDiagnostic> diagnostics)
    {
        var space = reference.Namespace is null || reference.Namespace == _namespace ? _namespace : reference.Namespace;
        if (Reach(space, reference.Id, 0) is { } found)
        {
            return found;
        }

        diagnostics.Add(DmnCodes.UnknownReference(
            owner.Place, reference, "an element", NearNames.Of(reference.Id, _byId.Keys)));
        return null;
    }

    private (IReadOnlyList<string>, ElementNode)? Reach(string space, string id, int depth)
    {
        if (space == _namespace)
        {
            return Find(id) is { } own ? ([], own) : null;
        }

        if (depth >= MaxImportDepth)
        {
            return null;
        }

        // Directly imported models come before models that those import.
        foreach (var (import, graph) in _imports.OrderBy(each => each.Import.Namespace == space ? 0 : 1))
        {
            if (graph.Reach(space, id, depth + 1) is var (path, element))
            {
                return ([import.Name, .. path], element);
            }
        }

        return null;
    }

    private void Register(ElementNode node, List<DmnDiagnostic> diagnostics)
    {
        var isNew = _byId.TryAdd(node.Element.Id, node);
        if (!isNew)
        {
            diagnostics.Add(DmnCodes.DuplicateName(node.Element.Place, "id", node.Element.Id));
        }

        if (!_byName.TryAdd(node.Name, node) && isNew)
        {
            diagnostics.Add(DmnCodes.DuplicateName(node.Element.Place, "name", node.Name));
        }
    }

    private static ElementNode Node(DrgElement element, string space, TypeTable types) => element switch
    {
        InputData input => new InputNode(input, space, types.Find(input.TypeRef, input.Place)),
        Decision decision => new DecisionNode(decision, types.Find(decision.TypeRef, decision.Place)),
        BusinessKnowledgeModel knowledge => new KnowledgeNode(knowledge),
        DecisionService service => new ServiceNode(service, types.Find(service.TypeRef, service.Place)),
        _ => throw new InvalidOperationException($"Bug: no node for {element.GetType()}."),
    };

    /// <summary>One reference, so that threads may share it.</summary>
    private sealed record Answer(string Asked, DecisionNode? Found);
}
