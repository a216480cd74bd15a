using DigiSoc.Bpmn.Compiling;

namespace DigiSoc.Bpmn;

/// <summary>A compiled sequence flow.</summary>
public sealed class SequenceFlow
{
    /// <summary>Its id in the file.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>Its name; null: it has none.</summary>
    public string? Name { get; internal set; }

    /// <summary>Where it comes from.</summary>
    public FlowNode Source { get; internal set; } = null!;

    /// <summary>Where it goes to.</summary>
    public FlowNode Target { get; internal set; } = null!;

    /// <summary>The legal norms it rests on.</summary>
    public IReadOnlyList<string> Norms { get; internal set; } = [];

    internal Expression? Condition;

    /// <summary>Its place in <see cref="ProcessModel.Flows"/>.</summary>
    internal int Index;
}
