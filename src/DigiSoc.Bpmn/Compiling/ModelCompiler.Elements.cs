using System.Globalization;
using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>First pass: the elements of each scope, and how each of them behaves.</summary>
internal sealed partial class ModelCompiler
{
    private static readonly PassThroughTask PassThrough = new();
    private static readonly JobTask Job = new();
    private static readonly CatchEvent Catch = new();
    private static readonly ThrowEvent Throw = new();
    private static readonly StartEvent Start = new();
    private static readonly SubProcess Embedded = new();
    private static readonly ScriptTask Script = new();
    private static readonly LedAdHocSubProcess LedAdHoc = new();

    private static readonly Dictionary<string, ElementBehaviour> Behaviours = new(StringComparer.Ordinal)
    {
        ["startEvent"] = Start,
        ["endEvent"] = Throw,
        ["intermediateCatchEvent"] = Catch,
        ["intermediateThrowEvent"] = Throw,
        ["boundaryEvent"] = new BoundaryEvent(),
        ["task"] = PassThrough,
        ["manualTask"] = PassThrough,
        ["userTask"] = new UserTask(),
        ["serviceTask"] = Job,
        ["sendTask"] = new SendTask(),
        ["receiveTask"] = Catch,
        ["scriptTask"] = Script,
        ["businessRuleTask"] = new BusinessRuleTask(),
        ["callActivity"] = new CallActivity(),
        ["subProcess"] = Embedded,
        ["transaction"] = Embedded,
        ["adHocSubProcess"] = new AdHocSubProcess(),
        ["exclusiveGateway"] = new ExclusiveGateway(),
        ["inclusiveGateway"] = new InclusiveGateway(),
        ["parallelGateway"] = new ParallelGateway(),
        ["eventBasedGateway"] = new EventBasedGateway(),
    };

    private static readonly EventSubProcess EventSubProcessBehaviour = new();

    /// <summary>Elements of BPMN that are no flow nodes, or carry no meaning for execution.</summary>
    private static readonly Dictionary<string, (string Clause, string Reason)> Refused = new(StringComparer.Ordinal)
    {
        ["complexGateway"] = ("10.6.5", "a complex gateway's activation condition counts tokens across steps. Use inclusive and exclusive gateways."),
        ["choreographyTask"] = ("11.5", "choreographies describe messages between processes and are not run."),
        ["callChoreography"] = ("11.5", "choreographies describe messages between processes and are not run."),
        ["subChoreography"] = ("11.5", "choreographies describe messages between processes and are not run."),
        ["implicitThrowEvent"] = ("10.5.1", "an implicit throw event is meant for tools, not for diagrams. Use an intermediate throw event."),
        ["event"] = ("10.5", "an event of no kind cannot be run. Use a start, intermediate or end event."),
    };

    private void AddContent(FlowNode scope, XElement xml, int depth)
    {
        if (depth > DeepestScope)
        {
            Find(BpmnFindings.TooDeep(xml));
            return;
        }

        foreach (XElement child in xml.Elements().Where(child => child.Name.Namespace == Names.Bpmn))
        {
            string type = child.Name.LocalName;
            if (Refused.TryGetValue(type, out (string Clause, string Reason) refused))
            {
                Find(BpmnFindings.NotSupported(child, refused.Clause, refused.Reason));
                _refusedIds.Add(child.Id() ?? "");
            }
            else if (type == "sequenceFlow")
            {
                AddFlow(child);
            }
            else if (Behaviours.TryGetValue(type, out ElementBehaviour? behaviour))
            {
                AddElement(scope, child, behaviour, depth);
            }
        }
    }

    private void AddElement(FlowNode scope, XElement xml, ElementBehaviour behaviour, int depth)
    {
        bool isEventSubProcess = xml.Name.LocalName == "subProcess" && xml.Flag("triggeredByEvent") == true;
        string id = xml.Id() ?? string.Create(CultureInfo.InvariantCulture, $"{xml.Name.LocalName}-{_nodes.Count}");
        FlowNode node = AddNode(xml, scope, id, isEventSubProcess ? EventSubProcessBehaviour : behaviour);
        node.IsEventSubProcess = isEventSubProcess;
        node.IsForCompensation = xml.Flag("isForCompensation") == true;
        if (xml.Name.LocalName is "subProcess" or "transaction" or "adHocSubProcess")
        {
            node.Content = new ScopeContent();
            AddContent(node, xml, depth + 1);
        }
    }

    private readonly List<(SequenceFlow Flow, XElement Xml)> _flowXml = [];

    /// <summary>Elements that are refused as they are; their flows are not told as well.</summary>
    private readonly HashSet<string> _refusedIds = new(StringComparer.Ordinal);

    private void AddFlow(XElement xml)
    {
        SequenceFlow flow = new()
        {
            Id = xml.Id() ?? string.Create(CultureInfo.InvariantCulture, $"sequenceFlow-{_flowXml.Count}"),
            Name = xml.Text("name"),
            Norms = Extensions.Norms(xml),
        };
        if (_ids.TryGetValue(flow.Id, out XElement? first))
        {
            Find(BpmnFindings.DuplicateId(xml, first));
            return;
        }

        _ids[flow.Id] = xml;
        _flowXml.Add((flow, xml));
    }

    private void ConnectFlows()
    {
        Dictionary<FlowNode, List<SequenceFlow>> into = [];
        Dictionary<FlowNode, List<SequenceFlow>> outOf = [];
        foreach ((SequenceFlow flow, XElement xml) in _flowXml.OrderBy(each => DroolsPriority(each.Xml)))
        {
            if (_byId.TryGetValue(flow.Id, out FlowNode? node))
            {
                Find(BpmnFindings.DuplicateId(xml, _xml[node]));
            }
            else if (Connect(flow, xml))
            {
                flow.Index = _flows.Count;
                _flows.Add(flow);
                AddTo(outOf, flow.Source, flow);
                AddTo(into, flow.Target, flow);
            }
        }

        foreach (FlowNode node in _nodes)
        {
            node.In = into.TryGetValue(node, out List<SequenceFlow>? arriving) ? [.. arriving] : [];
            node.Out = outOf.TryGetValue(node, out List<SequenceFlow>? leaving) ? [.. leaving] : [];
            node.IsJoin = node.In.Length > 1 && node.Behaviour is ParallelGateway or InclusiveGateway && node.In.Length > 1;
            ReadDefault(node);
        }
    }

    private bool Connect(SequenceFlow flow, XElement xml)
    {
        string? from = xml.Text("sourceRef");
        string? to = xml.Text("targetRef");
        FlowNode? source = NodeOf(from);
        FlowNode? target = NodeOf(to);
        if (source is null || source.Parent is null)
        {
            FindFlowEnd(xml, "sourceRef", from);
        }
        else if (target is null || target.Parent is null)
        {
            FindFlowEnd(xml, "targetRef", to);
        }
        else if (source.Parent != target.Parent)
        {
            Find(BpmnFindings.FlowCrosses(xml));
        }
        else
        {
            flow.Source = source;
            flow.Target = target;
            ReadCondition(flow, xml);
            return true;
        }

        return false;
    }

    private void FindFlowEnd(XElement flow, string end, string? reference)
    {
        if (!_refusedIds.Contains(Names.Local(reference) ?? ""))
        {
            XElement? elsewhere = _document.Index.Find(reference)?.Ancestors(Names.Bpmn + "process").FirstOrDefault(each => each != flow.Parent);
            Find(BpmnFindings.FlowEnd(flow, end, reference, elsewhere?.Id()));
        }
    }

    private FlowNode? NodeOf(string? reference) =>
        reference is null ? null
        : _byId.GetValueOrDefault(reference.Trim()) ?? _byId.GetValueOrDefault(Names.Local(reference) ?? "");

    private void ReadCondition(SequenceFlow flow, XElement xml)
    {
        CheckVendorWords(xml);
        CheckOnce(xml);
        if (xml.Child("conditionExpression") is { } condition)
        {
            if (string.IsNullOrWhiteSpace(condition.Value))
            {
                Find(BpmnFindings.EmptyCondition(xml));
            }

            flow.Condition = _expressions.Expression(
                xml, $"condition of flow `{flow.Id}`", condition.Value, condition.Text("language") ?? DocumentLanguage());
        }
    }

    private string? DocumentLanguage() => _document.Xml.Root!.Text("expressionLanguage");

    private void ReadDefault(FlowNode node)
    {
        string? reference = _xml[node].Text("default");
        node.Default = reference is null ? null : Array.Find(node.Out, flow => flow.Id == Names.Local(reference) || flow.Id == reference.Trim());
        if (node.Default is null && !string.IsNullOrWhiteSpace(reference))
        {
            Find(BpmnFindings.NotItsFlow(_xml[node], reference).ForDeploying());
        }

        foreach (SequenceFlow flow in node.Out)
        {
            node.HasConditionalFlows |= flow.Condition is not null || flow == node.Default;
        }
    }

    private void AttachBoundaries()
    {
        Dictionary<FlowNode, List<FlowNode>> attached = [];
        foreach (FlowNode node in _nodes.Where(node => node.Type == "boundaryEvent"))
        {
            XElement xml = _xml[node];
            string? reference = xml.Text("attachedToRef");
            FlowNode? activity = NodeOf(reference);
            if (activity is null || activity.Parent != node.Parent || !IsActivity(activity) || activity.IsEventSubProcess)
            {
                Find(BpmnFindings.BadAttachment(xml, reference, activity is { IsEventSubProcess: true }));
                continue;
            }

            node.AttachedTo = activity;
            node.IsInterrupting = xml.Flag("cancelActivity") ?? true;
            AddTo(attached, activity, node);
        }

        foreach ((FlowNode activity, List<FlowNode> boundaries) in attached)
        {
            activity.Boundaries = [.. boundaries];
        }
    }

    private static bool IsActivity(FlowNode node) =>
        node.Parent is not null && (node.Content is not null || node.Type.EndsWith("ask", StringComparison.Ordinal) || node.Type == "callActivity");

    private static void AddTo<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key, TItem item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out List<TItem>? list))
        {
            lists[key] = list = [];
        }

        list.Add(item);
    }
}
