using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>Binds the elements of a model to one another and compiles their logic.</summary>
internal sealed class GraphBinder
{
    private readonly ModelGraph _graph;
    private readonly TypeTable _types;
    private readonly LogicCompiler _compiler;
    private readonly List<DmnDiagnostic> _diagnostics;
    private readonly FeelNames _names;

    /// <summary>Knowledge models require functions only, which are there without any data.</summary>
    private readonly DecisionScope _noData =
        Run.Rent(new FeelEnvironment(DateTimeOffset.UnixEpoch), null).ScopeOf(FeelContext.Empty);

    private GraphBinder(ModelGraph graph, TypeTable types, List<DmnDiagnostic> diagnostics)
    {
        _graph = graph;
        _types = types;
        _diagnostics = diagnostics;
        _compiler = new LogicCompiler(types, graph.Nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal), diagnostics);
        _names = FeelNames.Empty.WithTypes(types.Shapes);
    }

    /// <summary>Binds all elements; what cannot be bound is a diagnostic, and evaluates to null with a cause.</summary>
    /// <returns>What the checker is to judge: the texts, and what was seen of types already.</returns>
    public static BoundTexts Bind(ModelGraph graph, TypeTable types, List<DmnDiagnostic> diagnostics)
    {
        var binder = new GraphBinder(graph, types, diagnostics);
        foreach (var node in graph.Nodes)
        {
            binder.Resolve(node);
        }

        var order = RequirementOrder.Of(graph.Nodes);
        diagnostics.AddRange(order.Circles);
        foreach (var node in order.Nodes)
        {
            binder.Compile(node);
        }

        return new BoundTexts(binder._compiler.Texts, binder._compiler.Mismatches);
    }

    private void Resolve(ElementNode node)
    {
        switch (node)
        {
            case DecisionNode decision:
                decision.Requirements = Plan(decision.Element, [.. decision.Decision.Information, .. decision.Decision.Knowledge]);
                break;
            case KnowledgeNode knowledge:
                knowledge.Requirements = Plan(knowledge.Element, knowledge.Knowledge.Knowledge);
                break;
            case ServiceNode service:
                service.Outputs = [.. Find(service, service.Service.OutputDecisions).OfType<DecisionNode>()];
                service.Parameters =
                    [.. Find(service, service.Service.InputData), .. Find(service, service.Service.InputDecisions)];
                Find(service, service.Service.EncapsulatedDecisions);
                break;
        }
    }

    private RequirementPlan Plan(DrgElement owner, IReadOnlyList<DmnReference> references) =>
        RequirementPlan.Of(references.Select(reference => _graph.Find(reference, owner, _diagnostics))
            .OfType<(IReadOnlyList<string>, ElementNode)>());

    private List<ElementNode> Find(ElementNode owner, IReadOnlyList<DmnReference> references) =>
        [.. references.Select(reference => _graph.Find(reference, owner.Element, _diagnostics)?.Element).OfType<ElementNode>()];

    private void Compile(ElementNode node)
    {
        switch (node)
        {
            case DecisionNode decision:
                decision.Logic = _compiler.Compile(
                    decision.Decision.Logic, decision.Requirements.Names(_names), decision.Element.Place);
                break;
            case KnowledgeNode knowledge:
                Compile(knowledge);
                break;
            case ServiceNode service:
                service.Function = ServiceFunction.Of(service);
                break;
        }
    }

    private void Compile(KnowledgeNode node)
    {
        if (node.Knowledge.Logic is not { } logic)
        {
            return;
        }

        var result = ResultType(node, logic) ?? DmnType.Any;
        var names = node.Requirements.Names(_names.With(node.Name, _compiler.Signature(logic, result)));
        node.Logic = _compiler.Function(node.Name, logic, names, result);
        _compiler.Compare(node.Logic.Body, result, node.Element.Place);
        node.Function = node.Logic.Close(() => node.Variables);
        node.Variables = node.Requirements.Variables(_noData).With(node.Name, FeelValue.Of(node.Function));
    }

    /// <summary>The variable's type is the function's, or (in older models) that of its result.</summary>
    private DmnType? ResultType(KnowledgeNode node, FunctionExpression logic)
    {
        var variable = _types.Find(node.Knowledge.TypeRef, node.Element.Place);
        var declared = variable.Result ?? (variable.Shape.Kind == FeelKind.Function ? DmnType.Any : variable);
        if (!ReferenceEquals(declared, DmnType.Any))
        {
            return declared;
        }

        var encapsulated = _types.Find(logic.TypeRef, logic.Place);
        return encapsulated.Result ?? (encapsulated.Shape.Kind == FeelKind.Function ? null : encapsulated);
    }
}
