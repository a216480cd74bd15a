using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Requirements;
using DigiSoc.Dmn.Types;

namespace DigiSoc.Dmn.Checking;

/// <summary>Goes through the decision tables of a model, each with what is known of the names that it sees.</summary>
internal sealed class TableWalk
{
    private readonly DmnModel _model;

    private TableWalk(DmnModel model) => _model = model;

    public static IEnumerable<(TableExpression Table, TypedNames Names)> Of(DmnModel model)
    {
        var walk = new TableWalk(model);
        return model.Graph.Nodes.SelectMany(node => node switch
        {
            DecisionNode decision => walk.Tables(decision.Decision.Logic, Required(decision.Requirements)),
            KnowledgeNode knowledge => walk.Tables(knowledge.Knowledge.Logic, Required(knowledge.Requirements)),
            _ => [],
        });
    }

    private static TypedNames Required(RequirementPlan plan) =>
        plan.Paths.Aggregate(TypedNames.None, (names, each) => names.With(each.Path, each.Element switch
        {
            InputNode input => input.Type,
            DecisionNode decision => decision.Type,
            _ => DmnType.Any,
        }));

    private IEnumerable<(TableExpression Table, TypedNames Names)> Tables(BoxedExpression? expression, TypedNames names) => expression switch
    {
        null => [],
        TableExpression table => [(table, names)],
        ContextExpression context => Context(context, names),
        FunctionExpression function => Tables(
            function.Body,
            function.Parameters.Aggregate(names, (known, parameter) => known.With(parameter.Name, TypeOf(parameter.TypeRef)))),
        IteratorExpression iterator => Tables(iterator.In, names).Concat(Tables(
            iterator.Body, names.With("partial", DmnType.Any).With(iterator.Variable.Name, ItemType(iterator.In, names)))),
        FilterExpression filter => Tables(filter.In, names).Concat(Tables(filter.Match, InFilter(ItemType(filter.In, names), names))),
        _ => LogicWalk.Inside(expression).SelectMany(inner => Tables(inner, names)),
    };

    /// <summary>Each entry sees the ones before it.</summary>
    private IEnumerable<(TableExpression Table, TypedNames Names)> Context(ContextExpression context, TypedNames names)
    {
        foreach (var entry in context.Entries)
        {
            foreach (var found in Tables(entry.Value, names))
            {
                yield return found;
            }

            if (entry.Variable is { } variable)
            {
                names = names.With(variable.Name, variable.TypeRef is null ? TypeOf(entry.Value, names) : TypeOf(variable.TypeRef));
            }
        }
    }

    /// <summary>The members of an item hide other names; of an unknown item they may be any.</summary>
    private static TypedNames InFilter(DmnType item, TypedNames names) => item.Members.Count == 0
        ? TypedNames.None
        : item.Members.Aggregate(names, (known, member) => known.With(member.Key, member.Value)).With("item", item);

    private DmnType ItemType(BoxedExpression? list, TypedNames names) => TypeOf(list, names).Item ?? DmnType.Any;

    private DmnType TypeOf(BoxedExpression? expression, TypedNames names) =>
        expression?.TypeRef is { } written ? TypeOf(written)
        : expression is LiteralExpression literal ? names.Of(literal.Text)
        : DmnType.Any;

    private DmnType TypeOf(string? typeRef) => _model.TypeTable.Known(typeRef);
}
