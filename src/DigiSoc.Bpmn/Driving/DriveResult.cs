using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Driving;

/// <summary>How to play a model by itself.</summary>
/// <param name="Seed">Draws every choice; the same seed plays the same way.</param>
public sealed record DriveOptions(ulong Seed)
{
    /// <summary>Commands at most, all instances together; fewer when instances grow without end.</summary>
    public int StepLimit { get; init; } = 1_000;

    /// <summary>The instant at which the play begins.</summary>
    public DateTimeOffset StartsAt { get; init; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Variables to start with.</summary>
    public FeelContext Variables { get; init; } = FeelContext.Empty;

    /// <summary>Stores and restores every state after every step.</summary>
    public bool RestoresStates { get; init; } = true;

    /// <summary>Looks at an instance after each of its steps, and may say what is done to it next, unless other instances have yet to hear of the step; null: nothing.</summary>
    internal Func<ProcessModel, InstanceState, DateTimeOffset, Command?>? Between { get; init; }
}

/// <summary>How a play went.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Steps">Commands that were applied.</param>
/// <param name="Violations">Invariants of the engine that were broken: bugs. Empty when all held.</param>
/// <param name="History">Everything that happened, in order, one line each.</param>
/// <param name="Places">Where instances stand, when the play did not end: element ids and why.</param>
public sealed record DriveResult(
    DriveEnding Ending,
    int Steps,
    IReadOnlyList<string> Violations,
    IReadOnlyList<string> History,
    IReadOnlyList<string> Places)
{
    /// <summary>Variables that an element stopped for until the driver made them up: <c>income at gateway `g`</c>; each once.</summary>
    public IReadOnlyList<string> NeedsData { get; init; } = [];

    /// <summary>Elements whose token was moved past by hand, with the reason; each once.</summary>
    public IReadOnlyList<string> MovedPast { get; init; } = [];
}

/// <summary>How a play ended.</summary>
public enum DriveEnding
{
    /// <summary>The first instance reached its end.</summary>
    Completed = 0,

    /// <summary>It waits forever: for a condition nothing makes true, or for a person at an incident nobody can move past.</summary>
    WaitsForever = 1,

    /// <summary>The limit of steps was reached; what loops by design does.</summary>
    LimitReached = 2,

    /// <summary>The process has no way to be started.</summary>
    NotStartable = 3,
}
