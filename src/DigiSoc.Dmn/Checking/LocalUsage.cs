using DigiSoc.Dmn.Boxed;

namespace DigiSoc.Dmn.Checking;

/// <summary>Finds entries of contexts and parameters of functions that nothing uses.</summary>
internal static class LocalUsage
{
    public static IEnumerable<DmnDiagnostic> Check(DmnModel model)
    {
        var all = LogicWalk.Of(model).SelectMany(each => LogicWalk.All(each.Logic)).ToList();
        var unused = Functions(model, all).SelectMany(each => UnusedParameters(each.Function, each.Name).Select(found => (each.Name, found))).ToList();
        var values = unused.Count == 0 ? [] : PassedOn(model, all);
        return all.OfType<ContextExpression>().SelectMany(UnusedEntries)
            .Concat(unused.Where(each => !values.Contains(each.Name)).Select(each => each.found));
    }

    /// <summary>Functions with a name to call them by.</summary>
    private static IEnumerable<(string Name, FunctionExpression Function)> Functions(DmnModel model, List<BoxedExpression> all) =>
        model.KnowledgeModels.Where(knowledge => knowledge.Logic is not null).Select(knowledge => (knowledge.Name, knowledge.Logic!))
            .Concat(all.OfType<ContextExpression>().SelectMany(context => context.Entries)
                .Where(entry => entry is { Variable: not null, Value: FunctionExpression })
                .Select(entry => (entry.Variable!.Name, (FunctionExpression)entry.Value!)));

    /// <summary>Names used other than to call them: to whom a function is passed, its parameters are prescribed. Goes through all texts.</summary>
    private static HashSet<string> PassedOn(DmnModel model, List<BoxedExpression> all)
    {
        var callees = all.OfType<InvocationExpression>().Select(call => call.Callee).OfType<LiteralExpression>()
            .Select(callee => callee.Place).ToHashSet();
        return model.Texts.Texts.Where(each => !callees.Contains(each.Place))
            .SelectMany(each => each.Expression.FreeNames.Except(each.Expression.CalledNames)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The named entries of a context, with whether one after them, or its result, uses them.</summary>
    public static IReadOnlyList<(ContextEntry Entry, bool IsUsedLater)> Entries(ContextExpression context)
    {
        var entries = new List<(ContextEntry Entry, bool IsUsedLater)>();
        var later = new Mentions();
        foreach (var entry in context.Entries.Reverse())
        {
            if (entry.Variable is { } variable)
            {
                entries.Add((entry, later.Have(variable.Name)));
            }

            foreach (var text in entry.Value is null ? [] : LogicWalk.Texts(entry.Value))
            {
                later.Add(text);
            }
        }

        entries.Reverse();
        return entries;
    }

    /// <summary>Entries of a context that has a result: what else they may be for nobody sees.</summary>
    private static IEnumerable<DmnDiagnostic> UnusedEntries(ContextExpression context) =>
        context.Entries.All(entry => entry.Variable is not null)
            ? []
            : Entries(context).Where(each => !each.IsUsedLater)
                .Select(each => DmnCodes.UnusedEntry(each.Entry.Value?.Place ?? context.Place, each.Entry.Variable!.Name));

    private static IEnumerable<DmnDiagnostic> UnusedParameters(FunctionExpression function, string name)
    {
        if (function is not { Kind: FunctionKind.Feel, Body: { } body })
        {
            return [];
        }

        var texts = new Mentions(LogicWalk.Texts(body));
        return function.Parameters.Where(parameter => !texts.Have(parameter.Name))
            .Select(parameter => DmnCodes.UnusedParameter(function.Place, name, parameter.Name));
    }
}
