namespace DigiSoc.Runtime.Stepping;

/// <summary>Another writer moved the instance on (or took the job or task) between our read and our write; nothing was stored.</summary>
internal sealed class StepConflictException(Exception cause) : Exception("The instance was changed by another writer.", cause)
{
    /// <summary>True when a job was kept for this node that a hold unknown to it holds.</summary>
    public bool IsOfHold { get; init; }
}
