using DigiSoc.Runtime.Stepping;

namespace DigiSoc.Runtime;

/// <summary>Places for jobs on this node, so that the node that makes a job can keep it without asking the database.</summary>
internal interface IJobSlots
{
    string NodeName { get; }

    /// <summary>This run of the node, for the jobs it keeps.</summary>
    Guid RunId { get; }

    TimeSpan Lease { get; }

    /// <summary>True when a place was kept; it is used by <see cref="Run"/> or given back by <see cref="Release"/>.</summary>
    bool TryReserve(string type, string institutionId);

    /// <summary>As <see cref="TryReserve"/>, for a job that is to have no row. Null: it gets one.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="at">The time of the step that makes it.</param>
    /// <param name="type">Which handler.</param>
    /// <param name="institutionId">Whose it is.</param>
    KeptEntry? TryKeep(Guid jobId, DateTimeOffset at, string type, string institutionId);

    /// <summary>Runs jobs for which places were kept, once they are committed.</summary>
    void Run(IEnumerable<ReservedJob> jobs);

    /// <summary>Gives places back: the jobs were not made.</summary>
    void Release(IEnumerable<ReservedJob> jobs);

    /// <summary>Gives places back; whether the jobs were made is not known, and whoever finds them may take them.</summary>
    void Abandon(IEnumerable<ReservedJob> jobs);
}
