using DigiSoc.Bpmn;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Bulks;

/// <summary>Stores a bulk operation with the items its query finds, in one transaction: all of it is there, or nothing.</summary>
internal sealed class BulkSelection(Database database)
{
    private const int Batch = 1000;

    private sealed record Found(Guid Id, string BusinessKey, byte[]? State);

    public async Task StoreAsync(BulkOrder order, CancellationToken ct)
    {
        await using var connection = await database.Engine.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await InsertAsync(connection, transaction, order, ct);
        if (order.PreviewId is { } preview)
        {
            await ExecuteAsync(connection, transaction, new(BulkSql.CopyItems, Value.Uuid(order.BulkId), Value.Uuid(preview)), ct);
        }
        else
        {
            await SelectAsync(connection, transaction, order, ct);
        }

        await ExecuteAsync(connection, transaction, new(Sql.Announce, Value.Text("bulks")), ct);
        await transaction.CommitAsync(ct);
    }

    private async Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, BulkOrder order, CancellationToken ct) =>
        await ExecuteAsync(
            connection,
            transaction,
            new(
                BulkSql.Insert,
                Value.Uuid(order.BulkId),
                Value.Text(order.InstitutionId),
                Value.Small((int)order.Operation),
                Value.Bool(order.IsDryRun),
                Value.Json(BulkJson.Write(order.Query)),
                Value.Int(order.TargetVersion),
                Value.Json(BulkJson.Write(order.Renamed)),
                Value.Text(order.Reason),
                Value.Uuid(order.PreviewId),
                Value.Text(order.StartedBy),
                Value.At(order.StartedAt),
                Value.Json(order.Variables is { Count: > 0 } variables ? EventJson.Write(variables) : null)),
            ct);

    private async Task SelectAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, BulkOrder order, CancellationToken ct)
    {
        Guid? after = null;
        List<Found> found;
        do
        {
            found = await ListAsync(
                connection,
                transaction,
                Find(order, after),
                row => new Found(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)),
                ct);
            await InsertItemsAsync(connection, transaction, order, [.. found.Where(f => IsAt(f, order.Query.ElementId))], ct);
            after = found.Count > 0 ? found[^1].Id : after;
        }
        while (found.Count == Batch);
    }

    private async Task InsertItemsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, BulkOrder order, List<Found> found, CancellationToken ct)
    {
        if (order.Operation == BulkOperation.RetryIncidents && found.Count > 0)
        {
            found = await ListAsync(
                connection,
                transaction,
                new(
                    BulkSql.IncidentsOf,
                    Value.Uuids(found.Select(f => f.Id)),
                    Value.Uuids(found.Select(f => EngineIds.Part(f.Id, uint.MaxValue))),
                    Value.Text(order.Query.IncidentCode)),
                row => new Found(row.GetGuid(0), row.GetString(1), null),
                ct);
        }

        if (found.Count > 0)
        {
            var insert = new Statement(
                BulkSql.InsertItems,
                Value.Uuid(order.BulkId),
                Value.Text(order.InstitutionId),
                Value.Uuids(found.Select(f => f.Id)),
                Value.Texts(found.Select(f => f.BusinessKey)));
            await ExecuteAsync(connection, transaction, insert, ct);
        }
    }

    private static Statement Find(BulkOrder order, Guid? after)
    {
        var query = order.Query;
        var hasIncident = query.IncidentCode is not null || order.Operation == BulkOperation.RetryIncidents ? true : query.HasIncident;
        return new(
            query.ElementId is null ? BulkSql.Find : BulkSql.FindWithState,
            Value.Text(order.InstitutionId),
            Value.Text(query.PackageKey),
            Value.Int(query.PackageVersion),
            Value.Text(query.ProcessId),
            Value.Int((int?)query.Status),
            Value.At(query.StartedFrom),
            Value.At(query.StartedTo),
            query.BusinessKeys is { } keys ? Value.Texts(keys) : new(NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text, null),
            new(NpgsqlTypes.NpgsqlDbType.Boolean, hasIncident),
            Value.Text(query.IncidentCode),
            Value.Bool(query.PackageKey is null && order.Operation != BulkOperation.RetryIncidents),
            Value.Uuid(after),
            Value.Int(Batch));
    }

    // What has a row of its own is not all there is: a call, a sub-process, a join are in the state alone.
    private static bool IsAt(Found found, string? elementId) =>
        elementId is null || InstanceState.Deserialize(found.State!) is var state
        && (state.Elements.Any(e => e.ElementId == elementId) || state.Waits.Any(w => w.ElementId == elementId) || state.Incidents.Any(i => i.ElementId == elementId));

    private async Task<List<T>> ListAsync<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Statement statement, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(statement.ToCommand());
        database.Trips.Count(1, 1);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await Database.ReadAllAsync(reader, map, ct);
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Statement statement, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(statement.ToCommand());
        database.Trips.Count(1, 1);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
