using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Bpmn.Reading;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>What belongs together: starts, event sub-processes, links, compensation handlers, lanes.</summary>
internal sealed partial class ModelCompiler
{
    private void BindScopes()
    {
        foreach (FlowNode scope in _nodes.Where(node => node.Content is not null))
        {
            List<FlowNode> children = _nodes.FindAll(node => node.Parent == scope);
            scope.Content!.EventSubProcesses = [.. children.Where(node => node.IsEventSubProcess && !IsCompensationSubProcess(node))];
            List<FlowNode> undoing = children.FindAll(node => node.IsEventSubProcess && IsCompensationSubProcess(node));
            scope.Content.CompensationSubProcess = undoing.Count > 0 ? undoing[0] : null;
            if (undoing.Count > 1)
            {
                Find(BpmnFindings.BadCompensation(_xml[undoing[1]], $"`{undoing[0].Id}` undoes the same scope already; which of both does is not said. Keep one.").ForDeploying());
            }

            scope.Content.InclusiveJoins = [.. children.Where(node => node.Behaviour is InclusiveGateway && node.IsJoin)];
            BindStarts(scope, children);
        }
    }

    private bool IsCompensationSubProcess(FlowNode subProcess) =>
        _nodes.Exists(node => node.Parent == subProcess && node.Type == "startEvent"
            && Array.Exists(node.Triggers, trigger => trigger is CompensationTrigger));

    private void BindStarts(FlowNode scope, List<FlowNode> children)
    {
        FlowNode[] events = [.. children.Where(node => node.Type == "startEvent")];
        ScopeContent content = scope.Content!;
        if (scope.IsEventSubProcess)
        {
            content.Starts = events;
            CheckEventSubProcess(scope, events);
            return;
        }

        FlowNode[] none = [.. events.Where(node => node.Triggers.Length == 0 && !HasErrorAt(_xml[node]))];
        content.NoneStart = none.Length > 0 ? none[0] : null;
        content.Starts = events.Length > 0 && scope.Type != "adHocSubProcess"
            ? none
            : [.. children.Where(node => BeginsByItself(node))];
        if (scope.Type == "adHocSubProcess")
        {
            content.AdHocElements = FeelList.Of([.. content.Starts.Select(AdHocElement)]);
        }

        if (none.Length > 1)
        {
            Find(BpmnFindings.ManyStarts(_xml[none[1]]));
        }

        // A sub-process may be empty: it is through at once. A process must have something to begin with.
        if (scope.Parent is null && events.Length == 0 && content.Starts.Length == 0)
        {
            Find(BpmnFindings.NoStart(_xml[scope]));
        }
    }

    // What is not in the file is left out.
    private FeelValue AdHocElement(FlowNode node)
    {
        XElement xml = _xml[node];
        FeelContext told = FeelContext.Of(("elementId", FeelValue.Of(node.Id)));
        if (node.Name is not null)
        {
            told = told.With("elementName", FeelValue.Of(node.Name));
        }

        if (Trimmed(xml.Child("documentation")?.Value) is { } documentation)
        {
            told = told.With("documentation", FeelValue.Of(documentation));
        }

        FeelContext properties = FeelContext.Empty;
        foreach (XElement property in xml.ZeebeChild("properties")?.Elements(Names.Zeebe + "property") ?? [])
        {
            if (property.Text("name") is { Length: > 0 } name)
            {
                properties = properties.With(name, FeelValue.Of(property.Text("value") ?? ""));
            }
        }

        return FeelValue.Of(properties.Count == 0 ? told : told.With("properties", FeelValue.Of(properties)));
    }

    private static bool BeginsByItself(FlowNode node) =>
        node.In.Length == 0 && node.AttachedTo is null && node.Type != "boundaryEvent" && !node.IsEventSubProcess && !node.IsForCompensation
        && node.Triggers is not [LinkTrigger] && node.Type != "startEvent";

    private void CheckEventSubProcess(FlowNode scope, FlowNode[] events)
    {
        XElement xml = _xml[scope];
        if (events.Length != 1)
        {
            Find(BpmnFindings.BadEventSubProcess(xml, $"{events.Length} start events"));
        }
        else if (scope.In.Length + scope.Out.Length > 0)
        {
            Find(BpmnFindings.BadEventSubProcess(xml, "a flow into or out of it"));
        }
        else if (scope.Loop is not null)
        {
            Find(BpmnFindings.BadEventSubProcess(xml, "a loop"));
        }
    }

    private void BindLinks()
    {
        foreach (FlowNode node in _nodes.Where(node => node.Behaviour is ThrowEvent))
        {
            foreach (LinkTrigger link in node.Triggers.OfType<LinkTrigger>())
            {
                // The ends that the file joins say more than a name (10.5.5).
                List<FlowNode> catching = _nodes.FindAll(other => other.Parent == node.Parent && other.Behaviour is CatchEvent && other.Triggers.OfType<LinkTrigger>().Any());
                List<FlowNode> joined = catching.FindAll(other => other.Triggers.OfType<LinkTrigger>().Any(caught => AreJoined(link, caught)));
                if (joined.Count == 0 && link.Name.Length == 0)
                {
                    Find(BpmnFindings.BadLink(_xml[node], "the link has no name, and neither target nor source joins it to another. Give it the name of the link that it leads to.").ForDeploying());
                }

                List<FlowNode> targets = joined.Count > 0 ? joined : catching.FindAll(other => other.Triggers.OfType<LinkTrigger>().Any(caught => caught.Name == link.Name));
                if (targets.Count != 1)
                {
                    Find(BpmnFindings.BadLink(_xml[node], $"link `{link.Name}` leads to {targets.Count} catching link events of the same process or sub-process, by target and source or by name; it must lead to one."));
                    continue;
                }

                link.Target = targets[0];
            }
        }

        HashSet<FlowNode> ledTo = [.. _nodes.SelectMany(node => node.Triggers.OfType<LinkTrigger>()).Select(link => link.Target).OfType<FlowNode>()];
        foreach (FlowNode node in _nodes.Where(node => node.Behaviour is CatchEvent && node.Triggers is [LinkTrigger] && !ledTo.Contains(node)))
        {
            Find(BpmnFindings.NoLinkToIt(_xml[node], ((LinkTrigger)node.Triggers[0]).Name));
        }
    }

    private static bool AreJoined(LinkTrigger thrown, LinkTrigger caught) =>
        (caught.Id is not null && thrown.OtherEnds.Contains(caught.Id)) || (thrown.Id is not null && caught.OtherEnds.Contains(thrown.Id));

    private void BindCompensation()
    {
        foreach (FlowNode boundary in _nodes.Where(node => node.AttachedTo is not null
            && Array.Exists(node.Triggers, trigger => trigger is CompensationTrigger)))
        {
            FlowNode[] handlers = [.. HandlersOf(boundary).Distinct()];
            if (handlers is not [var handler] || handler.Parent != boundary.Parent)
            {
                Find(BpmnFindings.BadCompensation(_xml[boundary], $"a compensation boundary event needs an association to one activity with isForCompensation beside it; found {Listed(handlers)}."));
                continue;
            }

            if (boundary.AttachedTo!.CompensationHandler is not null)
            {
                Find(BpmnFindings.BadCompensation(_xml[boundary], $"`{boundary.AttachedTo.Id}` has another compensation event; which of both undoes it is not said. Keep one, and undo in a sub-process.").ForDeploying());
            }

            if (boundary.AttachedTo.Content?.CompensationSubProcess is { } inside)
            {
                Find(BpmnFindings.BadCompensation(_xml[boundary], $"`{boundary.AttachedTo.Id}` is undone by its event sub-process `{inside.Id}` already; which of both does is not said. Keep one.").ForDeploying());
            }

            boundary.AttachedTo.CompensationHandler = handler;
        }

        foreach (FlowNode node in _nodes.Where(node => node.Content is not null))
        {
            node.Content!.HasCompensation = _nodes.Exists(other => other.CompensationHandler is not null && other.Parent == node);
        }
    }

    /// <summary>Associations may be drawn either way: a compensation event is joined to nothing but what undoes.</summary>
    private IEnumerable<FlowNode> HandlersOf(FlowNode boundary)
    {
        foreach (XElement association in _document.Xml.Root!.Descendants(Names.Bpmn + "association"))
        {
            FlowNode? source = NodeOf(association.Text("sourceRef"));
            FlowNode? target = NodeOf(association.Text("targetRef"));
            FlowNode? other = source == boundary ? target : target == boundary ? source : null;
            if (other is { IsForCompensation: true })
            {
                yield return other;
            }
        }
    }

    private static string Listed(FlowNode[] nodes) =>
        nodes.Length == 0 ? "none" : string.Join(" and ", nodes.Select(node => $"`{node.Id}`"));

    private void BindLanes(XElement process)
    {
        // Inner lanes come after outer ones, so the innermost name stays.
        foreach (XElement lane in process.Descendants(Names.Bpmn + "lane"))
        {
            foreach (XElement reference in lane.Elements(Names.Bpmn + "flowNodeRef"))
            {
                if (NodeOf(reference.Value) is { } node && lane.Text("name") is { Length: > 0 } name)
                {
                    node.Lane = name;
                }
            }
        }

        // What lies in a sub-process lies in the sub-process's lane.
        foreach (FlowNode node in _nodes)
        {
            node.Lane ??= node.Parent?.Lane;
        }
    }
}
