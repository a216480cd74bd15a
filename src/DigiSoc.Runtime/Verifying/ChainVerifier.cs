using DigiSoc.Runtime.History;
using Npgsql;

namespace DigiSoc.Runtime.Verifying;

/// <summary>Goes through every history once, in order, and holds it against its instance's row.</summary>
internal sealed class ChainVerifier(NpgsqlConnection connection, KeptMonths months, Findings findings, TextWriter? heads)
{
    // An instance without entries comes once, with nulls. The last column: a called one's first entry goes on from its caller's.
    private const string Chains = $"""
        SELECT i.id, i.chain_number, i.chain_hash, i.started_at, i.updated_at, p.started_at,
            e.number = 1 AND i.parent_part IS NOT NULL AND EXISTS (
                SELECT 1 FROM runtime.events c WHERE c.instance_id = p.id AND c.hash = e.previous_hash),
            {HistoryRow.Columns}
        FROM runtime.instances i LEFT JOIN runtime.instances p ON p.id = runtime.instance_of(i.parent_part)
        LEFT JOIN runtime.events e ON e.instance_id = i.id
        ORDER BY i.id, e.number
        """;

    private const string Orphans = """
        SELECT DISTINCT e.instance_id FROM runtime.events e WHERE NOT EXISTS (SELECT 1 FROM runtime.instances i WHERE i.id = e.instance_id)
        """;

    private const int Entry = 7;

    private Head? _of;
    private HistoryRow? _before;
    private byte[] _hashBefore = [];
    private bool _isShortened;

    public long Instances { get; private set; }

    public long Entries { get; private set; }

    /// <summary>Histories of which retention has dropped a part.</summary>
    public long Dropped { get; private set; }

    public async Task RunAsync(CancellationToken ct)
    {
        await using (var chains = new NpgsqlCommand(Chains, connection) { CommandTimeout = 0 })
        await using (var rows = await chains.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                if (_of?.Id != rows.GetGuid(0))
                {
                    End();
                    Begin(rows);
                }

                if (!rows.IsDBNull(Entry))
                {
                    var (row, hash) = HistoryRow.Read(rows, Entry);
                    Look(row, hash, rows.GetBoolean(6));
                }
            }

            End();
        }

        await using var orphans = new NpgsqlCommand(Orphans, connection) { CommandTimeout = 0 };
        await using var lost = await orphans.ExecuteReaderAsync(ct);
        while (await lost.ReadAsync(ct))
        {
            findings.Add(VerifyErrors.NoInstance(lost.GetGuid(0)));
        }
    }

    private void Begin(NpgsqlDataReader row)
    {
        Instances++;
        _before = null;
        _isShortened = false;
        _of = new(
            row.GetGuid(0),
            row.GetInt64(1),
            row.GetFieldValue<byte[]>(2),
            row.GetFieldValue<DateTimeOffset>(3),
            row.GetFieldValue<DateTimeOffset>(4),
            row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5));
    }

    private void Look(HistoryRow row, byte[] hash, bool goesOnFromCaller)
    {
        Entries++;
        if (!row.ComputeHash().AsSpan().SequenceEqual(hash))
        {
            findings.Add(VerifyErrors.Changed(row.InstanceId, row.Number));
        }

        var isNext = row.Number == (_before?.Number ?? 0) + 1;
        if (!isNext)
        {
            Missing((_before?.Number ?? 0) + 1, row.Number - 1, _before?.At ?? _of!.StartedAt, row.At);
        }
        else if (_before is not null ? !row.PreviousHash.AsSpan().SequenceEqual(_hashBefore) : !Begins(row, goesOnFromCaller))
        {
            findings.Add(VerifyErrors.Unchained(row.InstanceId, row.Number));
        }

        (_before, _hashBefore) = (row, hash);
    }

    // The caller's entry may lie in a month that is not kept any more.
    private bool Begins(HistoryRow first, bool goesOnFromCaller) => _of!.CallerStartedAt is { } caller
        ? goesOnFromCaller || months.WasDropped(caller, first.At)
        : first.PreviousHash.AsSpan().SequenceEqual(HistoryOf.NoInput);

    private void End()
    {
        if (_of is not { } head)
        {
            return;
        }

        var last = _before?.Number ?? 0;
        if (last != head.Number)
        {
            Missing(last + 1, head.Number, _before?.At ?? head.StartedAt, head.UpdatedAt);
        }
        else if (!_hashBefore.AsSpan().SequenceEqual(head.Hash))
        {
            findings.Add(VerifyErrors.OtherEnd(head.Id, head.Number));
        }

        Dropped += _isShortened ? 1 : 0;
        heads?.WriteLine(NotedHead.Of(head.Id, head.Number, head.Hash, head.UpdatedAt));
    }

    private void Missing(long from, long to, DateTimeOffset after, DateTimeOffset before)
    {
        if (from <= to && months.WasDropped(after, before))
        {
            _isShortened = true;
        }
        else
        {
            findings.Add(VerifyErrors.Missing(_of!.Id, from, to));
        }
    }

    private sealed record Head(Guid Id, long Number, byte[] Hash, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, DateTimeOffset? CallerStartedAt);
}
