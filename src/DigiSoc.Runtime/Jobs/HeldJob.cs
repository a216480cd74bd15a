using DigiSoc.Feel;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime;

/// <summary>A job this node has the lease of.</summary>
/// <param name="JobId">The job.</param>
/// <param name="InstitutionId">Whose it is.</param>
/// <param name="Type">Which handler.</param>
/// <param name="Attempts">Attempts in all, by the model.</param>
/// <param name="Attempt">This one, from 1.</param>
/// <param name="Instance">The instance when the job was made, with <paramref name="Variables"/>; null: it was taken from the database.</param>
/// <param name="Variables">What the step sees; null: to be computed from the state.</param>
/// <param name="Revision">Of the instance when the job was taken; 0: it was made here.</param>
/// <param name="Kept">Not null: it began without a row; it may have one by now.</param>
/// <param name="Trace">The step that made it, as W3C writes it, for the trace that goes on; null: not known.</param>
internal sealed record HeldJob(
    Guid JobId, string InstitutionId, string Type, int Attempts, int Attempt, StoredInstance? Instance, FeelContext? Variables,
    long Revision = 0, KeptEntry? Kept = null, string? Trace = null)
{
    public static HeldJob Of(ReservedJob job) => new(
        job.JobId, job.Instance.InstitutionId, job.Effect.Type, job.Effect.Retries, 1, job.Instance, job.Effect.Variables, Kept: job.Kept, Trace: job.Trace);
}
