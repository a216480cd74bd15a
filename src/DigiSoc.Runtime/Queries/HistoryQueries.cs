using System.Text;
using System.Text.Json;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Queries;

/// <summary>The history of a case, read and checked.</summary>
internal sealed class HistoryQueries(Database database)
{
    // ix_instances_case, then pk_events for each instance of the case.
    private const string OfCase = """
        SELECT e.instance_id, e.number, e.at, e.institution_id, e.business_key, e.root_id, e.step_id, e.package_key,
            e.package_version, e.law_date, e.operation, e.part_id, e.element_id, e.actor, e.on_behalf_of, e.purpose,
            e.input_hash, e.events::text, e.previous_hash, e.hash
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
                return new(rows.Count, Entry(row, hash));
            }
        }

        return new(rows.Count, null);
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
            context.InstitutionId, new(OfCase, Value.Text(context.InstitutionId), Value.Text(businessKey)), Read, ct);

    private static (HistoryRow Row, byte[] Hash) Read(NpgsqlDataReader row) => (
        new HistoryRow
        {
            InstanceId = row.GetGuid(0),
            Number = row.GetInt64(1),
            At = row.GetFieldValue<DateTimeOffset>(2),
            InstitutionId = row.GetString(3),
            BusinessKey = row.GetString(4),
            RootId = row.GetGuid(5),
            StepId = row.GetGuid(6),
            PackageKey = row.GetString(7),
            PackageVersion = row.GetInt32(8),
            LawDate = row.GetFieldValue<DateOnly>(9),
            Operation = row.GetString(10),
            PartId = row.IsDBNull(11) ? null : row.GetGuid(11),
            ElementId = row.IsDBNull(12) ? null : row.GetString(12),
            Actor = row.GetString(13),
            OnBehalfOf = row.IsDBNull(14) ? null : row.GetString(14),
            Purpose = row.IsDBNull(15) ? null : row.GetString(15),
            InputHash = row.GetFieldValue<byte[]>(16),
            Events = Encoding.UTF8.GetBytes(row.GetString(17)),
            PreviousHash = row.GetFieldValue<byte[]>(18),
        },
        row.GetFieldValue<byte[]>(19));

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
