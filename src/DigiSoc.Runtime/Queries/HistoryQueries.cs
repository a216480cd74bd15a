using System.Text.Json;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Queries;

/// <summary>The history of a case, read and checked.</summary>
internal sealed class HistoryQueries(Database database)
{
    // ix_instances_case, then pk_events for each instance of the case; with the end that its instance's row knows of, for a case
    // may go on between two looks.
    private const string OfCase = $"""
        SELECT {HistoryRow.Columns}, i.chain_number, i.chain_hash
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
        var byNumber = rows.ToDictionary(r => (r.Row.InstanceId, r.Row.Number));
        foreach (var each in rows)
        {
            if (!each.Row.ComputeHash().AsSpan().SequenceEqual(each.Hash) || !Continues(each.Row, byNumber, known))
            {
                return new(rows.Count, Entry(each.Row, each.Hash), []);
            }
        }

        return new(rows.Count, null, CutOff(rows));
    }

    // The instance's row knows its last entry: an end that was taken away leaves a sound chain that stops short of it. What
    // retention dropped is gone from the front; a history that is gone as a whole is the verifying command's to judge.
    private static IReadOnlyList<Guid> CutOff(List<Stored> rows) =>
        [.. rows.GroupBy(r => r.Row.InstanceId).Select(each => each.MaxBy(r => r.Row.Number)!)
            .Where(last => last.Row.Number != last.HeadNumber || !last.Hash.AsSpan().SequenceEqual(last.HeadHash))
            .Select(last => last.Row.InstanceId)];

    // The entry before in the same instance; for the first, any entry of the case (its caller's) or the beginning.
    private static bool Continues(HistoryRow row, Dictionary<(Guid, long), Stored> byNumber, HashSet<string> known) => row.Number == 1
        ? known.Contains(Convert.ToHexString(row.PreviousHash))
        : byNumber.TryGetValue((row.InstanceId, row.Number - 1), out var before) && row.PreviousHash.AsSpan().SequenceEqual(before.Hash);

    private Task<List<Stored>> RowsAsync(string businessKey, OperationContext context, CancellationToken ct) =>
        database.ListAsAsync(context.InstitutionId, new(OfCase, Value.Text(context.InstitutionId), Value.Text(businessKey)), Stored.Read, ct);

    /// <summary>An entry with its hash, and where its instance's history ends by the instance's own row.</summary>
    private sealed record Stored(HistoryRow Row, byte[] Hash, long HeadNumber, byte[] HeadHash)
    {
        public static Stored Read(NpgsqlDataReader reader)
        {
            var (row, hash) = HistoryRow.Read(reader);
            return new(row, hash, reader.GetInt64(20), reader.GetFieldValue<byte[]>(21));
        }
    }

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
