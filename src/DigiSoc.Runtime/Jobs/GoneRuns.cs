using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime;

/// <summary>Finds the jobs that a run of a node kept which shows no sign of life any more, and gives them rows for anybody to take.</summary>
/// <remarks>
/// A run that is gone is looked through when its time is over, and again each time it has been gone twice as long, up to
/// <see cref="KeptBook.Doubt"/>: a commit that was under way in a server that hung may come through after a look. Two nodes may
/// look at once without harm. A run that comes to life again is as before; answers for jobs that got rows meanwhile are refused.
/// </remarks>
internal sealed class GoneRuns(Database database, KeptJobs kept, Pulses pulses, ILogger log)
{
    private const string Gone = """
        SELECT run, node, kept_since, until <= now() - $1 FROM runtime.node_runs WHERE until <= now() AND look_at <= now()
        """;

    // ix_events_at, pk_instances
    private const string Kept = """
        SELECT DISTINCT i.id, i.kept_job FROM runtime.events e JOIN runtime.instances i ON i.id = e.instance_id
        WHERE e.at >= $2 AND i.kept_by = $1
        """;

    private const string Looked = """
        UPDATE runtime.node_runs SET look_at = now() + GREATEST(now() - until, interval '1 second') WHERE run = $1 AND until <= now()
        """;

    private const string Forget = "DELETE FROM runtime.node_runs WHERE run = $1 AND until <= now() - $2";

    // Whoever made it: a look for what no run answers for, through all instances.
    private const string Unanswered = """
        SELECT i.id, i.kept_job, i.kept_by FROM runtime.instances i
        WHERE i.kept_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM runtime.node_runs r WHERE r.run = i.kept_by)
        """;

    private sealed record GoneRun(Guid Run, string Node, DateTimeOffset KeptSince, bool IsLongGone);

    public async Task LookAsync(CancellationToken ct)
    {
        var gone = await database.ListAsync(
            new(Gone, Value.Span(KeptBook.Doubt)),
            row => new GoneRun(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetBoolean(3)),
            ct);
        foreach (var run in gone)
        {
            var jobs = await database.ListAsync(
                new(Kept, Value.Uuid(run.Run), Value.At(run.KeptSince)), row => EngineIds.Part(row.GetGuid(0), row.GetInt64(1)), ct);
            foreach (var job in jobs)
            {
                await FreeAsync(job, run.Run, ct);
            }

            if (jobs.Count > 0)
            {
                log.LogWarning("Node {Node} is gone; {Count} jobs that it kept are free again", run.Node, jobs.Count);
            }

            await database.ExecuteAsync(ct, run.IsLongGone ? new(Forget, Value.Uuid(run.Run), Value.Span(KeptBook.Doubt)) : new Statement(Looked, Value.Uuid(run.Run)));
        }
    }

    /// <summary>The safety net: what no run answers for, at whatever time it was kept. Reads all instances.</summary>
    public async Task LookEverywhereAsync(CancellationToken ct)
    {
        var jobs = await database.ListAsync(
            new(Unanswered), row => (Id: EngineIds.Part(row.GetGuid(0), row.GetInt64(1)), Run: row.GetGuid(2)), ct);
        foreach (var (id, run) in jobs)
        {
            log.LogError("Job {Job} is kept by a run that nobody knows; it is free now", id);
            await FreeAsync(id, run, ct);
        }
    }

    private async Task FreeAsync(Guid job, Guid run, CancellationToken ct)
    {
        if (await kept.WriteAsync(job, run, KeptJobRow.Lost, ct))
        {
            pulses.Jobs.Tell();
        }
    }
}
