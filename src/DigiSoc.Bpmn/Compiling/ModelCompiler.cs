using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>From a process of a document to a model, or to the reasons why not.</summary>
/// <remarks>
/// In passes: elements, flows, what each element does, how they belong together, structure. Later passes rely on the
/// earlier ones; every pass goes on after a finding, so that one run tells all of them.
/// </remarks>
internal sealed partial class ModelCompiler
{
    private const int DeepestScope = 60;

    private readonly BpmnDocument _document;
    private readonly ProcessResources _resources;
    private readonly List<BpmnDiagnostic> _found = [];
    private readonly List<FlowNode> _nodes = [];
    private readonly List<SequenceFlow> _flows = [];
    private readonly Dictionary<FlowNode, XElement> _xml = [];
    private readonly Dictionary<string, FlowNode> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<XNamespace, (XElement First, HashSet<string> Words)> _unknownDialects = [];
    private readonly ExpressionReader _expressions;

    private readonly bool _isDeployed;

    private ModelCompiler(BpmnDocument document, ProcessResources resources, bool isDeployed)
    {
        _isDeployed = isDeployed;
        _document = document;
        _resources = resources;
        _expressions = new ExpressionReader(_found);
    }

    public static CompileResult Compile(BpmnDocument document, string processId, ProcessResources resources, bool isDeployed)
    {
        ModelCompiler compiler = new(document, resources, isDeployed);
        BpmnProcess? process = document.Processes.FirstOrDefault(each => each.Id == processId);
        if (process is null)
        {
            return new CompileResult(null, [BpmnFindings.NoSuchProcess(processId, document.Processes.Select(each => each.Id))]);
        }

        return compiler.Compile(process);
    }

    private CompileResult Compile(BpmnProcess process)
    {
        if (process.IsExecutable == false)
        {
            _found.Add(BpmnFindings.NotExecutable(process.Element));
        }

        FlowNode root = AddNode(process.Element, null, process.Id, new Process());
        root.Content = new ScopeContent();
        AddContent(root, process.Element, 0);
        ConnectFlows();
        AttachBoundaries();
        foreach (FlowNode node in _nodes)
        {
            ReadElement(node, _xml[node]);
        }

        TellUnknownDialects();
        CheckProcess(process.Element);
        BindScopes();
        BindLinks();
        BindCompensation();
        BindLanes(process.Element);
        BindLoops();
        CheckStructure();
        CheckRivals();
        InclusiveReach.Compute(_nodes);
        SharedJoins.Find(_nodes);
        if (HasErrors())
        {
            return new CompileResult(null, _found);
        }

        ProcessModel model = new([.. _nodes], [.. _flows], _resources);
        CheckStarts(model);
        CheckJoins(model);
        return new CompileResult(HasErrors() ? null : model, _found);
    }

    private bool HasErrors() => _found.Exists(Hinders);

    private bool Hinders(BpmnDiagnostic found) => found.Severity == BpmnSeverity.Error && !(_isDeployed && found.IsForDeploying);

    private void Find(BpmnDiagnostic diagnostic) => _found.Add(diagnostic);

    private FlowNode AddNode(XElement xml, FlowNode? parent, string id, ElementBehaviour behaviour)
    {
        FlowNode node = new()
        {
            Index = _nodes.Count,
            Id = id,
            Name = xml.Text("name") is { Length: > 0 } name ? name : null,
            Type = xml.Name.LocalName,
            Parent = parent,
            Behaviour = behaviour,
        };
        Extensions.Read(node, xml);
        _nodes.Add(node);
        _xml[node] = xml;
        if (!_byId.TryAdd(id, node))
        {
            Find(BpmnFindings.DuplicateId(xml, _xml[_byId[id]]));
        }

        return node;
    }
}
