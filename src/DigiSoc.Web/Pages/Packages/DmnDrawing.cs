using System.Xml.Linq;

namespace DigiSoc.Web.Pages.Packages;

/// <summary>A decision as it is drawn for reading.</summary>
/// <remarks>
/// Either a table (<see cref="Rules"/>, cells in the order inputs, outputs, annotations) or a literal expression or
/// a list of context entries (<see cref="Entries"/>). <see cref="Norm"/>: the digisoc:norm attribute, if any.
/// </remarks>
public sealed record DecisionDrawing(
    string Id,
    string Name,
    string? Norm,
    string HitPolicy,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Annotations,
    IReadOnlyList<IReadOnlyList<string>> Rules,
    IReadOnlyList<(string Name, string Expression)> Entries);

/// <summary>Reads the drawing of each decision out of a DMN file; namespaces of any DMN version.</summary>
internal static class DmnDrawing
{
    public static IReadOnlyList<DecisionDrawing> Read(string xml) =>
        [.. XDocument.Parse(xml).Root!.Elements().Where(element => element.Name.LocalName is "decision" or "businessKnowledgeModel").Select(Draw)];

    private static DecisionDrawing Draw(XElement decision)
    {
        var logic = decision.Name.LocalName == "businessKnowledgeModel" ? Child(decision, "encapsulatedLogic") ?? decision : decision;
        var table = Child(logic, "decisionTable");
        return new DecisionDrawing(
            Attribute(decision, "id"),
            Attribute(decision, "name"),
            Norm(decision) ?? (table is null ? null : Norm(table)),
            table is null ? "" : Attribute(table, "hitPolicy") is { Length: > 0 } policy ? policy : "UNIQUE",
            Names(table, "input", InputName),
            Names(table, "output", output => First(Attribute(output, "label"), Attribute(output, "name"), Attribute(decision, "name"))),
            Names(table, "annotation", annotation => Attribute(annotation, "name")),
            table is null ? [] : [.. Children(table, "rule").Select(rule => Cells(rule))],
            table is null ? Entries(logic) : []);
    }

    private static List<string> Cells(XElement rule) =>
        [.. rule.Elements().Where(cell => cell.Name.LocalName is "inputEntry" or "outputEntry" or "annotationEntry")
            .Select(cell => Child(cell, "text")?.Value.Trim() ?? "")];

    private static List<(string, string)> Entries(XElement logic)
    {
        var context = Child(logic, "context");
        return context is not null
            ? [.. Children(context, "contextEntry").Select(entry => (
                Child(entry, "variable") is { } variable ? Attribute(variable, "name") : "",
                Child(entry, "literalExpression") is { } literal ? Child(literal, "text")?.Value.Trim() ?? "" : entry.Elements().Last().Name.LocalName))]
            : Child(logic, "literalExpression") is { } expression ? [("", Child(expression, "text")?.Value.Trim() ?? "")] : [];
    }

    private static string InputName(XElement input) => First(
        Attribute(input, "label"),
        Child(input, "inputExpression") is { } expression ? Child(expression, "text")?.Value.Trim() ?? "" : "");

    private static string? Norm(XElement element) =>
        element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "norm")?.Value;

    private static IReadOnlyList<string> Names(XElement? table, string name, Func<XElement, string> say) =>
        table is null ? [] : [.. Children(table, name).Select(say)];

    private static IEnumerable<XElement> Children(XElement element, string name) =>
        element.Elements().Where(child => child.Name.LocalName == name);

    private static XElement? Child(XElement element, string name) => Children(element, name).FirstOrDefault();

    private static string Attribute(XElement element, string name) => element.Attribute(name)?.Value ?? "";

    private static string First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (name.Length > 0)
            {
                return name;
            }
        }

        return "";
    }
}
