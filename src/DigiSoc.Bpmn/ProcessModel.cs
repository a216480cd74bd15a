using System.Collections.Frozen;

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
        Starts = [];
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

    internal ProcessResources Resources { get; }

    internal FrozenDictionary<string, FlowNode> NodeById { get; }

    internal FrozenDictionary<string, SequenceFlow> FlowById { get; }

    /// <summary>Finds an element by id; null: there is none.</summary>
    public FlowNode? Find(string elementId) => NodeById.GetValueOrDefault(elementId);
}
