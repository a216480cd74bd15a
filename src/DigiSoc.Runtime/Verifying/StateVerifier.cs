using DigiSoc.Bpmn;
using Npgsql;

namespace DigiSoc.Runtime.Verifying;

/// <summary>Reads every state, and holds what it waits for against the rows that answer it.</summary>
internal sealed class StateVerifier(NpgsqlConnection connection, Findings findings)
{
    // A called instance that lives stands for its caller's waiting point.
    private const string Open = """
        SELECT id FROM runtime.user_tasks UNION ALL SELECT id FROM runtime.jobs UNION ALL SELECT id FROM runtime.timers
        UNION ALL SELECT id FROM runtime.subscriptions UNION ALL SELECT id FROM runtime.incidents
        UNION ALL SELECT runtime.part_of(id, kept_job) FROM runtime.instances WHERE kept_job IS NOT NULL
        UNION ALL SELECT parent_part FROM runtime.instances WHERE parent_part IS NOT NULL AND ended_at IS NULL
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
        foreach (var part in await PartsAsync(KeptByNobody, ct))
        {
            findings.Add(VerifyErrors.KeptByNobody(part));
        }

        var open = await PartsAsync(Open, ct);
        OpenParts = open.Count;
        await using var command = new NpgsqlCommand(States, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var id = rows.GetGuid(0);
            if (Read(id, rows.GetFieldValue<byte[]>(1)) is { } state)
            {
                foreach (var (part, kind) in rows.GetBoolean(2) ? [] : Awaited(id, state))
                {
                    if (!open.Remove(part))
                    {
                        findings.Add(VerifyErrors.NoRow(part, kind));
                    }
                }
            }
        }

        foreach (var part in open)
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
    private static IEnumerable<(Guid Part, string Kind)> Awaited(Guid id, InstanceState state) =>
        state.Waits.Where(wait => wait.Kind != WaitKind.Condition).Select(wait => (EngineIds.Part(id, wait.Id), wait.Kind.ToString()))
            .Concat(state.Incidents.Select(incident => (EngineIds.Part(id, incident.Id), "Incident")));

    private async Task<HashSet<Guid>> PartsAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(ct);
        var parts = new HashSet<Guid>();
        while (await rows.ReadAsync(ct))
        {
            parts.Add(rows.GetGuid(0));
        }

        return parts;
    }
}
