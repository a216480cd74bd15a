using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Elements;

namespace DigiSoc.Bpmn;

/// <summary>An element of a compiled process that tokens can be in: activity, event, gateway, or the process itself.</summary>
public sealed class FlowNode
{
    /// <summary>Its id in the file.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>Its name; null: it has none.</summary>
    public string? Name { get; internal set; }

    /// <summary>Its BPMN type, such as <c>userTask</c>, <c>boundaryEvent</c>, <c>subProcess</c> or <c>process</c>.</summary>
    public string Type { get; internal set; } = "";

    /// <summary>The process or sub-process it lies in; null for the process itself.</summary>
    public FlowNode? Parent { get; internal set; }

    /// <summary>The name of the innermost lane it lies in; null: in none.</summary>
    public string? Lane { get; internal set; }

    /// <summary>The legal norms it rests on (<c>digisoc:norm ref</c>), in document order.</summary>
    public IReadOnlyList<string> Norms { get; internal set; } = [];

    /// <summary>Every <c>digisoc:</c> extension element of it, in document order.</summary>
    public IReadOnlyList<DigisocExtension> Extensions { get; internal set; } = [];

    /// <summary>Its static headers, in document order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; internal set; } = [];

    /// <summary>Flows that leave it, in document order.</summary>
    public IReadOnlyList<SequenceFlow> Outgoing => Out;

    /// <summary>Flows that enter it, in document order.</summary>
    public IReadOnlyList<SequenceFlow> Incoming => In;

    /// <summary>For a boundary event: the activity it sits on; otherwise null.</summary>
    public FlowNode? AttachedTo { get; internal set; }

    /// <summary>For a boundary event or the start of an event sub-process: whether it ends what it interrupts.</summary>
    public bool IsInterrupting { get; internal set; } = true;

    /// <summary>Whether <see cref="ActivateElement"/> can put a token on it: not the process, and nothing that only its trigger begins.</summary>
    public bool CanBeActivated => Parent is not null && AttachedTo is null && !IsEventSubProcess && !IsForCompensation;

    /// <summary>True when a handler does its work, or leads it: it waits for a job.</summary>
    public bool WaitsForJob => Task is JobSpec;

    /// <inheritdoc/>
    public override string ToString() => $"{Type} `{Id}`";

    internal int Index;
    internal ElementBehaviour Behaviour = null!;
    internal SequenceFlow[] In = [];
    internal SequenceFlow[] Out = [];
    internal SequenceFlow? Default;
    internal bool HasConditionalFlows;
    internal bool IsJoin;

    internal VariableMapping[] Inputs = [];
    internal VariableMapping[] Outputs = [];
    /// <summary>What the element brings goes on as without output mappings, beside what they write (Camunda 7's output parameters).</summary>
    internal bool KeepsBrought;
    internal DataMapping[] DataInputs = [];
    internal DataMapping[] DataOutputs = [];

    /// <summary>What a catching event waits for or a throwing event throws; several for a multiple event.</summary>
    internal EventTrigger[] Triggers = [];
    internal bool IsParallelMultiple;

    internal FlowNode[] Boundaries = [];
    internal bool WaitsAtBoundary;
    internal LoopDefinition? Loop;
    internal object? Task;

    internal bool IsEventSubProcess;
    internal bool IsForCompensation;
    internal FlowNode? CompensationHandler;

    /// <summary>What a scope (process or sub-process) holds; null for other elements.</summary>
    internal ScopeContent? Content;

    /// <summary>For an ad-hoc sub-process: what it gathers of each activation; null: nothing.</summary>
    internal GatherSpec? Gathers;

    /// <summary>True for an ad-hoc sub-process that puts each activation into a scope of its own.</summary>
    internal bool HasActivations => Gathers is not null || Behaviour is LedAdHocSubProcess;

    /// <summary>For a join in an ad-hoc sub-process with activations: its tokens come from several of them.</summary>
    internal bool JoinsActivations;

    /// <summary>For an inclusive join: for each incoming flow the elements from which a token can still reach it.</summary>
    internal NodeSet[] Reach = [];
}
