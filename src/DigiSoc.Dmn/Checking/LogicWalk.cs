using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Tables;

namespace DigiSoc.Dmn.Checking;

/// <summary>Goes through the boxed expressions of a model as written.</summary>
internal static class LogicWalk
{
    /// <summary>Every element that has logic, with it.</summary>
    public static IEnumerable<(DrgElement Owner, BoxedExpression Logic)> Of(DmnModel model) =>
        model.Decisions.Select(decision => ((DrgElement)decision, decision.Logic))
            .Concat(model.KnowledgeModels.Select(knowledge => ((DrgElement)knowledge, (BoxedExpression?)knowledge.Logic)))
            .Where(each => each.Item2 is not null)
            .Select(each => (each.Item1, each.Item2!));

    /// <summary>An expression and all inside it.</summary>
    public static IEnumerable<BoxedExpression> All(BoxedExpression expression)
    {
        var open = new Stack<BoxedExpression>([expression]);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var inner in Inside(next).OfType<BoxedExpression>().Reverse())
            {
                open.Push(inner);
            }
        }
    }

    /// <summary>The FEEL texts of an expression and of all inside it.</summary>
    public static IEnumerable<string> Texts(BoxedExpression expression) => All(expression).SelectMany(each => each switch
    {
        LiteralExpression literal => [literal.Text],
        TableExpression table => Texts(table.Table),
        _ => [],
    });

    private static IEnumerable<string> Texts(DecisionTable table) => table.Inputs.Select(input => input.Expression)
        .Concat(table.Inputs.Select(input => input.Values).Concat(table.Outputs.SelectMany(output => new[] { output.Default, output.Values })).OfType<string>())
        .Concat(table.Rules.SelectMany(rule => rule.Tests.Concat(rule.Outputs)));

    /// <summary>The expressions directly inside an expression, in file order; null where the file gives none.</summary>
    public static IEnumerable<BoxedExpression?> Inside(BoxedExpression expression) => expression switch
    {
        ContextExpression context => context.Entries.Select(entry => entry.Value),
        InvocationExpression invocation => invocation.Bindings.Select(binding => binding.Value).Prepend(invocation.Callee),
        RelationExpression relation => relation.Rows.SelectMany(row => row),
        ListExpression list => list.Items,
        FunctionExpression function => [function.Body],
        ConditionalExpression choice => [choice.If, choice.Then, choice.Else],
        FilterExpression filter => [filter.In, filter.Match],
        IteratorExpression iterator => [iterator.In, iterator.Body],
        _ => [],
    };
}
