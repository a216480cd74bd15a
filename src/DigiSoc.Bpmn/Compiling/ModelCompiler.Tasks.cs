using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Reading;
using DigiSoc.Dmn;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>What each activity does: who, with which data, how often.</summary>
internal sealed partial class ModelCompiler
{
    private void ReadElement(FlowNode node, XElement xml)
    {
        ReadMappings(node, xml);
        ReadVendorParameters(node, xml);
        ReadVendorFields(node, xml);
        ReadDataValues(node, xml);
        ReadData(node, xml);
        CheckVendorWords(xml);
        CheckUnsupported(node, xml);
        switch (node.Type)
        {
            case "userTask":
                ReadUserTask(node, xml);
                break;
            case "serviceTask":
                ReadService(node, xml);
                break;
            case "task" when ReadJob(xml) is { } custom:
                (node.Behaviour, node.Task) = (Job, custom);
                break;
            case "sendTask":
                ReadSendTask(node, xml);
                break;
            case "receiveTask":
                ReadReceive(node, xml);
                break;
            case "scriptTask":
                ReadScript(node, xml);
                break;
            case "businessRuleTask":
                ReadDecision(node, xml);
                break;
            case "callActivity":
                ReadCall(node, xml);
                break;
            case "adHocSubProcess":
                ReadAdHoc(node, xml);
                break;
            default:
                ReadEvent(node, xml);
                break;
        }

        if (IsActivity(node))
        {
            node.Loop = ReadLoop(xml);
        }
    }

    private void Require(object? task, XElement xml, string expected)
    {
        if (task is null && !HasErrorAt(xml))
        {
            Find(BpmnFindings.NoImplementation(xml, expected, VendorImplementation(xml)));
        }
    }

    /// <summary>A broken value is reported once, not as missing too.</summary>
    private bool HasErrorAt(XElement xml)
    {
        for (; _lookedThrough < _found.Count; _lookedThrough++)
        {
            if (_found[_lookedThrough] is var error && Hinders(error))
            {
                _errorsAt.Add((error.Line, error.ElementId));
            }
        }

        return _errorsAt.Contains((xml.Line(), xml.Id()));
    }

    private readonly HashSet<(int Line, string? ElementId)> _errorsAt = [];
    private int _lookedThrough;

    private static string? VendorImplementation(XElement xml)
    {
        foreach (XAttribute attribute in xml.Attributes())
        {
            if (Array.IndexOf(Names.Vendors, attribute.Name.Namespace) >= 0
                && attribute.Name.LocalName is "class" or "expression" or "delegateExpression" or "type" or "topic" or "calledElement")
            {
                return $"{attribute.Name.LocalName}=\"{attribute.Value}\" of another engine";
            }
        }

        return xml.Text("implementation") is { } implementation ? $"implementation=\"{implementation}\"" : null;
    }

    private ValueSource? Value(XElement at, string purpose, string? text) => _expressions.Value(at, purpose, text);

    private JobSpec? ReadJob(XElement xml)
    {
        XElement? definition = xml.ZeebeChild("taskDefinition");
        string? type = definition?.Text("type") ?? VendorJobType(xml);
        return Value(xml, "job type", type) is { } source
            ? new JobSpec(source, Retries(xml, definition?.Text("retries")))
            : null;
    }

    /// <summary>A receive task without a message (as Activiti and Flowable know it) waits for one of its own id.</summary>
    private void ReadReceive(FlowNode node, XElement xml)
    {
        bool isStart = node.In.Length == 0 && xml.Flag("instantiate") == true;
        if (xml.Text("messageRef") is null && xml.Text("operationRef") is null && !isStart)
        {
            Find(BpmnFindings.NoMessage(xml));
            node.Triggers = [new MessageTrigger(new ValueSource(node.Id), null)];
            return;
        }

        node.Triggers = ReadMessage(xml, xml, isStart) is { } message ? [message] : [];
    }

    private void ReadService(FlowNode node, XElement xml)
    {
        node.Task = ReadJob(xml);
        if (node.Task is null && !ReadVendorExpression(node, xml))
        {
            Require(node.Task, xml, "zeebe:taskDefinition type");
        }
    }

    private void ReadSendTask(FlowNode node, XElement xml)
    {
        node.Task = ReadJob(xml);
        if (node.Task is not null)
        {
            node.Behaviour = Job;
            return;
        }

        node.Task = ReadPublish(xml, xml);
        Require(node.Task, xml, "zeebe:taskDefinition type, zeebe:publishMessage, or a messageRef with a correlation key");
    }

    /// <summary>A message that the engine itself publishes.</summary>
    private PublishSpec? ReadPublish(XElement at, XElement holder)
    {
        XElement? message = _document.Index.Find(holder.Text("messageRef"), "message");
        if (Value(at, "message name", NameOrId(message)) is not { } name)
        {
            return null;
        }

        XElement? publish = at.ZeebeChild("publishMessage");
        string? key = publish?.Text("correlationKey") ?? message!.ZeebeChild("subscription")?.Text("correlationKey");
        return new PublishSpec(name, Value(at, "correlation key", key), TimeToLive(at, publish?.Text("timeToLive")));
    }

    private void ReadScript(FlowNode node, XElement xml)
    {
        if (ReadJob(xml) is { } job)
        {
            (node.Behaviour, node.Task) = (Job, job);
            return;
        }

        XElement? script = xml.ZeebeChild("script");
        string? text = script?.Text("expression") ?? xml.Child("script")?.Value;
        string? format = script is null ? xml.Text("scriptFormat") : null;
        Expression? expression = _expressions.Expression(xml, "script", text, format);
        string? result = script?.Text("resultVariable") ?? xml.Vendor("resultVariable");
        if (expression is not null && result is { Length: > 0 })
        {
            node.Task = new ScriptSpec(expression, result.Trim());
        }

        if (expression is not null && node.Task is null && !HasErrorAt(xml))
        {
            Find(BpmnFindings.NoImplementation(xml, "a resultVariable for what the script gives (zeebe:script), or zeebe:taskDefinition type", "a script alone"));
        }

        Require(node.Task, xml, "zeebe:script with expression and resultVariable, or zeebe:taskDefinition type");
    }

    private void ReadDecision(FlowNode node, XElement xml)
    {
        if (ReadJob(xml) is { } job)
        {
            (node.Behaviour, node.Task) = (Job, job);
            return;
        }

        XElement? called = xml.ZeebeChild("calledDecision");
        ValueSource? decisionId = Value(xml, "decision id", called?.Text("decisionId") ?? xml.Vendor("decisionRef"));
        string? result = called?.Text("resultVariable") ?? xml.Vendor("resultVariable");
        if (called is null && xml.Vendor("decisionRef") is not null && xml.Vendor("mapDecisionResult") != "singleEntry")
        {
            Find(BpmnFindings.ForeignBehaviour(xml, "mapDecisionResult", $"is `{xml.Vendor("mapDecisionResult") ?? "resultList"}`, a shape of its own. Use zeebe:calledDecision, or mapDecisionResult=\"singleEntry\"."));
        }

        if (decisionId is not null && result is { Length: > 0 })
        {
            node.Task = new DecisionSpec(decisionId, result.Trim(), ResolveDecision(xml, decisionId));
        }

        Require(node.Task, xml, "zeebe:calledDecision with decisionId and resultVariable, or zeebe:taskDefinition type");
    }

    private DmnModel? ResolveDecision(XElement xml, ValueSource decisionId)
    {
        if (decisionId.Expression is not null || _resources.Decisions is not { } decisions)
        {
            return null;
        }

        DmnModel? model = decisions(decisionId.Literal);
        if (model is null && !_resources.DecisionsMayBeMissing)
        {
            Find(BpmnFindings.NoDecision(xml, decisionId.Literal));
        }

        return model;
    }

    private void ReadCall(FlowNode node, XElement xml)
    {
        XElement? called = xml.ZeebeChild("calledElement");
        if (Value(xml, "called process id", called?.Text("processId") ?? Names.Local(xml.Text("calledElement"))) is { } processId)
        {
            CheckCalled(xml, processId.Literal);
            node.Task = called is null && SpeaksVendor() ? ReadVendorCall(node, xml, processId) : new CallSpec(
                processId,
                called?.Flag("propagateAllParentVariables") ?? true,
                called?.Flag("propagateAllChildVariables") ?? true);
        }

        Require(node.Task, xml, "zeebe:calledElement processId");
    }

    private void ReadAdHoc(FlowNode node, XElement xml)
    {
        XElement? adHoc = xml.ZeebeChild("adHoc");
        ReadGathered(node, xml, adHoc);
        CheckAdHocContent(node, xml);
        if (xml.ZeebeChild("taskDefinition") is not null)
        {
            if (adHoc?.Text("activeElementsCollection") is { Length: > 0 } || xml.Child("completionCondition") is not null)
            {
                Find(BpmnFindings.NotSupported(xml, "10.3.5", "an ad-hoc sub-process led by a job that chooses its activities or ends by an expression as well. Leave both to the job."));
            }

            if (xml.Flag("cancelRemainingInstances") == false)
            {
                Find(BpmnFindings.NotSupported(xml, "10.3.5", "cancelRemainingInstances=\"false\" on an ad-hoc sub-process led by a job, whose answer says what becomes of the rest. Remove it.").ForDeploying());
            }

            (node.Behaviour, node.Task) = (LedAdHoc, ReadJob(xml));
            Require(node.Task, xml, "zeebe:taskDefinition type");
            return;
        }

        if (string.IsNullOrWhiteSpace(adHoc?.Text("activeElementsCollection")) && _nodes.Exists(each => each.Parent == node))
        {
            Find(BpmnFindings.BeginsEach(xml));
        }

        node.Task = new AdHocSpec(
            _expressions.Expression(xml, "active elements", adHoc?.Text("activeElementsCollection")),
            IsAutocomplete(xml) ? null : Stated(xml, "completion condition", xml.Child("completionCondition")),
            xml.Flag("cancelRemainingInstances") ?? true,
            xml.Text("ordering") == "Sequential");
    }

    /// <summary>jBPM's words for an ad-hoc sub-process that is through when nothing runs in it any more: what one without condition does.</summary>
    private bool IsAutocomplete(XElement xml) => SpeaksDrools()
        && xml.Child("completionCondition")?.Value.Trim() is "autocomplete" or "getActivityInstanceAttribute(\"numberOfActiveInstances\") == 0";

    private void CheckAdHocContent(FlowNode node, XElement xml)
    {
        if (!_nodes.Exists(each => each.Parent == node))
        {
            Find(BpmnFindings.BadFlow(xml, "10.3.5", "an ad-hoc sub-process needs at least one activity; it holds none.").ForDeploying());
        }

        foreach (FlowNode fixedEnd in _nodes.Where(each => each.Parent == node && each.Type is "startEvent" or "endEvent"))
        {
            Find(BpmnFindings.BadFlow(_xml[fixedEnd], "10.3.5", "an ad-hoc sub-process must not hold a start or end event: what begins is chosen, and it is through by its condition. Remove the event.").ForDeploying());
        }
    }

    private void ReadGathered(FlowNode node, XElement xml, XElement? adHoc)
    {
        string? collection = Trimmed(adHoc?.Text("outputCollection"));
        Expression? element = _expressions.Expression(xml, "output element", Trimmed(adHoc?.Text("outputElement")));
        if (collection is not null && element is not null)
        {
            node.Gathers = new GatherSpec(collection, element, VariableRead(element));
        }
        else if ((collection is not null || Trimmed(adHoc?.Text("outputElement")) is not null) && !HasErrorAt(xml))
        {
            Find(BpmnFindings.NotSupported(xml, "10.3.5", "an ad-hoc sub-process with only one of outputCollection and outputElement. Give both or none."));
        }
    }

    private void ReadMappings(FlowNode node, XElement xml)
    {
        XElement? mapping = xml.ZeebeChild("ioMapping");
        node.Inputs = Mappings(xml, mapping, "input");
        node.Outputs = Mappings(xml, mapping, "output");
    }

    private VariableMapping[] Mappings(XElement xml, XElement? mapping, string kind)
    {
        List<VariableMapping> mappings = [];
        foreach (XElement each in mapping?.Elements(Names.Zeebe + kind) ?? [])
        {
            string[] target = (each.Text("target") ?? "").Split('.', StringSplitOptions.TrimEntries);
            if (Array.Exists(target, part => part.Length == 0))
            {
                Find(BpmnFindings.BadMapping(xml, $"an {kind} mapping has no target variable. Name one."));
                continue;
            }

            if (!IsFeelName(target[0]) || !Array.TrueForAll(target[1..], IsFeelPart))
            {
                Find(BpmnFindings.BadMapping(xml, $"an {kind} mapping writes to `{each.Text("target")}`, which is no name that FEEL could read. Use letters, digits and _, and dots between names.").ForDeploying());
            }

            if (each.Text("source") is null or "")
            {
                mappings.Add(new VariableMapping(new ValueSource(""), target));
            }
            else if (Value(xml, $"{kind} mapping to `{string.Join('.', target)}`", each.Text("source")) is { } source)
            {
                mappings.Add(new VariableMapping(source, target));
            }
        }

        return [.. mappings];
    }
}
