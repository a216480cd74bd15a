using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Last pass: rules about how elements may be connected.</summary>
internal sealed partial class ModelCompiler
{
    private void CheckStructure()
    {
        foreach (FlowNode node in _nodes)
        {
            CheckFlows(node, _xml[node]);
            CheckGateway(node, _xml[node]);
            CheckCancel(node, _xml[node]);
            CheckCompensation(node, _xml[node]);
            CheckReachable(node, _xml[node]);
        }

        CheckUndoing();
        foreach (List<FlowNode> round in EndlessLoops.Find(_nodes))
        {
            Find(BpmnFindings.BadFlow(_xml[round[0]], "10.6", $"it runs for ever: no flow leads out of the loop {string.Join(" → ", round.Select(each => $"`{each.Id}`"))}, and nothing in it waits. Lead a flow out of it.").ForDeploying());
        }
    }

    /// <summary>By the whole model, for it is played; not for one that was deployed, for it only tells.</summary>
    private void CheckJoins(ProcessModel model)
    {
        foreach ((FlowNode join, FlowNode choice) in _isDeployed ? [] : StuckJoins.Find(model))
        {
            Find(BpmnFindings.StuckJoin(_xml[join], choice));
        }
    }

    private void CheckFlows(FlowNode node, XElement xml)
    {
        if (node.Type is "startEvent" or "boundaryEvent" && node.In.Length > 0)
        {
            Find(BpmnFindings.BadFlow(xml, "10.5.2", "it must not have an incoming sequence flow."));
        }

        if (node.Type == "endEvent" && node.Out.Length > 0)
        {
            Find(BpmnFindings.BadFlow(xml, "10.5.3", "an end event must not have an outgoing sequence flow."));
        }

        if (Array.Exists(node.Triggers, trigger => trigger is LinkTrigger))
        {
            CheckLink(node, xml);
        }

        if (node.IsForCompensation && node.In.Length + node.Out.Length > 0)
        {
            Find(BpmnFindings.BadCompensation(xml, "an activity for compensation must not have sequence flows."));
        }
    }

    private void CheckLink(FlowNode node, XElement xml)
    {
        if (node.Triggers.Length > 1)
        {
            Find(BpmnFindings.BadLink(xml, "a link event must have no other trigger."));
        }
        else if (node.Behaviour is ThrowEvent && node.Out.Length > 0)
        {
            Find(BpmnFindings.BadLink(xml, "a throwing link event must not have an outgoing sequence flow."));
        }
        else if (node.Behaviour is CatchEvent && node.In.Length > 0)
        {
            Find(BpmnFindings.BadLink(xml, "a catching link event must not have an incoming sequence flow."));
        }
    }

    private void CheckGateway(FlowNode node, XElement xml)
    {
        if (node.Behaviour is EventBasedGateway)
        {
            CheckEventBased(node, xml);
        }

        foreach (SequenceFlow flow in node.Out.Where(flow => flow.Condition is not null))
        {
            string? why = flow == node.Default ? "it is the default flow, taken when no other is"
                : node.Behaviour is ParallelGateway ? "a parallel gateway puts a token on every flow"
                : node.Behaviour is EventBasedGateway ? "the event that comes first chooses the flow"
                : null;
            if (why is not null)
            {
                Find(BpmnFindings.ConditionNotUsed(_flowXml.Find(each => each.Flow == flow).Xml, why));
            }
        }

        if (node.Behaviour is ExclusiveGateway or InclusiveGateway && node.Out.Length > 1)
        {
            foreach (SequenceFlow flow in node.Out)
            {
                if (flow.Condition is null && flow != node.Default && _flowXml.Find(each => each.Flow == flow).Xml is var xmlOfFlow && !HasErrorAt(xmlOfFlow))
                {
                    Find(BpmnFindings.NoCondition(xmlOfFlow, node.Behaviour is ExclusiveGateway));
                }
            }
        }
    }

    private void CheckEventBased(FlowNode node, XElement xml)
    {
        if (xml.Text("eventGatewayType") == "Parallel")
        {
            Find(BpmnFindings.NotSupported(xml, "10.6.6", "a parallel event-based gateway begins an instance by several messages. Begin by one and wait for the others."));
        }

        if (node.Out.Length == 0)
        {
            Find(BpmnFindings.BadFlow(xml, "10.6.6", "an event-based gateway needs outgoing flows to events."));
        }
        else if (node.Out.Length == 1)
        {
            Find(BpmnFindings.BadFlow(xml, "10.6.6", "an event-based gateway needs at least two outgoing flows; with one there is nothing to choose. Lead to another event, or remove the gateway.").ForDeploying());
        }

        foreach (FlowNode target in node.Out.Select(flow => flow.Target).Distinct())
        {
            bool catches = target.Behaviour is CatchEvent && target.Triggers is not [LinkTrigger] && target.Boundaries.Length == 0 && target.Loop is null;
            if (!catches || Array.Exists(target.In, flow => flow.Source != node))
            {
                Find(BpmnFindings.BadFlow(xml, "10.6.6", $"leads to {target}; expected a catching event or a plain receive task with no other incoming flow."));
            }
        }

        if (node.In.Length == 0 && xml.Flag("instantiate") == true && Array.Exists(node.Out, flow => flow.Target.Triggers is not [MessageTrigger]))
        {
            Find(BpmnFindings.NotSupported(xml, "10.6.6", "an event-based gateway that begins an instance with anything but messages."));
        }
    }

    private void CheckCancel(FlowNode node, XElement xml)
    {
        if (!IsCancel(node))
        {
            return;
        }

        bool isFine = node.AttachedTo is not null ? node.AttachedTo.Type == "transaction" : InTransaction(node);
        if (!isFine)
        {
            Find(BpmnFindings.CancelOutside(xml));
        }

        if (node.AttachedTo is not null && Array.Find(node.AttachedTo.Boundaries, IsCancel) != node)
        {
            Find(BpmnFindings.BadFlow(xml, "10.3.5", "the transaction has another cancel event; by which it is left is not said. Keep one.").ForDeploying());
        }
    }

    private static bool IsCancel(FlowNode node) => Array.Exists(node.Triggers, trigger => trigger is CancelTrigger);

    private static bool InTransaction(FlowNode node)
    {
        FlowNode? scope = node.Parent;
        while (scope is not null && scope.Type != "transaction")
        {
            scope = scope.Parent;
        }

        return scope is not null;
    }

    private void CheckCompensation(FlowNode node, XElement xml)
    {
        foreach (XElement definition in Definitions(xml))
        {
            if (definition.Name.LocalName != "compensateEventDefinition" || definition.Text("activityRef") is not { Length: > 0 } reference)
            {
                continue;
            }

            FlowNode? undone = NodeOf(reference);
            if (undone is null)
            {
                Find(BpmnFindings.BadCompensation(xml, $"activityRef `{reference}` is no activity of the process.").ForDeploying());
            }
            else if (undone.IsForCompensation || undone.IsEventSubProcess)
            {
                Find(BpmnFindings.BadCompensation(xml, $"activityRef `{reference}` is what undoes, not what is undone: nothing would be. Name the activity that it undoes, or leave out activityRef.").ForDeploying());
            }
            else if (node.Behaviour is ThrowEvent && undone.CompensationHandler is null && undone.Content is null)
            {
                Find(BpmnFindings.BadCompensation(xml, $"activityRef `{reference}` is an activity that nothing undoes: it has no compensation boundary event. Give it one, or leave out activityRef.").ForDeploying());
            }
            else if (node.Behaviour is ThrowEvent && !Surrounds(undone.Parent, node))
            {
                Find(BpmnFindings.BadCompensation(xml, $"activityRef `{reference}` lies in a sub-process that the event does not lie in: it cannot be undone from there. Name the sub-process.").ForDeploying());
            }
        }

        if (node.AttachedTo is not null && Array.Exists(node.Triggers, trigger => trigger is CompensationTrigger) && node.Out.Length > 0)
        {
            Find(BpmnFindings.BadCompensation(xml, "a compensation boundary event leads by an association, not by a sequence flow."));
        }
    }

    /// <summary>What undoes, and no compensation ever comes to.</summary>
    private void CheckUndoing()
    {
        HashSet<FlowNode> joined = [.. _nodes.Where(node => node.AttachedTo is not null).SelectMany(HandlersOf)];
        foreach (FlowNode node in _nodes)
        {
            if (node.IsForCompensation && !node.IsEventSubProcess && !joined.Contains(node) && node.In.Length + node.Out.Length == 0)
            {
                Find(BpmnFindings.NeverUndoes(_xml[node], "no association joins it to a compensation boundary event. Join it to the one on what it undoes."));
            }
            else if (node.IsEventSubProcess && node.Parent!.Parent is null && IsCompensationSubProcess(node))
            {
                Find(BpmnFindings.NeverUndoes(_xml[node], "nothing compensates the process as a whole. Put it into the sub-process that it undoes."));
            }
        }
    }

    private static bool Surrounds(FlowNode? scope, FlowNode node)
    {
        FlowNode? around = node.Parent;
        while (around is not null && around != scope)
        {
            around = around.Parent;
        }

        return around is not null;
    }

    private void CheckReachable(FlowNode node, XElement xml)
    {
        if (node.Parent is { Type: not "adHocSubProcess" } scope && BeginsByItself(node) && node.Parent.Content!.Starts.Length >= 0
            && _nodes.Exists(other => other.Parent == scope && other.Type == "startEvent") && !IsInstantiating(node, xml))
        {
            Find(BpmnFindings.Unreachable(xml));
        }
    }

    private static bool IsInstantiating(FlowNode node, XElement xml) =>
        node.Parent?.Parent is null && xml.Flag("instantiate") == true;
}
