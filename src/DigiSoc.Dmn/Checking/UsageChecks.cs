using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Requirements;

namespace DigiSoc.Dmn.Checking;

/// <summary>Finds what is defined and never used.</summary>
internal static class UsageChecks
{
    public static IEnumerable<DmnDiagnostic> Check(DmnModel model)
    {
        var required = model.Graph.Nodes.SelectMany(Required).ToHashSet();
        return model.Graph.Nodes.Where(node => !required.Contains(node)).Select(Unused).OfType<DmnDiagnostic>()
            .Concat(model.Graph.Nodes.SelectMany(UnusedRequirements))
            .Concat(model.Graph.Nodes.OfType<DecisionNode>().SelectMany(node => UnusedOutputs(node, model)))
            .Concat(UnusedTypes(model));
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

        var texts = LogicWalk.Texts(logic).ToList();
        return Required(node).Where(required => !texts.Any(text => Mentions(text, required.Name)))
            .Select(required => DmnCodes.UnusedRequirement(node.Element.Place, node.Name, required.Name));
    }

    /// <summary>Output columns of a decision that other decisions require, but that none of them mentions.</summary>
    private static IEnumerable<DmnDiagnostic> UnusedOutputs(DecisionNode node, DmnModel model)
    {
        if (node.Decision.Logic is not TableExpression { Table: { Outputs.Count: > 1 } table })
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

        var texts = users.SelectMany(user => LogicWalk.Texts(user.Decision.Logic!)).ToList();
        return texts.Any(text => IsTakenWhole(text, node.Name))
            ? []
            : table.Outputs.Where(output => output.Name is not null && !texts.Any(text => Mentions(text, output.Name)))
                .Select(output => DmnCodes.UnusedOutput(output.Place, node.Name, output.Name!));
    }

    /// <summary>Whether a text uses the name without a member after it, so that every output may be used.</summary>
    private static bool IsTakenWhole(string text, string name)
    {
        for (var at = Next(text, name, 0); at >= 0; at = Next(text, name, at + 1))
        {
            var after = text.AsSpan(at + name.Length).TrimStart();
            if (IsWhole(text, at, name.Length) && (after.IsEmpty || after[0] != '.'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(string text, string name)
    {
        var normal = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        for (var at = Next(normal, name, 0); at >= 0; at = Next(normal, name, at + 1))
        {
            if (IsWhole(normal, at, name.Length))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the name occurs next; −1 when nowhere. What has no name occurs nowhere.</summary>
    private static int Next(string text, string name, int from) =>
        name.Length == 0 ? -1 : text.IndexOf(name, from, StringComparison.Ordinal);

    private static bool IsWhole(string text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1]) && text[at - 1] != '_')
        && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]) && text[at + length] != '_');

    private static IEnumerable<DmnDiagnostic> UnusedTypes(DmnModel model)
    {
        var used = model.Inputs.Select(input => input.TypeRef)
            .Concat(model.Decisions.Select(decision => decision.TypeRef))
            .Concat(model.KnowledgeModels.Select(knowledge => knowledge.TypeRef))
            .Concat(model.Services.Select(service => service.TypeRef))
            .Concat(model.ItemDefinitions.SelectMany(UsedBy))
            .Concat(LogicWalk.Of(model).SelectMany(each => LogicWalk.All(each.Logic)).SelectMany(UsedBy))
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        var texts = LogicWalk.Of(model).SelectMany(each => LogicWalk.Texts(each.Logic)).ToList();
        return model.ItemDefinitions
            .Where(type => !used.Contains(type.Name) && !texts.Any(text => Mentions(text, type.Name)))
            .Select(type => DmnCodes.UnusedType(type.Place, type.Name));
    }

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
