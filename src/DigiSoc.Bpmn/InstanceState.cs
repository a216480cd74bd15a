using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>The whole situation of one process instance, as a value that never changes.</summary>
/// <remarks>
/// A tree of element instances with their variables, the points where it waits, and its incidents. Everything is
/// ordered by id, so that equal histories give equal bytes.
/// </remarks>
public sealed class InstanceState
{
    /// <summary>The state before <see cref="StartInstance"/>.</summary>
    public static InstanceState New { get; } = new();

    internal readonly List<ElementInstance> ElementList;
    internal readonly List<Wait> WaitList;
    internal readonly List<Incident> IncidentList;

    internal InstanceState()
    {
        ElementList = [];
        WaitList = [];
        IncidentList = [];
    }

    private InstanceState(InstanceState other)
    {
        Status = other.Status;
        LastId = other.LastId;
        Called = other.Called;
        ElementList = new List<ElementInstance>(other.ElementList.Count + 4);
        foreach (ElementInstance element in other.ElementList)
        {
            ElementList.Add(element.Copy());
        }

        WaitList = [.. other.WaitList];
        IncidentList = [.. other.IncidentList];
        FinalVariables = other.FinalVariables;
    }

    /// <summary>Where the instance is in its life.</summary>
    public InstanceStatus Status { get; internal set; }

    /// <summary>Living element instances by id, the process itself first; empty before the start and after the end.</summary>
    public IReadOnlyList<ElementInstance> Elements => ElementList;

    /// <summary>Open waiting points by id.</summary>
    public IReadOnlyList<Wait> Waits => WaitList;

    /// <summary>Open incidents by id.</summary>
    public IReadOnlyList<Incident> Incidents => IncidentList;

    /// <summary>The variables of the process scope; after the end, those it ended with.</summary>
    public FeelContext Variables => ElementList.Count > 0 ? ElementList[0].Variables : FinalVariables;

    /// <summary>The highest id given so far to an element instance, wait or incident.</summary>
    public long LastId { get; internal set; }

    /// <summary>True for a child of a call activity.</summary>
    public bool Called { get; internal set; }

    internal FeelContext FinalVariables { get; set; } = FeelContext.Empty;

    /// <summary>The state as UTF-8 JSON with a version; equal states give equal bytes.</summary>
    public byte[] Serialize() => StateWriter.Write(this);

    /// <summary>Reads what <see cref="Serialize"/> of this or an earlier release wrote.</summary>
    /// <exception cref="FormatException">The bytes are not a stored state, or of a newer release.</exception>
    public static InstanceState Deserialize(ReadOnlySpan<byte> stored) => StateReader.Read(stored);

    internal InstanceState Copy() => new(this);
}
