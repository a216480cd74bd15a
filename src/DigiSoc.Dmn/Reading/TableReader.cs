using System.Xml.Linq;
using DigiSoc.Dmn.Tables;
using static DigiSoc.Dmn.Reading.ReadingScope;

namespace DigiSoc.Dmn.Reading;

/// <summary>Reads decision tables.</summary>
internal sealed class TableReader(ReadingScope scope)
{
    /// <summary>The table an element is.</summary>
    public DecisionTable Read(XElement element)
    {
        var inputs = Children(element, "input").Select((input, at) => Input(input, at + 1)).ToList();
        var outputs = Children(element, "output").Select((output, at) => Output(output, inputs.Count + at + 1)).ToList();
        var annotations = Children(element, "annotation").Select(column => Attribute(column, "name") ?? "").ToList();
        return new DecisionTable
        {
            TypeRef = scope.TypeRef(element) ?? scope.TypeRef(Child(Definer(element), "variable")),
            HitPolicy = Policy(element),
            Aggregation = Aggregate(element),
            Inputs = inputs,
            Outputs = outputs,
            Annotations = annotations,
            Rules = [.. Children(element, "rule").Select((rule, at) => Rule(rule, at + 1, annotations))],
            Norms = NormsOf(element),
            ForeignLanguage = element.Descendants().Where(IsFormula).Select(scope.ForeignLanguage).FirstOrDefault(found => found is not null),
        };
    }

    /// <summary>The decision, entry or knowledge model that the table is the logic of.</summary>
    private static XElement? Definer(XElement table) =>
        table.Parent is { Name.LocalName: "encapsulatedLogic" } logic ? logic.Parent : table.Parent;

    private static bool IsFormula(XElement element) => DmnNames.IsDmn(element) && element.Name.LocalName
        is "inputExpression" or "inputValues" or "outputValues" or "defaultOutputEntry" or "inputEntry" or "outputEntry";

    private TableInput Input(XElement element, int column)
    {
        var expression = Child(element, "inputExpression");
        return new TableInput(
            TextOf(expression) ?? "",
            scope.TypeRef(expression),
            FilledTextOf(Child(element, "inputValues")),
            Attribute(element, "label"),
            scope.PlaceOf(element) with { Column = column });
    }

    private TableOutput Output(XElement element, int column) => new(
        Attribute(element, "name"),
        scope.TypeRef(element),
        FilledTextOf(Child(element, "outputValues")),
        FilledTextOf(Child(element, "defaultOutputEntry")),
        Attribute(element, "label"),
        scope.PlaceOf(element) with { Column = column });

    private TableRule Rule(XElement element, int row, List<string> columns)
    {
        var annotations = Children(element, "annotationEntry").Select(entry => TextOf(entry)?.Trim() ?? "").ToList();
        var stated = annotations.Where((_, at) => at < columns.Count && IsNormColumn(columns[at])).SelectMany(SplitNorms);
        return new TableRule(
            Attribute(element, "id"),
            [.. Children(element, "inputEntry").Select(entry => TextOf(entry) ?? "")],
            [.. Children(element, "outputEntry").Select(entry => TextOf(entry) ?? "")],
            annotations,
            [.. NormsOf(element), .. stated],
            ChildText(element, "description"),
            scope.PlaceOf(element) with { Row = row });
    }

    private static bool IsNormColumn(string name) => name.Equals("norm", StringComparison.OrdinalIgnoreCase);

    private HitPolicy Policy(XElement element)
    {
        var written = Attribute(element, "hitPolicy");
        switch (written)
        {
            case null or "UNIQUE":
                return HitPolicy.Unique;
            case "FIRST":
                return HitPolicy.First;
            case "PRIORITY":
                return HitPolicy.Priority;
            case "ANY":
                return HitPolicy.Any;
            case "COLLECT":
                return HitPolicy.Collect;
            case "RULE ORDER":
                return HitPolicy.RuleOrder;
            case "OUTPUT ORDER":
                return HitPolicy.OutputOrder;
            default:
                scope.Diagnostics.Add(DmnCodes.UnknownHitPolicy(scope.PlaceOf(element), written));
                return HitPolicy.Unique;
        }
    }

    private Aggregation Aggregate(XElement element)
    {
        var written = Attribute(element, "aggregation");
        switch (written)
        {
            // LIST is not in the schema, but some editors write it for "no aggregation".
            case null or "LIST":
                return Aggregation.None;
            case "SUM":
                return Aggregation.Sum;
            case "COUNT":
                return Aggregation.Count;
            case "MIN":
                return Aggregation.Min;
            case "MAX":
                return Aggregation.Max;
            default:
                scope.Diagnostics.Add(DmnCodes.UnknownAggregation(scope.PlaceOf(element), written));
                return Aggregation.None;
        }
    }
}
