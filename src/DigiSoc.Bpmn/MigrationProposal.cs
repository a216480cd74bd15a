namespace DigiSoc.Bpmn;

/// <summary>Why an element of the target is taken for the counterpart of one of the source.</summary>
public enum CounterpartReason
{
    /// <summary>Nothing is like it, or more than one thing is; what stands there cannot go on unless a person names one.</summary>
    None = 0,

    /// <summary>Same id, same type.</summary>
    SameId = 1,

    /// <summary>The only one of its type with its name in the same scope that no id claims.</summary>
    SameName = 2,

    /// <summary>The only one of its type left in the same scope.</summary>
    OnlyOfItsKind = 3,

    /// <summary>A sequence flow between the counterparts of its two ends, the only one.</summary>
    SameEnds = 4,
}

/// <summary>What is proposed for one element of the source, or one sequence flow into a join, at which tokens can stand.</summary>
/// <param name="Source">Its id.</param>
/// <param name="Name">Its name; of a flow without one its two ends; null: it has none.</param>
/// <param name="Type">Its BPMN type, such as <c>userTask</c>; <c>sequenceFlow</c> for flows.</param>
/// <param name="Target">The proposed id; null: none.</param>
/// <param name="Reason">Why that one.</param>
/// <param name="Candidates">Every element of the target that may take its place by type, in document order.</param>
public sealed record MigrationProposal(
    string Source, string? Name, string Type, string? Target, CounterpartReason Reason, IReadOnlyList<MigrationCandidate> Candidates);

/// <summary>An element of the target, with its name; null: it has none.</summary>
public sealed record MigrationCandidate(string Id, string? Name);
