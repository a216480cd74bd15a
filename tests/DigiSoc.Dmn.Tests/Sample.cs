using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests;

/// <summary>Small models for tests, and what they are evaluated with.</summary>
internal static class Sample
{
    public static FeelEnvironment Environment { get; } = new(new DateTimeOffset(2026, 5, 4, 10, 0, 0, TimeSpan.Zero));

    /// <summary>A model of these elements.</summary>
    public static string Xml(string elements, string space = "urn:test", string model = DmnNamespace) =>
        $"""
        <definitions xmlns="{model}" xmlns:digisoc="https://digisoc.lv/schema/1.0" id="m" name="m" namespace="{space}">
          {elements}
        </definitions>
        """;

    public const string DmnNamespace = "https://www.omg.org/spec/DMN/20230324/MODEL/";

    public static string Input(string name, string type) =>
        $"""<inputData id="in_{name}" name="{name}"><variable name="{name}" typeRef="{type}"/></inputData>""";

    public static string Decision(string name, string logic, string? type = null, params string[] requires) =>
        $"""
        <decision id="{name}" name="{name}"><variable name="{name}"{(type is null ? "" : $" typeRef=\"{type}\"")}/>
          {string.Concat(requires.Select(Requirement))}{logic}</decision>
        """;

    public static string Literal(string text) =>
        $"<literalExpression><text>{text.Replace("<", "&lt;", StringComparison.Ordinal)}</text></literalExpression>";

    /// <summary>A table; rows are cells parted by <c>|</c>, the outputs last, an annotation after <c>#</c>.</summary>
    public static string Table(string policy, string[] inputs, string[] outputs, params string[] rows) =>
        $"""
        <decisionTable {policy}>
          {string.Concat(inputs.Select(InputColumn))}
          {string.Concat(outputs.Select(OutputColumn))}
          <annotation name="norm"/>
          {string.Concat(rows.Select(Row))}
        </decisionTable>
        """;

    public static DmnModel Model(string elements)
    {
        var read = DmnReader.Read(Xml(elements));
        return read.Model ?? throw new InvalidOperationException(string.Join("; ", read.Diagnostics));
    }

    public static FeelValue Feel(string text) =>
        FeelExpression.Parse(text).Expression!.Evaluate(FeelContext.Empty, Environment).Value;

    public static FeelContext Inputs(params (string Name, string Feel)[] values) =>
        FeelContext.From(values.Select(value => KeyValuePair.Create(value.Name, Feel(value.Feel))));

    private static string Requirement(string name) => name.StartsWith("in_", StringComparison.Ordinal)
        ? $"""<informationRequirement><requiredInput href="#{name}"/></informationRequirement>"""
        : $"""<informationRequirement><requiredDecision href="#{name}"/></informationRequirement>""";

    // "name:type" or "name:type:values".
    private static string InputColumn(string column)
    {
        var parts = column.Split(':');
        var values = parts.Length > 2 ? $"<inputValues><text>{parts[2]}</text></inputValues>" : "";
        return $"""<input label="{parts[0]}"><inputExpression typeRef="{parts[1]}"><text>{parts[0]}</text></inputExpression>{values}</input>""";
    }

    private static string OutputColumn(string column)
    {
        var parts = column.Split(':');
        var values = parts.Length > 2 ? $"<outputValues><text>{parts[2]}</text></outputValues>" : "";
        var fallback = parts.Length > 3 ? $"<defaultOutputEntry><text>{parts[3]}</text></defaultOutputEntry>" : "";
        return $"""<output name="{parts[0]}" typeRef="{parts[1]}">{values}{fallback}</output>""";
    }

    private static string Row(string row)
    {
        var annotated = row.Split('#');
        var sides = annotated[0].Split("=>");
        string Entries(string side, string element) => string.Concat(side.Split('|')
            .Select(cell => $"<{element}><text>{cell.Trim().Replace("<", "&lt;", StringComparison.Ordinal)}</text></{element}>"));
        var annotation = annotated.Length > 1 ? annotated[1].Trim() : "";
        return $"<rule>{Entries(sides[0], "inputEntry")}{Entries(sides[1], "outputEntry")}"
            + $"<annotationEntry><text>{annotation}</text></annotationEntry></rule>";
    }
}
