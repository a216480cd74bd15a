using System.Globalization;
using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Multi-instance and standard loops.</summary>
internal sealed partial class ModelCompiler
{
    private LoopDefinition? ReadLoop(XElement xml)
    {
        if (xml.Child("multiInstanceLoopCharacteristics") is { } multi)
        {
            return ReadMultiInstance(xml, multi);
        }

        return xml.Child("standardLoopCharacteristics") is { } standard ? ReadStandardLoop(xml, standard) : null;
    }

    /// <summary>A multi-instance shows its attributes and outputs to what reads them only: outputs so far are a list for every round.</summary>
    private void BindLoops()
    {
        Dictionary<XElement, FlowNode> loops = [];
        foreach (FlowNode node in _nodes.Where(node => node.Loop is { IsStandard: false }))
        {
            loops[_xml[node]] = node;
            foreach (FlowNode boundary in node.Boundaries)
            {
                loops[_xml[boundary]] = node;
            }
        }

        foreach ((XElement at, Expression expression) in loops.Count == 0 ? [] : _expressions.All)
        {
            foreach (FlowNode node in at.AncestorsAndSelf().Select(loops.GetValueOrDefault).OfType<FlowNode>())
            {
                node.Loop = node.Loop! with
                {
                    ShowsCounts = node.Loop.ShowsCounts || expression.Names.Intersect(Loops.Counts).Any(),
                    ShowsResults = node.Loop.ShowsResults || expression.Names.Contains(node.Loop.OutputCollection),
                };
            }
        }
    }

    private LoopDefinition? ReadMultiInstance(XElement xml, XElement multi)
    {
        XElement? zeebe = multi.ZeebeChild("loopCharacteristics");
        LoopDefinition loop = new()
        {
            IsSequential = multi.Flag("isSequential") == true,
            Collection = _expressions.Expression(xml, "input collection", zeebe?.Text("inputCollection") ?? VendorCollection(multi) ?? LoopData(multi, "loopDataInputRef")),
            Cardinality = Stated(xml, "loop cardinality", multi.Child("loopCardinality")),
            InputElement = Trimmed(zeebe?.Text("inputElement") ?? multi.Vendor("elementVariable") ?? ItemName(multi, "inputDataItem")),
            OutputCollection = Trimmed(zeebe?.Text("outputCollection") ?? LoopData(multi, "loopDataOutputRef")?[1..]),
            OutputElement = _expressions.Expression(xml, "output element", zeebe?.Text("outputElement") ?? (ItemName(multi, "outputDataItem") is { } item ? "=" + item : null)),
            Completion = Stated(xml, "completion condition", multi.Child("completionCondition")),
        };
        if (loop.Collection is null && loop.Cardinality is null && !HasErrorAt(xml))
        {
            Find(BpmnFindings.BadLoop(xml, Trimmed(multi.Child("loopDataInputRef")?.Value) is { } reference
                ? $"loopDataInputRef `{reference}` is no data whose name FEEL can read. Name a variable by zeebe:loopCharacteristics inputCollection."
                : "multi-instance needs zeebe:loopCharacteristics inputCollection, or a loopCardinality; it has neither."));
        }

        if (zeebe is not null && (loop.OutputCollection is null) != (loop.OutputElement is null) && !HasErrorAt(xml))
        {
            Find(BpmnFindings.BadLoop(xml, loop.OutputElement is null
                ? $"outputCollection `{loop.OutputCollection}` without outputElement: it would hold nothing but null. Give both or none."
                : $"outputElement `={loop.OutputElement.Text}` without outputCollection: it would be kept nowhere. Give both or none."));
        }

        return loop with { OutputVariable = VariableRead(loop.OutputElement) is { } name && name != loop.InputElement && name != "loopCounter" ? name : null };
    }

    /// <summary>The one variable that an expression reads, itself or a place inside it; null: it computes.</summary>
    private static string? VariableRead(Expression? expression) =>
        expression is { Names: [var name], Text: var text }
        && (text == name || (text.StartsWith(name + ".", StringComparison.Ordinal) && Array.TrueForAll(text[(name.Length + 1)..].Split('.'), IsFeelPart)))
            ? name
            : null;

    private LoopDefinition ReadStandardLoop(XElement xml, XElement standard)
    {
        LoopDefinition loop = new()
        {
            IsStandard = true,
            IsSequential = true,
            TestBefore = standard.Flag("testBefore") == true,
            Condition = Stated(xml, "loop condition", standard.Child("loopCondition")),
            Maximum = _expressions.Expression(xml, "loop maximum", standard.Text("loopMaximum") is { } maximum ? "=" + maximum : null),
        };
        if (loop.Condition is null && loop.Maximum is null && !HasErrorAt(xml))
        {
            Find(BpmnFindings.BadLoop(xml, "a standard loop needs a loopCondition or a loopMaximum; it would never end."));
        }

        return loop;
    }

    /// <summary>An expression in the language that it or the file names; a number, true or false is the same in all.</summary>
    private Expression? Stated(XElement xml, string purpose, XElement? expression)
    {
        string? text = expression?.Value;
        bool isPlain = text?.Trim() is "true" or "false" || decimal.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
        return _expressions.Expression(xml, purpose, text, isPlain ? null : expression?.Text("language") ?? DocumentLanguage());
    }

    /// <summary>The variable of BPMN's own loop data: the data it refers to, or (Activiti, Flowable) the variable's name.</summary>
    private string? LoopData(XElement multi, string name)
    {
        string? reference = Trimmed(multi.Child(name)?.Value);
        reference = Associated(multi.Parent!, reference) ?? reference;
        string? variable = reference is null ? null : VariableOf(reference) ?? (IsFeelName(reference) ? reference : null);
        return variable is null ? null : "=" + variable;
    }

    /// <summary>The data behind an activity's own data input or output.</summary>
    private static string? Associated(XElement activity, string? reference)
    {
        foreach (XElement association in activity.Elements())
        {
            (string own, string other) = association.Name.LocalName switch
            {
                "dataInputAssociation" => ("targetRef", "sourceRef"),
                "dataOutputAssociation" => ("sourceRef", "targetRef"),
                _ => ("", ""),
            };
            if (own.Length > 0 && reference is not null && association.Child(own)?.Value.Trim() == reference)
            {
                return association.Child(other)?.Value.Trim();
            }
        }

        return null;
    }

    private static string? ItemName(XElement multi, string name) =>
        multi.Child(name) is { } item ? FirstName(item.Text("name"), item.Id()) : null;

    private static string? VendorCollection(XElement multi) =>
        multi.Vendor("collection") is { } collection ? (collection.Contains('{', StringComparison.Ordinal) ? collection : "=" + collection) : null;

    private static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
