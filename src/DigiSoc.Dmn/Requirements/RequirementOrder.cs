namespace DigiSoc.Dmn.Requirements;

/// <summary>The elements with each after those it requires; elements in a circle are left out and reported.</summary>
/// <param name="Nodes">Elements in order; knowledge models in a circle follow at the end, since functions may recurse.</param>
/// <param name="Circles">A diagnostic for each element in a circle.</param>
internal sealed record RequirementOrder(IReadOnlyList<ElementNode> Nodes, IReadOnlyList<DmnDiagnostic> Circles)
{
    /// <summary>Elements of a circle that are told by name; each element of a large one has a finding.</summary>
    private const int MostShown = 20;

    public static RequirementOrder Of(IReadOnlyList<ElementNode> nodes)
    {
        var own = nodes.ToHashSet();
        var waiting = nodes.ToDictionary(node => node, node => RequiredBy(node).Where(own.Contains).Distinct().Count());
        var users = nodes.SelectMany(node => RequiredBy(node).Where(own.Contains).Distinct().Select(required => (required, node)))
            .ToLookup(pair => pair.required, pair => pair.node);
        var ready = new Queue<ElementNode>(nodes.Where(node => waiting[node] == 0));
        var order = new List<ElementNode>();
        while (ready.TryDequeue(out var node))
        {
            order.Add(node);
            foreach (var user in users[node].Where(user => --waiting[user] == 0))
            {
                ready.Enqueue(user);
            }
        }

        var stuck = nodes.Except(order).ToList();
        var circles = stuck.Select(node => (node, path: Circle(node))).Where(found => found.path is not null).ToList();
        var inCircle = circles.Select(found => found.node).Where(node => node is not KnowledgeNode).ToHashSet();
        return new RequirementOrder(
            [.. order, .. stuck.Where(node => !inCircle.Contains(node))],
            [.. circles.Where(found => found.node is not KnowledgeNode)
                .Select(found => DmnCodes.CyclicRequirement(found.node.Element.Place, found.path!))]);
    }

    /// <summary>What an element needs before it can be compiled.</summary>
    public static IEnumerable<ElementNode> RequiredBy(ElementNode node) => node switch
    {
        DecisionNode decision => decision.Requirements.Elements,
        KnowledgeNode knowledge => knowledge.Requirements.Elements.Where(required => required != knowledge),
        ServiceNode service => service.Outputs,
        _ => [],
    };

    /// <summary>The way from an element back to itself, as names; null when there is none.</summary>
    private static string? Circle(ElementNode start)
    {
        var cameFrom = new Dictionary<ElementNode, ElementNode>();
        var open = new Queue<ElementNode>([start]);
        while (open.TryDequeue(out var node))
        {
            foreach (var next in RequiredBy(node))
            {
                if (next == start)
                {
                    return Path(start, node, cameFrom);
                }

                if (cameFrom.TryAdd(next, node))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }

    private static string Path(ElementNode start, ElementNode last, Dictionary<ElementNode, ElementNode> cameFrom)
    {
        var names = new List<string> { start.Name };
        for (var node = last; node != start; node = cameFrom[node])
        {
            names.Add(node.Name);
        }

        names.Add(start.Name);
        names.Reverse();
        return string.Join(" → ", names.Count <= MostShown ? names : [.. names[..MostShown], $"… ({names.Count - 1 - MostShown} more)", start.Name]);
    }
}
