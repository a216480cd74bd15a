using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Requirements;
using DigiSoc.Dmn.Tables;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>Finds values and results of another type than is prescribed, as far as types are known without evaluating.</summary>
internal static class TypeChecks
{
    public static IEnumerable<DmnDiagnostic> Check(DmnModel model) =>
        model.Graph.Nodes.OfType<DecisionNode>().SelectMany(Result)
            .Concat(model.Texts.Mismatches)
            .Concat(Inside([.. LogicWalk.Of(model).SelectMany(each => LogicWalk.All(each.Logic)).OfType<TableExpression>()
                .SelectMany(table => Check(table.Table, table.Place, model))], model));

    /// <summary>A decision whose logic can never give its type.</summary>
    private static IEnumerable<DmnDiagnostic> Result(DecisionNode node) =>
        node.Logic is { } logic ? ResultFit.Of(logic, node.Type, node.Element.Place) : [];

    /// <summary>What is said of cells as a whole, and faults inside the texts of all others.</summary>
    private static IEnumerable<DmnDiagnostic> Inside(List<DmnDiagnostic> cells, DmnModel model)
    {
        var told = cells.Where(cell => cell.Code == DmnCodes.CellTypeCode).Select(cell => cell.Place).ToHashSet();
        return cells.Concat(model.Texts.Texts.Concat(model.TypeTable.Constraints).Where(text => !told.Contains(text.Place))
            .SelectMany(text => text.Expression.FindFaults().Select(fault => DmnCodes.Fault(text.Place, text.Expression.Text, fault))));
    }

    private static IEnumerable<DmnDiagnostic> Check(DecisionTable table, DmnPlace place, DmnModel model) =>
        InputCells(table, model).Concat(OutputCells(table, model)).Concat(Policy(table, place, model));

    private static IEnumerable<DmnDiagnostic> InputCells(DecisionTable table, DmnModel model)
    {
        var shapes = table.Inputs.Select(input => ShapeOf(input.TypeRef, model)).ToList();
        foreach (var rule in table.Rules)
        {
            for (var at = 0; at < Math.Min(rule.Tests.Count, shapes.Count); at++)
            {
                if (shapes[at].Kind is { } kind && Order.IsSimple(kind)
                    && CellPatternReader.Read(rule.Tests[at]) is { } pattern && pattern.Kind != kind)
                {
                    yield return DmnCodes.CellType(
                        rule.Place with { Column = at + 1 }, rule.Tests[at], KindNames.Of(pattern.Kind), shapes[at].Name);
                }
            }
        }
    }

    private static IEnumerable<DmnDiagnostic> OutputCells(DecisionTable table, DmnModel model)
    {
        var shapes = table.Outputs.Select(output => ShapeOf(output.TypeRef, model)).ToList();
        foreach (var rule in table.Rules)
        {
            for (var at = 0; at < Math.Min(rule.Outputs.Count, shapes.Count); at++)
            {
                if (CellPatternReader.Constant(rule.Outputs[at]) is { } value && !shapes[at].TryCoerce(value, out _))
                {
                    yield return DmnCodes.CellType(
                        rule.Place with { Column = table.Inputs.Count + at + 1 },
                        rule.Outputs[at],
                        KindNames.Of(value.Kind),
                        shapes[at].Name);
                }
            }
        }
    }

    private static IEnumerable<DmnDiagnostic> Policy(DecisionTable table, DmnPlace place, DmnModel model)
    {
        if (table.HitPolicy is HitPolicy.Priority or HitPolicy.OutputOrder
            && table.Outputs.All(output => OutputRanks.Of(table, output, model.TypeTable) is null))
        {
            yield return DmnCodes.NoPriorities(place, table.HitPolicy == HitPolicy.Priority ? "PRIORITY" : "OUTPUT ORDER");
        }

        if (table is { HitPolicy: HitPolicy.Collect, Aggregation: Aggregation.Sum or Aggregation.Min or Aggregation.Max })
        {
            foreach (var output in table.Outputs)
            {
                if (ShapeOf(output.TypeRef, model).Kind is { } kind && !CanAggregate(table.Aggregation, kind))
                {
                    yield return DmnCodes.AggregateType(
                        output.Place, table.Aggregation.ToString().ToUpperInvariant(), KindNames.Of(kind));
                }
            }
        }
    }

    private static bool CanAggregate(Aggregation aggregation, FeelKind kind) => aggregation == Aggregation.Sum
        ? kind is FeelKind.Number or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration
        : kind is not (FeelKind.Boolean or FeelKind.List or FeelKind.Context or FeelKind.Function or FeelKind.Range);

    internal static FeelType ShapeOf(string? typeRef, DmnModel model) =>
        typeRef is null ? FeelType.Any
        : model.TypeTable.Types.TryGetValue(typeRef, out var type) ? type.Shape
        : BuiltInTypes.Find(typeRef)?.Shape ?? FeelType.Any;
}
