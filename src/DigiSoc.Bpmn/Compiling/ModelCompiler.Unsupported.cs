using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Attributes and parts of BPMN that would change what an instance does and are not run: refused by name, never left out silently.</summary>
internal sealed partial class ModelCompiler
{
    /// <summary>What a process or its file says as a whole.</summary>
    private void CheckProcess(XElement process)
    {
        foreach (XElement extension in _document.Xml.Root!.Elements(Names.Bpmn + "extension"))
        {
            if (extension.Flag("mustUnderstand") == true)
            {
                Find(BpmnFindings.NotSupported(extension, "8.2.3", $"an extension that must be understood (`{extension.Text("definition")}`). Remove mustUnderstand when the process runs without it."));
            }
        }

        foreach (XElement subscription in process.Elements(Names.Bpmn + "correlationSubscription"))
        {
            Find(BpmnFindings.NotSupported(subscription, "8.3.2", "correlation by conversation keys. Give each message a zeebe:subscription correlationKey."));
        }
    }

    /// <summary>Parts that the schema of BPMN allows once in an element; of two, one would be left out without a word.</summary>
    private static readonly string[] OnlyOnce =
    [
        "extensionElements", "ioSpecification", "script", "condition", "conditionExpression", "completionCondition", "loopCondition", "loopCardinality",
        "timeDate", "timeDuration", "timeCycle", "loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem",
    ];

    private void CheckOnce(XElement xml)
    {
        foreach (XElement place in Places(xml))
        {
            string[] parts = [.. place.Elements().Where(each => each.Name.Namespace == Names.Bpmn).Select(each => each.Name.LocalName)];
            string[] twice = [.. OnlyOnce.Where(part => parts.Count(each => each == part) > 1)];
            string[] loops = [.. parts.Where(part => part.EndsWith("LoopCharacteristics", StringComparison.Ordinal))];
            if (twice.Length > 0 || loops.Length > 1)
            {
                Find(BpmnFindings.Twice(xml, twice.Length > 0 ? twice[0] : string.Join(" beside ", loops)).ForDeploying());
            }
        }
    }

    private void CheckUnsupported(FlowNode node, XElement xml)
    {
        CheckOnce(xml);
        foreach (string quantity in (string[])["startQuantity", "completionQuantity"])
        {
            if (xml.Text(quantity) is { } text && text.Trim() != "1")
            {
                Find(BpmnFindings.NotSupported(xml, "10.3", $"{quantity}=\"{text}\": tokens are taken and given one by one. Use a parallel gateway or a multi-instance activity.").ForDeploying());
            }
        }

        if (xml.Child("multiInstanceLoopCharacteristics")?.Text("behavior") is { } behavior && behavior.Trim() is not ("All" or "all"))
        {
            Find(BpmnFindings.NotSupported(xml, "10.3.8", $"multi-instance behavior=\"{behavior}\", which throws events as instances complete. Throw them by events inside a sub-process.").ForDeploying());
        }

        if (node.Type == "transaction" && xml.Text("method") is { } method && !method.EndsWith("compensate", StringComparison.OrdinalIgnoreCase))
        {
            Find(BpmnFindings.NotSupported(xml, "10.3.5", $"transaction method=\"{method}\". Transactions are undone by compensation (##Compensate).").ForDeploying());
        }

        if (node.Type == "receiveTask" && xml.Flag("instantiate") == true && node.In.Length > 0)
        {
            Find(BpmnFindings.BadFlow(xml, "10.3.3", "a receive task that begins an instance must not have an incoming sequence flow.").ForDeploying());
        }

        foreach (XElement definition in Definitions(xml))
        {
            CheckDefinition(node, xml, definition);
        }
    }

    private void CheckDefinition(FlowNode node, XElement xml, XElement definition)
    {
        if (node.Behaviour is Elements.ThrowEvent && definition.Name.LocalName == "compensateEventDefinition" && definition.Flag("waitForCompletion") == false)
        {
            Find(BpmnFindings.NotSupported(xml, "10.5.5", "waitForCompletion=\"false\": the throwing event waits until everything is undone. Throw on a parallel path.").ForDeploying());
        }

        string[] times = [.. TimerKinds.Select(each => each.Name).Where(name => !string.IsNullOrWhiteSpace(definition.Child(name)?.Value))];
        if (times.Length > 1)
        {
            Find(BpmnFindings.BadTimer(xml, $"{string.Join(" and ", times)} at once").ForDeploying());
        }
    }

    /// <summary>A called global task is no process of its own.</summary>
    private void CheckCalled(XElement xml, string calledElement)
    {
        if (_document.Index.Find(calledElement) is { } called && called.Name.LocalName.StartsWith("global", StringComparison.Ordinal))
        {
            Find(BpmnFindings.NotSupported(xml, "10.3.6", $"a call of the {called.Name.LocalName} `{calledElement}`. Put the task into a process and call that.").ForDeploying());
        }
    }
}
