namespace DigiSoc.Bpmn;

/// <summary>One way a process can begin.</summary>
/// <param name="ElementId">Pass it as <see cref="StartInstance.StartElementId"/>.</param>
/// <param name="Kind">What begins it.</param>
/// <param name="Name">Message or signal name; otherwise null.</param>
public sealed record StartTrigger(string ElementId, StartKind Kind, string? Name);

/// <summary>What begins a process.</summary>
public enum StartKind
{
    /// <summary>A request: the none start event.</summary>
    None = 0,

    /// <summary>A message of the name.</summary>
    Message = 1,

    /// <summary>A signal of the name.</summary>
    Signal = 2,

    /// <summary>A timer: ask <see cref="ProcessModel.FirstStart"/> and <see cref="ProcessModel.NextStart"/> when.</summary>
    Timer = 3,
}
