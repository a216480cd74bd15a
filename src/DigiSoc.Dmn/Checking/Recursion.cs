using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Requirements;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>Finds knowledge models that call themselves, directly or through one another.</summary>
internal static class Recursion
{
    private const int MostShown = 20;

    /// <summary>A finding for each circle of calls, at the knowledge model where it was entered.</summary>
    public static IEnumerable<DmnDiagnostic> Check(DmnModel model)
    {
        var texts = model.Texts.Texts.ToLookup(each => each.Place.ElementName, each => each.Expression, StringComparer.Ordinal);

        // How far each is: on the way down a place in the path, from 0; behind it, done.
        var places = new Dictionary<KnowledgeNode, int>();
        var path = new List<(KnowledgeNode Node, IEnumerator<KnowledgeNode> Calls)>();
        foreach (var start in model.Graph.Nodes.OfType<KnowledgeNode>().Where(node => !places.ContainsKey(node)))
        {
            Enter(start);
            while (path.Count > 0)
            {
                var (node, calls) = path[^1];
                if (!calls.MoveNext())
                {
                    places[node] = -1;
                    path.RemoveAt(path.Count - 1);
                }
                else if (!places.TryGetValue(calls.Current, out var place))
                {
                    Enter(calls.Current);
                }
                else if (place >= 0)
                {
                    yield return DmnCodes.Recursion(
                        calls.Current.Element.Place, Named([.. path.Skip(place).Select(each => each.Node.Name), calls.Current.Name]));
                }
            }
        }

        void Enter(KnowledgeNode node)
        {
            places[node] = path.Count;
            path.Add((node, Calls(node, texts).GetEnumerator()));
        }
    }

    private static IEnumerable<KnowledgeNode> Calls(KnowledgeNode node, ILookup<string, FeelExpression> texts)
    {
        var required = node.Requirements.Elements.OfType<KnowledgeNode>();
        return (CallsItself(node, texts) ? required.Append(node) : required).Distinct();
    }

    /// <summary>Whether its body calls its own name, which it sees without a requirement, and which no parameter hides.</summary>
    private static bool CallsItself(KnowledgeNode node, ILookup<string, FeelExpression> texts) => node.Knowledge.Logic is { Body: { } body } logic
        && logic.Parameters.All(parameter => parameter.Name != node.Name)
        && (texts[node.Name].Any(text => text.CalledNames.Contains(node.Name))
            || LogicWalk.All(body).OfType<InvocationExpression>()
                .Any(call => call.Callee is LiteralExpression { Text: var text } && text.Trim() == node.Name));

    private static string Named(IReadOnlyList<string> names) => string.Join(
        " → ", names.Count <= MostShown ? names : [.. names.Take(MostShown), $"… ({names.Count - 1 - MostShown} more)", names[^1]]);
}
