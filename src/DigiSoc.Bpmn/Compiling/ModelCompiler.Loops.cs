using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
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

    private LoopDefinition? ReadMultiInstance(XElement xml, XElement multi)
    {
        XElement? zeebe = multi.ZeebeChild("loopCharacteristics");
        LoopDefinition loop = new()
        {
            IsSequential = multi.Flag("isSequential") == true,
            Collection = _expressions.Expression(xml, "input collection", zeebe?.Text("inputCollection") ?? VendorCollection(multi)),
            Cardinality = _expressions.Expression(xml, "loop cardinality", multi.Child("loopCardinality")?.Value),
            InputElement = Trimmed(zeebe?.Text("inputElement") ?? multi.Vendor("elementVariable")),
            OutputCollection = Trimmed(zeebe?.Text("outputCollection")),
            OutputElement = _expressions.Expression(xml, "output element", zeebe?.Text("outputElement")),
            Completion = _expressions.Expression(xml, "completion condition", multi.Child("completionCondition")?.Value),
        };
        if (loop.Collection is null && loop.Cardinality is null && !HasErrorAt(xml))
        {
            Find(BpmnFindings.BadLoop(xml, "multi-instance needs zeebe:loopCharacteristics inputCollection, or a loopCardinality; it has neither."));
        }

        return loop;
    }

    private LoopDefinition ReadStandardLoop(XElement xml, XElement standard)
    {
        LoopDefinition loop = new()
        {
            IsStandard = true,
            IsSequential = true,
            TestBefore = standard.Flag("testBefore") == true,
            Condition = _expressions.Expression(xml, "loop condition", standard.Child("loopCondition")?.Value),
            Maximum = _expressions.Expression(xml, "loop maximum", standard.Text("loopMaximum") is { } maximum ? "=" + maximum : null),
        };
        if (loop.Condition is null && loop.Maximum is null && !HasErrorAt(xml))
        {
            Find(BpmnFindings.BadLoop(xml, "a standard loop needs a loopCondition or a loopMaximum; it would never end."));
        }

        return loop;
    }

    private static string? VendorCollection(XElement multi) =>
        multi.Vendor("collection") is { } collection ? (collection.Contains('{', StringComparison.Ordinal) ? collection : "=" + collection) : null;

    private static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
