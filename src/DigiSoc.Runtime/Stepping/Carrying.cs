using DigiSoc.Bpmn;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Stepping;

/// <summary>What waits for a migrated instance belongs to the new version, under the new names.</summary>
internal static class Carrying
{
    // Parts of one instance are one range of each primary key. A task's row changed: who looks at it looks again.
    private const string Tasks = """
        UPDATE runtime.user_tasks SET package_version = $3, revision = revision + 1 WHERE id BETWEEN $1 AND $2
        """;

    private const string Incidents = "UPDATE runtime.incidents SET package_version = $3 WHERE id BETWEEN $1 AND $2";

    // Parts of one instance are one range of each primary key; ix_messages_target. What was set aside for a hold on the version it
    // leaves would be found by nobody who lifts that. What another hold keeps goes aside again; what a suspended instance keeps
    // ($3) stays.
    private const string NoLongerAside = """
        WITH timers AS (
            UPDATE runtime.timers SET due_at = due_before, due_before = NULL WHERE id BETWEEN $1 AND $2 AND due_before IS NOT NULL
        ), jobs AS (
            UPDATE runtime.jobs SET due_at = now() WHERE id BETWEEN $1 AND $2 AND due_at = 'infinity' AND owner IS NULL AND $3 <> 2)
        UPDATE runtime.messages SET retry_at = now() WHERE target BETWEEN $1 AND $2 AND fate = 2 AND $3 <> 2
        """;

    public static IEnumerable<Statement> Over(StoredInstance before, StoredInstance after, ProcessModel target)
    {
        Value[] parts = [Value.Uuid(after.Id), Value.Uuid(EngineIds.Part(after.Id, uint.MaxValue)), Value.Int(after.PackageVersion)];
        yield return new(Tasks, parts);
        yield return new(Incidents, parts);
        yield return new(NoLongerAside, parts[0], parts[1], Value.Small((int)after.State.Status));
        var waitedAt = before.State.Waits.ToDictionary(w => w.Id, w => w.ElementId);
        // A task goes by the name that the target gives its element, be its id the same.
        foreach (var wait in after.State.Waits.Where(w => waitedAt.TryGetValue(w.Id, out var old) && (old != w.ElementId || w.Kind == WaitKind.UserTask)))
        {
            if (Renaming(wait, EngineIds.Part(after.Id, wait.Id), target) is { } renaming)
            {
                yield return renaming;
            }
        }

        var stoppedAt = before.State.Incidents.ToDictionary(i => i.Id, i => i.ElementId);
        foreach (var incident in after.State.Incidents.Where(i => stoppedAt.TryGetValue(i.Id, out var old) && old != i.ElementId))
        {
            yield return new(
                "UPDATE runtime.incidents SET element_id = $2 WHERE id = $1", Value.Uuid(EngineIds.Part(after.Id, incident.Id)), Value.Text(incident.ElementId));
        }
    }

    private static Statement? Renaming(Wait wait, Guid part, ProcessModel target) => wait.Kind switch
    {
        WaitKind.UserTask => new(
            "UPDATE runtime.user_tasks SET element_id = $2, name = $3 WHERE id = $1",
            Value.Uuid(part),
            Value.Text(wait.ElementId),
            Value.Text(target.Find(wait.ElementId)?.Name ?? wait.ElementId)),
        WaitKind.Job => Renaming("jobs", part, wait),
        WaitKind.Timer or WaitKind.Continuation => Renaming("timers", part, wait),
        WaitKind.Message or WaitKind.Signal => Renaming("subscriptions", part, wait),
        _ => null, // Children and conditions have no row of their own here.
    };

    private static Statement Renaming(string table, Guid part, Wait wait) =>
        new($"UPDATE runtime.{table} SET element_id = $2 WHERE id = $1", Value.Uuid(part), Value.Text(wait.ElementId));
}
