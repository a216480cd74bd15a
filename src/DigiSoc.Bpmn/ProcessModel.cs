using System.Collections.Frozen;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Dialects;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>A process, checked and compiled once per version, shared by all its instances. It never changes.</summary>
public sealed class ProcessModel
{
    internal ProcessModel(FlowNode[] nodes, SequenceFlow[] flows, ProcessResources resources)
    {
        Nodes = nodes;
        Resources = resources;
        NodeById = nodes.ToFrozenDictionary(node => node.Id, StringComparer.Ordinal);
        FlowById = flows.ToFrozenDictionary(flow => flow.Id, StringComparer.Ordinal);
        Flows = flows;
        Functions = FunctionsOf(resources);
        Starts = StartTriggers.Of(this);
    }

    /// <summary>The process's id in the file.</summary>
    public string ProcessId => Root.Id;

    /// <summary>Its name, or its id when it has none.</summary>
    public string Name => Root.Name ?? Root.Id;

    /// <summary>Every way to begin it, in document order.</summary>
    public IReadOnlyList<StartTrigger> Starts { get; }

    /// <summary>The process itself, then all elements in document order, sub-processes before what they hold.</summary>
    public IReadOnlyList<FlowNode> Elements => Nodes;

    /// <summary>All sequence flows in document order.</summary>
    public IReadOnlyList<SequenceFlow> SequenceFlows => Flows;

    internal FlowNode Root => Nodes[0];

    internal FlowNode[] Nodes { get; }

    internal SequenceFlow[] Flows { get; }

    internal ProcessResources Resources { get; private set; }

    internal IReadOnlyDictionary<string, FeelFunction> Functions { get; private set; }

    internal FrozenDictionary<string, FlowNode> NodeById { get; }

    internal FrozenDictionary<string, SequenceFlow> FlowById { get; }

    /// <summary>Compiles one process of a document, or says what is refused and why.</summary>
    /// <param name="document">The file.</param>
    /// <param name="processId">See <see cref="BpmnProcess.Id"/>.</param>
    /// <param name="resources">What the process refers to outside its file.</param>
    public static CompileResult Compile(BpmnDocument document, string processId, ProcessResources resources) =>
        ModelCompiler.Compile(document, processId, resources, isDeployed: false);

    /// <summary>Compiles a process that was deployed by this or an earlier version of the program: it runs as it did.</summary>
    /// <remarks>As <see cref="Compile"/>, but findings that are <see cref="BpmnDiagnostic.IsForDeploying"/> hinder nothing.</remarks>
    /// <param name="document">The file.</param>
    /// <param name="processId">See <see cref="BpmnProcess.Id"/>.</param>
    /// <param name="resources">What the process refers to outside its file.</param>
    public static CompileResult CompileDeployed(BpmnDocument document, string processId, ProcessResources resources) =>
        ModelCompiler.Compile(document, processId, resources, isDeployed: true);

    /// <summary>The same process, counting working days by another calendar; all else is shared.</summary>
    public ProcessModel With(WorkingCalendar calendar)
    {
        var other = (ProcessModel)MemberwiseClone();
        other.Resources = Resources with { Calendar = calendar };
        other.Functions = FunctionsOf(other.Resources);
        return other;
    }

    /// <summary>Finds an element by id; null: there is none.</summary>
    public FlowNode? Find(string elementId) => NodeById.GetValueOrDefault(elementId);

    /// <summary>When a timer start event begins the process for the first time.</summary>
    /// <param name="startElementId">A start of kind <see cref="StartKind.Timer"/>.</param>
    /// <param name="deployedAt">The deployment.</param>
    /// <returns>The instant, UTC; null: never.</returns>
    public DateTimeOffset? FirstStart(string startElementId, DateTimeOffset deployedAt) =>
        StartTriggers.First(this, startElementId, deployedAt);

    /// <summary>The timer of a start event as the model says it, to tell whether another version's is the same; null: it has none.</summary>
    /// <param name="startElementId">A start of kind <see cref="StartKind.Timer"/>.</param>
    public string? StartTimer(string startElementId) => StartTriggers.Timer(this, startElementId);

    /// <summary>When a timer start event begins the process again.</summary>
    /// <param name="startElementId">A start of kind <see cref="StartKind.Timer"/>.</param>
    /// <param name="fired">How many times it has fired since deployment, at least once.</param>
    /// <param name="last">The last firing.</param>
    /// <param name="deployedAt">The deployment, from which intervals are counted where the timer says no start of its own.</param>
    /// <returns>The instant, UTC; null: never again.</returns>
    public DateTimeOffset? NextStart(string startElementId, int fired, DateTimeOffset last, DateTimeOffset deployedAt) =>
        StartTriggers.Next(this, startElementId, fired, last, deployedAt);

    private static FrozenDictionary<string, FeelFunction> FunctionsOf(ProcessResources resources) =>
        CalendarFunctions.For(resources.Calendar, resources.Zone).Concat(CamundaFunctions.All).ToFrozenDictionary(StringComparer.Ordinal);
}
