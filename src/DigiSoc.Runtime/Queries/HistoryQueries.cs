using System.Text.Json;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Queries;

/// <summary>The history of a case, read and checked.</summary>
internal sealed class HistoryQueries(Database database)
{
    // ix_instances_case: where each history must end.
    private const string Heads = """
        SELECT id, chain_number, chain_hash FROM runtime.instances WHERE institution_id = $1 AND business_key = $2
        """;

    // ix_instances_case, then pk_events for each instance of the case.
    private const string OfCase = $"""
        SELECT {HistoryRow.Columns}
        FROM runtime.instances i JOIN runtime.events e ON e.instance_id = i.id
        WHERE i.institution_id = $1 AND i.business_key = $2
        ORDER BY e.at, e.instance_id, e.number
        """;

    public async Task<IReadOnlyList<HistoryEntry>> ReadAsync(string businessKey, OperationContext context, CancellationToken ct) =>
        [.. (await RowsAsync(businessKey, context, ct)).Select(r => Entry(r.Row, r.Hash))];

    public async Task<HistoryCheck> CheckAsync(string businessKey, OperationContext context, CancellationToken ct)
    {
        var rows = await RowsAsync(businessKey, context, ct);
        var known = rows.Select(r => Convert.ToHexString(r.Hash)).Append(Convert.ToHexString(HistoryOf.NoInput)).ToHashSet();
        foreach (var (row, hash) in rows)
        {
            if (!row.ComputeHash().AsSpan().SequenceEqual(hash) || !Continues(row, rows, known))
            {
                return new(rows.Count, Entry(row, hash), []);
            }
        }

        return new(rows.Count, null, await CutOffAsync(rows, businessKey, context, ct));
    }

    // The instance's row knows its last entry: an end that was taken away leaves a sound chain that stops short of it. What
    // retention dropped is gone from the front; a history that is gone as a whole is the verifying command's to judge.
    private async Task<IReadOnlyList<Guid>> CutOffAsync(
        List<(HistoryRow Row, byte[] Hash)> rows, string businessKey, OperationContext context, CancellationToken ct)
    {
        var last = rows.GroupBy(r => r.Row.InstanceId).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Row.Number));
        var heads = await database.ListAsAsync(
            context.InstitutionId,
            new(Heads, Value.Text(context.InstitutionId), Value.Text(businessKey)),
            row => (Id: row.GetGuid(0), Number: row.GetInt64(1), Hash: row.GetFieldValue<byte[]>(2)),
            ct);
        return [.. heads
            .Where(head => last.TryGetValue(head.Id, out var entry) && (entry.Row.Number != head.Number || !entry.Hash.AsSpan().SequenceEqual(head.Hash)))
            .Select(head => head.Id)];
    }

    // The entry before in the same instance; for the first, any entry of the case (its caller's) or the beginning.
    private static bool Continues(HistoryRow row, List<(HistoryRow Row, byte[] Hash)> rows, HashSet<string> known)
    {
        if (row.Number == 1)
        {
            return known.Contains(Convert.ToHexString(row.PreviousHash));
        }

        var before = rows.FirstOrDefault(r => r.Row.InstanceId == row.InstanceId && r.Row.Number == row.Number - 1);
        return before.Hash is not null && row.PreviousHash.AsSpan().SequenceEqual(before.Hash);
    }

    private Task<List<(HistoryRow Row, byte[] Hash)>> RowsAsync(string businessKey, OperationContext context, CancellationToken ct) =>
        database.ListAsAsync(
            context.InstitutionId, new(OfCase, Value.Text(context.InstitutionId), Value.Text(businessKey)), row => HistoryRow.Read(row), ct);

    private static HistoryEntry Entry(HistoryRow row, byte[] hash)
    {
        using var events = JsonDocument.Parse(row.Events);
        return new(
            row.InstanceId,
            row.Number,
            row.At,
            row.BusinessKey,
            row.StepId,
            row.PackageKey,
            row.PackageVersion,
            row.LawDate,
            row.Operation,
            row.PartId,
            row.ElementId,
            row.Actor,
            row.OnBehalfOf,
            row.Purpose,
            events.RootElement.Clone(),
            Convert.ToHexStringLower(hash));
    }
}
