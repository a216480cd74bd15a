using DigiSoc.Bpmn;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime;

/// <summary>The row that a kept job gets.</summary>
/// <param name="Owner">The node that has it; null: free.</param>
/// <param name="Attempt">Attempts made, with the one under way.</param>
/// <param name="In">Until its lease ends, or until it may be taken.</param>
/// <param name="Error">Why it rests; null: it does not.</param>
internal sealed record KeptJobRow(string? Owner, int Attempt, TimeSpan In, string? Error)
{
    /// <summary>Taken as if it had not been begun.</summary>
    public static KeptJobRow Unbegun { get; } = new(null, 0, TimeSpan.Zero, null);

    /// <summary>Taken after an attempt that was lost with its node.</summary>
    public static KeptJobRow Lost { get; } = new(null, 1, TimeSpan.Zero, null);
}

/// <summary>Writes rows for jobs that are kept without one.</summary>
internal sealed class KeptJobs(Database database, InstanceReader reader, StateCache cache)
{
    // Each turn another step of the instance came between reading and writing.
    private const int Turns = 20;

    /// <summary>True: the job has that row now. False: the run does not keep it.</summary>
    /// <exception cref="InvalidOperationException">The instance is moved on faster than it can be read; the job is kept as before.</exception>
    public async Task<bool> WriteAsync(Guid jobId, Guid run, KeptJobRow row, CancellationToken ct)
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            var instance = await reader.ReadAsync(EngineIds.InstanceOf(jobId), ct);
            if (instance?.Kept is not { } kept || kept.Run != run || kept.Wait != EngineIds.NumberOf(jobId)
                || instance.State.Waits.FirstOrDefault(w => w.Id == kept.Wait) is not { } wait)
            {
                return false;
            }

            if (await database.ExecuteAsync(ct, Write(instance, kept, wait, jobId, row)) > 0)
            {
                cache.Drop(instance.Id);
                return true;
            }
        }

        throw new InvalidOperationException($"Job {jobId} is kept by this node, and its instance is moved on faster than a row for it can be written.");
    }

    private static Statement Write(StoredInstance instance, KeptJob kept, Wait wait, Guid jobId, KeptJobRow row) => new(
        Sql.WriteKeptJob,
        Value.Uuid(instance.Id),
        Value.Long(kept.Wait),
        Value.Uuid(kept.Run),
        Value.Long(instance.Revision),
        Value.Uuid(jobId),
        Value.Text(wait.Name),
        Value.Text(wait.ElementId),
        Value.Int(kept.Attempts),
        Value.Int(row.Attempt),
        Value.Span(row.In),
        Value.Text(row.Owner),
        Value.Text(row.Error));
}
