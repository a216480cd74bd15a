using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Reading;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Data objects and the associations that carry them into and out of activities.</summary>
/// <remarks>
/// A data object that an association uses is a variable of its scope, named by its name, or by its id when the name is
/// no FEEL name; so are a property, and a data input or output of the process. Associations that point to nothing (as
/// modelers draw them) and to data stores carry nothing. An association with assignments carries these, and nothing else.
/// </remarks>
internal sealed partial class ModelCompiler
{
    private void ReadData(FlowNode node, XElement xml)
    {
        List<DataMapping> inputs = [];
        foreach (XElement association in xml.Elements(Names.Bpmn + "dataInputAssociation"))
        {
            string? source = VariableOf(association.Child("sourceRef")?.Value);
            string? target = NameOfData(association.Child("targetRef")?.Value, "dataInput");
            if (ReadAssignments(xml, association, inputs))
            {
                continue;
            }

            if (target is not null && Carried(xml, association, source) is { } value)
            {
                TellCarriedTwice(xml, inputs, target);
                inputs.Add(new DataMapping(value, target));
            }
        }

        List<DataMapping> outputs = [];
        foreach (XElement association in xml.Elements(Names.Bpmn + "dataOutputAssociation"))
        {
            string? source = NameOfData(association.Child("sourceRef")?.Value, "dataOutput");
            string? target = VariableOf(association.Child("targetRef")?.Value);
            if (ReadAssignments(xml, association, outputs))
            {
                continue;
            }

            if (target is not null && Carried(xml, association, source) is { } value)
            {
                TellCarriedTwice(xml, outputs, target);
                outputs.Add(new DataMapping(value, target));
            }
        }

        node.DataInputs = [.. inputs];
        node.DataOutputs = [.. outputs];
    }

    private void TellCarriedTwice(XElement xml, List<DataMapping> before, string target)
    {
        if (before.Exists(each => each.Target == target))
        {
            Find(BpmnFindings.CarriedTwice(xml, target));
        }
    }

    /// <summary>Reads <c>assignment</c>s: an expression, and the data input or variable it is written to; false: there is none.</summary>
    private bool ReadAssignments(XElement xml, XElement association, List<DataMapping> mappings)
    {
        bool isAny = false;
        foreach (XElement assignment in association.Elements(Names.Bpmn + "assignment"))
        {
            XElement? from = assignment.Child("from");
            if (from is not { HasElements: true } && string.IsNullOrWhiteSpace(from?.Value))
            {
                continue; // Modelers keep a place for a value that nobody filled in: nothing is assigned.
            }

            isAny = true;
            string to = assignment.Child("to")?.Value.Trim() ?? "";
            string? target = NameOfData(to, "dataInput") ?? VariableOf(to) ?? (IsFeelName(to) ? to : null);
            Expression? source = from.HasElements ? null : SpeaksDrools() && from.Text("language") is null
                ? _expressions.Template(xml, "assignment", from.Value)
                : _expressions.Expression(xml, "assignment", from.Value, from.Text("language") ?? DocumentLanguage());
            if (source is not null && target is not null)
            {
                mappings.Add(new DataMapping(source, target));
            }
            else if (!HasErrorAt(xml))
            {
                Find(BpmnFindings.BadMapping(xml, $"an assignment needs from (an expression) and to (a data input, data object or variable); found `{(from.HasElements ? "XML" : from.Value.Trim())}` and `{to}`."));
            }
        }

        return isAny;
    }

    private Expression? Carried(XElement xml, XElement association, string? source)
    {
        if (association.Child("transformation") is { } transformation)
        {
            return _expressions.Expression(xml, "transformation", transformation.Value, transformation.Text("language") ?? DocumentLanguage());
        }

        if (association.Elements(Names.Bpmn + "sourceRef").Count() > 1)
        {
            Find(BpmnFindings.BadMapping(xml, "a data association from several sources needs a transformation or assignments that say what is carried."));
            return null;
        }

        return source is null ? null : _expressions.Expression(xml, "data association", "=" + source);
    }

    /// <summary>The variable of a data object, found by itself or by a reference to it, and declared in its scope.</summary>
    private string? VariableOf(string? reference)
    {
        XElement? found = _document.Index.Find(reference);
        XElement? data = found?.Name.LocalName == "dataObjectReference" ? _document.Index.Find(found.Text("dataObjectRef"), "dataObject") : found;
        if (data?.Name.LocalName is not ("dataObject" or "property" or "dataInput" or "dataOutput" or "inputDataItem" or "outputDataItem"))
        {
            return null;
        }

        if (data.Name.LocalName != "dataObject")
        {
            return IsPlaceholder(data) ? null : FirstName(data.Text("name"), data.Id());
        }

        string? name = FirstName(data.Text("name"), found!.Text("name"), data.Id());
        FlowNode? scope = data.Parent is null ? null : NodeOf(data.Parent.Id()) ?? (data.Parent.Name.LocalName == "process" ? _nodes[0] : null);
        if (name is not null && scope?.Content is { } content && Array.IndexOf(content.DataObjects, name) < 0)
        {
            content.DataObjects = [.. content.DataObjects, name];
        }

        return name;
    }

    /// <summary>bpmn-js draws associations to a property made for the drawing alone.</summary>
    private static bool IsPlaceholder(XElement data) => data.Text("name")?.StartsWith("__", StringComparison.Ordinal) == true;

    private string? NameOfData(string? reference, string type) =>
        _document.Index.Find(reference, type) is { } data ? FirstName(data.Text("name"), data.Id()) : null;

    private static string? FirstName(params string?[] names) => Array.Find(names, IsFeelName);

    /// <summary>Whether it can stand behind a dot: there a word of FEEL is a name as well.</summary>
    private static bool IsFeelPart(string name) => IsFeelName("a" + name) && !char.IsAsciiDigit(name[0]);

    private static bool IsFeelName(string? name) =>
        name is { Length: > 0 } && FeelExpression.Parse(name).Expression is { FreeNames: [var only] } && only == name;
}
