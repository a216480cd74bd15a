using DigiSoc.Bpmn;
using Npgsql;

namespace DigiSoc.Runtime.Verifying;

/// <summary>Reads every state, and holds what it waits for against the rows that answer it.</summary>
internal sealed class StateVerifier(NpgsqlConnection connection, Findings findings)
{
    // A called instance that lives stands for its caller's waiting point.
    private const string Open = """
        SELECT id, 'UserTask', element_id, NULL::text, NULL::text, NULL::timestamptz FROM runtime.user_tasks
        UNION ALL SELECT id, 'Job', element_id, type, NULL, NULL FROM runtime.jobs
        UNION ALL SELECT id, 'Timer', element_id, NULL, NULL, COALESCE(due_before, due_at) FROM runtime.timers
        UNION ALL SELECT id, CASE kind WHEN 0 THEN 'Message' ELSE 'Signal' END, element_id, name, correlation_key, NULL FROM runtime.subscriptions
        UNION ALL SELECT id, 'Incident', element_id, NULL, NULL, NULL FROM runtime.incidents
        UNION ALL SELECT runtime.part_of(id, kept_job), 'Job', NULL, NULL, NULL, NULL FROM runtime.instances WHERE kept_job IS NOT NULL
        UNION ALL SELECT parent_part, 'Child', NULL, NULL, NULL, NULL FROM runtime.instances WHERE parent_part IS NOT NULL AND ended_at IS NULL
        """;

    private const string States = "SELECT id, state, ended_at IS NOT NULL FROM runtime.instances ORDER BY id";

    private const string KeptByNobody = """
        SELECT runtime.part_of(i.id, i.kept_job) FROM runtime.instances i
        WHERE i.kept_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM runtime.node_runs r WHERE r.run = i.kept_by)
        """;

    /// <summary>Rows compared.</summary>
    public long OpenParts { get; private set; }

    public async Task RunAsync(CancellationToken ct)
    {
        await ReadAsync(KeptByNobody, row => findings.Add(VerifyErrors.KeptByNobody(row.GetGuid(0))), ct);
        var open = new Dictionary<Guid, OpenPart>();
        await ReadAsync(Open, row => open[row.GetGuid(0)] = OpenPart.Of(row), ct);
        OpenParts = open.Count;
        await using var command = new NpgsqlCommand(States, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var id = rows.GetGuid(0);
            if (Read(id, rows.GetFieldValue<byte[]>(1)) is { } state)
            {
                foreach (var (part, awaited) in rows.GetBoolean(2) ? [] : Awaited(id, state))
                {
                    if (!open.Remove(part, out var row))
                    {
                        findings.Add(VerifyErrors.NoRow(part, awaited.ToString()));
                    }
                    else if (!row.Answers(awaited))
                    {
                        findings.Add(VerifyErrors.OtherRow(part, awaited, row));
                    }
                }
            }
        }

        foreach (var part in open.Keys)
        {
            findings.Add(VerifyErrors.NotAwaited(part));
        }
    }

    private InstanceState? Read(Guid id, byte[] stored)
    {
        try
        {
            return InstanceState.Deserialize(stored);
        }
        catch (FormatException e)
        {
            findings.Add(VerifyErrors.StateUnreadable(id, e.Message));
            return null;
        }
    }

    // A condition waits for the instance's own variables: no row answers it.
    private static IEnumerable<(Guid Part, OpenPart Awaited)> Awaited(Guid id, InstanceState state) =>
        state.Waits.Where(wait => wait.Kind != WaitKind.Condition).Select(wait => (EngineIds.Part(id, wait.Id), OpenPart.Of(wait)))
            .Concat(state.Incidents.Select(incident => (EngineIds.Part(id, incident.Id), OpenPart.Of(incident))));

    private async Task ReadAsync(string sql, Action<NpgsqlDataReader> each, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            each(rows);
        }
    }
}
