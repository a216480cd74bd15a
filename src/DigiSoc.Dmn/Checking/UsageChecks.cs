using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Requirements;

namespace DigiSoc.Dmn.Checking;

/// <summary>Finds what is defined and never used.</summary>
internal static class UsageChecks
{
    public static IEnumerable<DmnDiagnostic> Check(DmnModel model, bool isImported)
    {
        var required = model.Graph.Nodes.SelectMany(node => Required(node).Where(other => other != node)).ToHashSet();

        // Without decisions it is a library as well: what uses it is in other models.
        var isLibrary = isImported || model.Decisions.Count == 0;
        return model.Graph.Nodes.Where(node => !isLibrary && !required.Contains(node)).Select(Unused).OfType<DmnDiagnostic>()
            .Concat(model.Graph.Nodes.SelectMany(UnusedRequirements))
            .Concat(isImported ? [] : model.Graph.Nodes.OfType<DecisionNode>().SelectMany(node => UnusedOutputs(node, model)))
            .Concat(model.Graph.Nodes.OfType<ServiceNode>().SelectMany(node => UnusedInService(node, model)))
            .Concat(isLibrary ? [] : UnusedTypes(model))
            .Concat(UnusedImports(model))
            .Concat(LocalUsage.Check(model))
            .Concat(Recursion.Check(model));
    }

    private static IEnumerable<ElementNode> Required(ElementNode node) => node switch
    {
        DecisionNode decision => decision.Requirements.Elements,
        KnowledgeNode knowledge => knowledge.Requirements.Elements,
        ServiceNode service => service.Parameters.Concat(service.Outputs),
        _ => [],
    };

    private static DmnDiagnostic? Unused(ElementNode node) => node switch
    {
        InputNode => DmnCodes.UnusedInput(node.Element.Place, node.Name),
        KnowledgeNode => DmnCodes.UnusedKnowledge(node.Element.Place, node.Name),
        _ => null,
    };

    private static IEnumerable<DmnDiagnostic> UnusedRequirements(ElementNode node)
    {
        var logic = node switch
        {
            DecisionNode decision => decision.Decision.Logic,
            KnowledgeNode knowledge => knowledge.Knowledge.Logic,
            _ => null,
        };
        if (logic is null)
        {
            return [];
        }

        var texts = new Mentions(LogicWalk.Texts(logic));
        return Required(node).Where(required => !texts.Have(required.Name))
            .Select(required => DmnCodes.UnusedRequirement(node.Element.Place, node.Name, required.Name));
    }

    /// <summary>What a service takes or holds, but none of its outputs needs.</summary>
    private static IEnumerable<DmnDiagnostic> UnusedInService(ServiceNode node, DmnModel model)
    {
        var needed = new HashSet<ElementNode>(node.Outputs);
        var open = new Stack<DecisionNode>(node.Outputs);
        while (open.TryPop(out var decision))
        {
            foreach (var next in decision.Requirements.Elements.Where(needed.Add))
            {
                if (next is DecisionNode inner && !node.Parameters.Contains(inner))
                {
                    open.Push(inner);
                }
            }
        }

        var held = node.Service.EncapsulatedDecisions.Where(reference => reference.Namespace is null)
            .Select(reference => model.Graph.Find(reference.Id)).OfType<DecisionNode>();
        return node.Outputs.Count == 0 ? [] : node.Parameters.Concat(held).Where(element => !needed.Contains(element))
            .Select(element => DmnCodes.UnusedInService(node.Element.Place, node.Name, element.Name));
    }

    /// <summary>Output columns, or context entries, of a decision that other decisions require, but that none of them mentions.</summary>
    private static IEnumerable<DmnDiagnostic> UnusedOutputs(DecisionNode node, DmnModel model)
    {
        var outputs = Outputs(node.Decision.Logic).ToList();
        if (outputs.Count == 0)
        {
            return [];
        }

        var users = model.Graph.Nodes.OfType<DecisionNode>()
            .Where(user => user.Requirements.Elements.Contains(node) && user.Decision.Logic is not null).ToList();
        var isResult = model.Graph.Nodes.OfType<ServiceNode>().Any(service => service.Outputs.Contains(node));
        if (users.Count == 0 || isResult)
        {
            return [];
        }

        var texts = new Mentions(users.SelectMany(user => LogicWalk.Texts(user.Decision.Logic!)));
        return texts.HaveWhole(node.Name)
            ? []
            : outputs.Where(output => !output.IsUsedInside && !texts.Have(output.Name))
                .Select(output => DmnCodes.UnusedOutput(output.Place, node.Name, output.Name));
    }

    /// <summary>The named parts of a decision's value.</summary>
    private static IEnumerable<(string Name, DmnPlace Place, bool IsUsedInside)> Outputs(BoxedExpression? logic) => logic switch
    {
        TableExpression { Table: { Outputs.Count: > 1 } table } => table.Outputs.Where(output => output.Name is not null)
            .Select(output => (output.Name!, output.Place, false)),
        ContextExpression context when context.Entries.All(entry => entry.Variable is not null) => LocalUsage.Entries(context)
            .Select(entry => (entry.Entry.Variable!.Name, entry.Entry.Value?.Place ?? context.Place, entry.IsUsedLater)),
        _ => [],
    };

    private static IEnumerable<DmnDiagnostic> UnusedTypes(DmnModel model)
    {
        var used = UsedTypes(model);
        var rest = model.ItemDefinitions.Where(type => !used.Contains(type.Name)).ToList();
        var texts = rest.Count == 0 ? new Mentions() : AllTexts(model);
        return rest.Where(type => !texts.Have(type.Name)).Select(type => DmnCodes.UnusedType(type.Place, type.Name));
    }

    /// <summary>Models imported of which no element, no type and no name is used.</summary>
    private static IEnumerable<DmnDiagnostic> UnusedImports(DmnModel model)
    {
        var references = model.Decisions.SelectMany(decision => decision.Information.Concat(decision.Knowledge))
            .Concat(model.KnowledgeModels.SelectMany(knowledge => knowledge.Knowledge))
            .Concat(model.Services.SelectMany(service => service.OutputDecisions.Concat(service.EncapsulatedDecisions)
                .Concat(service.InputDecisions).Concat(service.InputData)))
            .Select(reference => reference.Namespace).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var imported = model.ImportedModels.Select(each => each.Key).ToList();

        // What is reached through another model may be reached through any.
        if (imported.Count == 0 || !references.All(space => space == model.Namespace || imported.Exists(import => import.Namespace == space)))
        {
            return [];
        }

        var types = UsedTypes(model);
        var texts = AllTexts(model);
        return model.ImportedModels.Where(each => !references.Contains(each.Key.Namespace) && !texts.Have(each.Key.Name)
                && !each.Value.TypeTable.Types.Keys.Any(type => types.Contains(each.Key.Name.Length == 0 ? type : $"{each.Key.Name}.{type}")))
            .Select(each => DmnCodes.UnusedImport(DmnPlace.Model(model.Name) with { Line = each.Key.Line }, each.Key.Name, each.Key.Namespace));
    }

    private static Mentions AllTexts(DmnModel model) => new(LogicWalk.Of(model).SelectMany(each => LogicWalk.Texts(each.Logic)));

    private static HashSet<string> UsedTypes(DmnModel model) => model.Inputs.Select(input => input.TypeRef)
            .Concat(model.Decisions.Select(decision => decision.TypeRef))
            .Concat(model.KnowledgeModels.Select(knowledge => knowledge.TypeRef))
            .Concat(model.Services.Select(service => service.TypeRef))
            .Concat(model.ItemDefinitions.SelectMany(UsedBy))
            .Concat(LogicWalk.Of(model).SelectMany(each => LogicWalk.All(each.Logic)).SelectMany(UsedBy))
            .OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string?> UsedBy(ItemDefinition definition) => definition.Components.SelectMany(UsedBy)
        .Append(definition.TypeRef)
        .Append(definition.Function?.OutputTypeRef)
        .Concat(definition.Function?.Parameters.Select(parameter => parameter.TypeRef) ?? []);

    private static IEnumerable<string?> UsedBy(BoxedExpression expression) => expression switch
    {
        ContextExpression context => context.Entries.Select(entry => entry.Variable?.TypeRef).Append(context.TypeRef),
        FunctionExpression function => function.Parameters.Select(parameter => parameter.TypeRef).Append(function.TypeRef),
        RelationExpression relation => relation.Columns.Select(column => column.TypeRef).Append(relation.TypeRef),
        InvocationExpression call => call.Bindings.Select(binding => binding.Parameter.TypeRef).Append(call.TypeRef),
        IteratorExpression iterator => [iterator.Variable.TypeRef, iterator.TypeRef],
        TableExpression table => table.Table.Inputs.Select(input => input.TypeRef)
            .Concat(table.Table.Outputs.Select(output => output.TypeRef)).Append(table.TypeRef),
        _ => [expression.TypeRef],
    };
}
