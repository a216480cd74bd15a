using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Bpmn.Reading;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Event definitions, and which of them an event may have.</summary>
internal sealed partial class ModelCompiler
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["start"] = ["message", "timer", "signal"],
        ["eventSubProcess"] = ["message", "timer", "signal", "conditional", "error", "escalation", "compensate"],
        ["inner"] = [],
        ["intermediateCatchEvent"] = ["message", "timer", "signal", "conditional", "link"],
        ["boundaryEvent"] = ["message", "timer", "signal", "conditional", "error", "escalation", "compensate", "cancel"],
        ["intermediateThrowEvent"] = ["message", "signal", "escalation", "compensate", "link"],
        ["endEvent"] = ["message", "signal", "escalation", "compensate", "error", "cancel", "terminate"],
    };

    private void ReadEvent(FlowNode node, XElement xml)
    {
        if (!node.Type.EndsWith("Event", StringComparison.Ordinal))
        {
            return;
        }

        node.IsParallelMultiple = xml.Flag("parallelMultiple") == true;
        if (node.Type == "startEvent")
        {
            node.IsInterrupting = xml.Flag("isInterrupting") ?? true;
        }

        List<EventTrigger> triggers = [];
        string place = Place(node);
        foreach (XElement definition in Definitions(xml))
        {
            if (ReadTrigger(node, xml, definition, place) is { } trigger)
            {
                triggers.Add(trigger);
            }
        }

        node.Triggers = node.Behaviour is ThrowEvent ? [.. triggers.OrderBy(EndsItsEvent)] : [.. triggers];
        ReadThrownWork(node, xml);
        RequireTrigger(node, xml, place);
    }

    /// <summary>What may end the event that throws it, or makes it wait, comes after all else; of a kind, in the order of the file.</summary>
    private static int EndsItsEvent(EventTrigger trigger) => trigger switch
    {
        CompensationTrigger => 1,
        TerminateTrigger => 2,
        EscalationTrigger => 3,
        ErrorTrigger => 4,
        CancelTrigger => 5,
        _ => 0,
    };

    private static string Place(FlowNode node) => node.Type != "startEvent" ? node.Type
        : node.Parent!.IsEventSubProcess ? "eventSubProcess"
        : node.Parent.Parent is null ? "start" : "inner";

    /// <summary>Definitions in the event, and those it refers to.</summary>
    private IEnumerable<XElement> Definitions(XElement xml)
    {
        foreach (XElement child in xml.Elements().Where(child => child.Name.Namespace == Names.Bpmn))
        {
            if (child.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal))
            {
                yield return child;
            }
            else if (child.Name.LocalName == "eventDefinitionRef" && _document.Index.Find(child.Value) is { } referred
                && referred.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal))
            {
                yield return referred;
            }
        }
    }

    private EventTrigger? ReadTrigger(FlowNode node, XElement xml, XElement definition, string place)
    {
        string kind = definition.Name.LocalName[..^"EventDefinition".Length];
        if (!Allowed[place].Contains(kind))
        {
            Find(NotAllowed(node, xml, kind, place));
            return null;
        }

        return kind switch
        {
            "message" => ReadMessage(xml, definition, isStart: place == "start"),
            "timer" => ReadTimer(xml, definition),
            "signal" => ReadSignal(node, xml, definition),
            "conditional" => ReadConditional(xml, definition),
            "error" => ReadError(xml, definition, isThrown: node.Type == "endEvent"),
            "escalation" => ReadEscalation(xml, definition, isThrown: node.Behaviour is ThrowEvent),
            "link" => ReadLink(node, xml, definition),
            "compensate" => new CompensationTrigger(NodeOf(definition.Text("activityRef"))?.Id),
            "cancel" => new CancelTrigger(),
            _ => new TerminateTrigger(),
        };
    }

    private LinkTrigger ReadLink(FlowNode node, XElement xml, XElement definition)
    {
        string end = node.Behaviour is ThrowEvent ? "target" : "source";
        string[] others = [.. definition.Elements(Names.Bpmn + end).Select(each => _document.Index.Find(each.Value)?.Id() ?? each.Value.Trim())];
        return new LinkTrigger(definition.Text("name") ?? xml.Text("name") ?? "", definition.Id(), others);
    }

    private static BpmnDiagnostic NotAllowed(FlowNode node, XElement xml, string kind, string place) => (place, kind) switch
    {
        ("inner", _) => BpmnFindings.NotSupported(xml, "10.5.1", $"the trigger {kind} on the start event of a sub-process, which begins with its token. Remove the trigger, or make it an event sub-process."),
        ("start", "conditional") => BpmnFindings.NotSupported(xml, "10.5.2", "a condition that begins a process: before it begins there are no variables that could make it true. Begin by a message, signal or timer, or put the condition on an event sub-process."),
        _ => BpmnFindings.NotSupported(xml, "10.5.1", $"the trigger {kind} on this {node.Type}. Use one of {PossibleAt(place)}."),
    };

    private static string PossibleAt(string place) => string.Join(", ", Allowed[place]);

    private MessageTrigger? ReadMessage(XElement xml, XElement holder, bool isStart)
    {
        XElement? message = MessageOf(holder);
        if (message is not null)
        {
            CheckZeebeDemands(xml, message);
        }

        bool isThrown = xml.Name.LocalName is "endEvent" or "intermediateThrowEvent";
        string? nameText = NameOrId(message) ?? holder.Vendor("messageExpression");
        if (Value(xml, "message name", nameText) is not { } name)
        {
            // A throwing event with a job type sends by its worker; the name is only a label.
            if (isThrown && ReadJobOfEvent(xml, holder) is not null)
            {
                return new MessageTrigger(new ValueSource(""), null);
            }

            RequireName(xml, "message");
            return null;
        }

        if (isStart)
        {
            return new MessageTrigger(name, null);
        }

        XElement? publish = isThrown ? holder.ZeebeChild("publishMessage") ?? xml.ZeebeChild("publishMessage") : null;
        string? keyText = publish?.Text("correlationKey") ?? message?.ZeebeChild("subscription")?.Text("correlationKey") ?? holder.Vendor("correlationKey");
        ValueSource? key = Value(xml, "correlation key", keyText);
        if (key is null && !isThrown && !HasErrorAt(xml))
        {
            Find(message is not null && IsCorrelatedByProperties(message)
                ? BpmnFindings.NotSupported(xml, "8.3.2", $"correlation of message `{nameText}` by a correlationProperty. Give the message a zeebe:subscription correlationKey.")
                : BpmnFindings.NoCorrelationKey(xml, nameText!));
        }

        return new MessageTrigger(name, key, TimeToLive(xml, publish?.Text("timeToLive")));
    }

    /// <summary>The message it names, or else the one that the operation it names takes in (8.4.3); null: neither is there.</summary>
    private XElement? MessageOf(XElement holder) =>
        _document.Index.Find(holder.Text("messageRef"), "message")
        ?? (_document.Index.Find(holder.Text("operationRef") ?? holder.Child("operationRef")?.Value, "operation") is { } operation
            ? _document.Index.Find(operation.Child("inMessageRef")?.Value, "message")
            : null);

    /// <summary>BPMN's own keys are not run; by its name alone the message could go to another instance than the model says.</summary>
    private bool IsCorrelatedByProperties(XElement message) =>
        _document.Xml.Root!.Elements(Names.Bpmn + "correlationProperty").Elements(Names.Bpmn + "correlationPropertyRetrievalExpression")
            .Any(each => _document.Index.Find(each.Text("messageRef")) == message);

    private TimerTrigger? ReadTimer(XElement xml, XElement definition)
    {
        foreach ((string name, TimerKind kind) in TimerKinds)
        {
            if (definition.Child(name) is { } value && !string.IsNullOrWhiteSpace(value.Value))
            {
                ValueSource? source = Value(xml, name, value.Value);
                if (source is { Expression: null } && !CanRead(kind, source.Literal))
                {
                    Find(BpmnFindings.BadTimer(xml, $"{name} `{source.Literal}`, expected {Execution.Timers.Expected(kind)}").ForDeploying());
                }

                return source is null ? null : new TimerTrigger(kind, source);
            }
        }

        Find(BpmnFindings.BadTimer(xml, "none of them"));
        return null;
    }

    private static readonly (string Name, TimerKind Kind)[] TimerKinds =
        [("timeDate", TimerKind.Date), ("timeDuration", TimerKind.Duration), ("timeCycle", TimerKind.Cycle)];

    private bool CanRead(TimerKind kind, string literal) =>
        Execution.Timers.First(kind, Feel.FeelValue.Of(literal), DateTimeOffset.UnixEpoch, _resources.Zone) is not null;

    private SignalTrigger? ReadSignal(FlowNode node, XElement xml, XElement definition)
    {
        XElement? signal = _document.Index.Find(definition.Text("signalRef"), "signal");
        if (signal?.Vendor("scope")?.Trim() == "processInstance" || (node.Behaviour is ThrowEvent && MetaData(xml, "customScope") == "processInstance"))
        {
            Find(BpmnFindings.ForeignBehaviour(xml, "scope=\"processInstance\"", "keeps the signal inside the instance; a signal here reaches every instance. Use an escalation, or a message whose key is the instance's own.").ForDeploying());
        }

        if (node.Behaviour is ThrowEvent)
        {
            ReadSignalContent(node, xml, definition);
        }

        // jBPM writes the name itself where there is no such signal.
        string? reference = SpeaksDrools() ? Trimmed(definition.Text("signalRef")) : null;
        if (Value(xml, "signal name", NameOrId(signal) ?? definition.Vendor("signalExpression") ?? reference) is { } name)
        {
            return new SignalTrigger(name);
        }

        RequireName(xml, "signal");
        return null;
    }

    /// <summary>What has no name is told apart by its id.</summary>
    private static string? NameOrId(XElement? root) => root?.Text("name") is { Length: > 0 } name ? name : root?.Id();

    private ConditionalTrigger? ReadConditional(XElement xml, XElement definition)
    {
        XElement? condition = definition.Child("condition");
        Expression? expression = _expressions.Expression(xml, "condition", condition?.Value, condition?.Text("language") ?? DocumentLanguage());
        if (expression is null && !HasErrorAt(xml))
        {
            Find(BpmnFindings.NoTrigger(xml, "10.5.5", "a condition", "nothing"));
        }
        else if (expression is not null && !MayBeBoolean(expression))
        {
            Find(BpmnFindings.NoTrigger(xml, "10.5.5", "a condition that gives true or false", $"`={expression.Text.Trim()}`, which gives neither").ForDeploying());
        }

        return expression is null ? null : new ConditionalTrigger(expression);
    }

    private static bool MayBeBoolean(Expression expression) =>
        ReferenceEquals(expression.Feel.StaticType, FeelType.Boolean) || ReferenceEquals(expression.Feel.StaticType, FeelType.Any);

    private ErrorTrigger? ReadError(XElement xml, XElement definition, bool isThrown)
    {
        // Activiti and Flowable write the code itself where there is no such error; thrown without code, the error's id tells it apart.
        string? reference = definition.Text("errorRef");
        XElement? error = _document.Index.Find(reference, "error");
        ValueSource? code = Value(xml, "error code", error is null ? reference : error.Text("errorCode") ?? (isThrown ? error.Id() : null));
        if (code is null && isThrown)
        {
            RequireName(xml, "error (with an errorCode)");
            return null;
        }

        if (!isThrown)
        {
            RequireWrittenOut(xml, "errorCode", code);
        }

        return new ErrorTrigger(code, definition.Vendor("errorCodeVariable"), definition.Vendor("errorMessageVariable"));
    }

    private EscalationTrigger ReadEscalation(XElement xml, XElement definition, bool isThrown)
    {
        XElement? escalation = _document.Index.Find(definition.Text("escalationRef"), "escalation");
        ValueSource? code = Value(xml, "escalation code", escalation?.Text("escalationCode") ?? (isThrown ? escalation?.Id() : null));
        if (!isThrown)
        {
            RequireWrittenOut(xml, "escalationCode", code);
        }
        else if (escalation is null)
        {
            Find(BpmnFindings.NoName(xml, "escalation").ForDeploying());
        }

        return new EscalationTrigger(code);
    }

    /// <summary>Which event catches is known from the model alone, as in Camunda 8; what is thrown may be computed.</summary>
    private void RequireWrittenOut(XElement xml, string attribute, ValueSource? code)
    {
        if (code?.Expression is { } computed)
        {
            Find(BpmnFindings.NotSupported(xml, "10.5.5", $"an {attribute} to catch that is computed (`={computed.Text}`): what is caught is compared with the code as it is written. Write the code out, or leave it out to catch every one.").ForDeploying());
        }
    }

    /// <summary>A throwing message event may leave its work to a job worker.</summary>
    private void ReadThrownWork(FlowNode node, XElement xml)
    {
        if (node.Behaviour is not ThrowEvent || !Array.Exists(node.Triggers, trigger => trigger is MessageTrigger))
        {
            return;
        }

        foreach (XElement definition in Definitions(xml).Where(each => each.Name.LocalName == "messageEventDefinition"))
        {
            node.Task = ReadJobOfEvent(xml, definition);
        }
    }

    private JobSpec? ReadJobOfEvent(XElement xml, XElement definition) => ReadJob(xml) ?? ReadJob(definition);

    private void RequireName(XElement xml, string what)
    {
        if (!HasErrorAt(xml))
        {
            Find(BpmnFindings.NoName(xml, what));
        }
    }

    private void RequireTrigger(FlowNode node, XElement xml, string place)
    {
        bool needsOne = place is "intermediateCatchEvent" or "boundaryEvent" or "eventSubProcess";
        if (needsOne && node.Triggers.Length == 0 && !HasErrorAt(xml))
        {
            Find(BpmnFindings.NoTrigger(xml, "10.5.1", $"a trigger ({PossibleAt(place)})", "none"));
        }

        if (place == "start" && node.IsParallelMultiple && node.Triggers.Length > 1)
        {
            Find(BpmnFindings.NotSupported(xml, "10.5.2", "a start event that begins an instance only when all of several triggers came (parallelMultiple). Begin by one and wait for the others.").ForDeploying());
        }

        if (node.IsParallelMultiple && node.Triggers.Length > 1 && node.Behaviour is not ThrowEvent && Array.Find(node.Triggers, trigger => !Waits(trigger)) is { } comesAlone)
        {
            Find(BpmnFindings.NotSupported(xml, "10.5.2", $"waiting for all of several triggers (parallelMultiple), {comesAlone.Kind} among them, which cannot be waited for together with others. Give it an event of its own.").ForDeploying());
        }

        if (node.AttachedTo is not null)
        {
            node.AttachedTo.WaitsAtBoundary |= Array.Exists(node.Triggers, Waits);
        }

        bool happensOnce = place == "intermediateCatchEvent" || (node.IsInterrupting && place is "boundaryEvent" or "eventSubProcess");
        if (happensOnce && Array.Exists(node.Triggers, trigger => trigger is TimerTrigger { Timer: TimerKind.Cycle }))
        {
            Find(BpmnFindings.CycleOnce(xml));
        }

        if (!node.IsInterrupting && Array.Exists(node.Triggers, trigger => trigger is ErrorTrigger or CancelTrigger))
        {
            Find(BpmnFindings.BadFlow(xml, "10.5.4", "an error or cancel event always interrupts. Remove cancelActivity=\"false\" or isInterrupting=\"false\"."));
        }
    }

    private static bool Waits(EventTrigger trigger) =>
        trigger is MessageTrigger or TimerTrigger or SignalTrigger or ConditionalTrigger;
}
