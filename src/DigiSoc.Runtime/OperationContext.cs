namespace DigiSoc.Runtime;

/// <summary>Who asks for an operation, for whom and why; written to every history event it causes.</summary>
/// <param name="InstitutionId">The institution whose rows the operation may see and change.</param>
/// <param name="Actor">The id of the person or system that acts; never a name or personal code.</param>
public sealed record OperationContext(string InstitutionId, string Actor)
{
    /// <summary>The actor of what the engine does by itself (timers, jobs, correlation).</summary>
    public const string EngineActor = "engine";

    /// <summary>The absent person whose substitute the actor is; null: the actor acts in person.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>Why personal data are touched; null where none are.</summary>
    public string? Purpose { get; init; }

    /// <summary>The reason a person gave for an intervention (cancel, modify, migrate, retry …); null: none asked.</summary>
    public string? Reason { get; init; }

    /// <summary>The actor's groups now. A change of membership therefore reaches running tasks at the next call.</summary>
    public IReadOnlyCollection<string> Groups { get; init; } = [];

    /// <summary>True for people who run the work of others: may reassign, return and complete any task of the institution.</summary>
    public bool IsSupervisor { get; init; }

    /// <summary>The date of law the operation rests on; null: the day it happens.</summary>
    public DateOnly? LawDate { get; init; }

    /// <summary>The engine itself, in an institution.</summary>
    public static OperationContext Engine(string institutionId) => new(institutionId, EngineActor);
}
