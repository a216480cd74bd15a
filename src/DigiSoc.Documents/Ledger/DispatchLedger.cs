using DigiSoc.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Documents.Ledger;

/// <summary>Reads and writes rows of <c>documents.dispatches</c>; each call is a transaction of its own.</summary>
internal sealed class DispatchLedger(NpgsqlDataSource database)
{
    private const string Columns =
        "id, institution_id, case_id, document_id, key, channel, recipient, subject, state, planned_at, sent_at, "
        + "reference, outcome_at, reason, attempts, requested_by, posted_by, outcome_by, handed_over";

    /// <summary>Enters a dispatch; the row entered first stays when the key is known.</summary>
    public async Task<DispatchRecord> EnterAsync(
        DispatchRequest request, DispatchState state, DateTimeOffset plannedAt, CancellationToken ct)
    {
        await WriteAsync(
            request.InstitutionId,
            """
            INSERT INTO documents.dispatches (id, institution_id, case_id, document_id, key, channel, recipient, subject,
                body, state, planned_at, requested_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (institution_id, key) DO NOTHING
            """,
            ct,
            Guid.CreateVersion7(), request.InstitutionId, request.CaseId, request.DocumentId, request.Key,
            ChannelNames.Of(request.Channel), request.Recipient, request.Cover.Subject, request.Cover.Body,
            (short)state, plannedAt, request.RequestedBy);
        return (await ReadAsync(request.InstitutionId, "key = $2", ct, request.Key)).Single();
    }

    /// <summary>Notes what came of trying the channel; only a planned row changes.</summary>
    public Task<DispatchRecord?> NoteAttemptsAsync(DispatchRecord row, int attempts, CancellationToken ct) => ChangeAsync(
        row.InstitutionId, row.Id, "attempts = attempts + $3", DispatchState.Planned, ct, attempts);

    public Task<DispatchRecord?> MarkSentAsync(
        string institutionId, Guid id, DispatchState from, DateTimeOffset sentAt, string reference, int attempts, CancellationToken ct) =>
        ChangeAsync(
            institutionId, id, "state = 3, sent_at = $3, reference = $4, attempts = attempts + $5", from, ct,
            sentAt, reference, attempts);

    /// <summary>A person handed a print job to the post; nobody has been told of it yet.</summary>
    public Task<DispatchRecord?> MarkPostedAsync(
        string institutionId, Guid id, DateTimeOffset postedAt, string reference, string by, CancellationToken ct) => ChangeAsync(
        institutionId, id, "state = 3, sent_at = $3, reference = nullif($4, ''), posted_by = $5", DispatchState.ToPrint, ct,
        postedAt, reference, by);

    /// <summary>Something handed over on the spot is sent and delivered in one moment.</summary>
    /// <param name="by">Who recorded it; empty when the channel said so itself.</param>
    public Task<DispatchRecord?> MarkDeliveredAsync(
        string institutionId, Guid id, DispatchState from, DateTimeOffset at, bool handedOver, string by, CancellationToken ct) => ChangeAsync(
        institutionId, id,
        "state = 4, sent_at = coalesce(sent_at, $3), outcome_at = $3, handed_over = $4, outcome_by = nullif($5, '')", from, ct,
        at, handedOver, by);

    /// <param name="by">Who recorded it; empty when the channel said so itself.</param>
    public Task<DispatchRecord?> MarkUndeliveredAsync(
        string institutionId, Guid id, DispatchState from, DateTimeOffset at, string reason, int attempts, string by, CancellationToken ct) =>
        ChangeAsync(
            institutionId, id,
            "state = 5, outcome_at = $3, reason = $4, attempts = attempts + $5, outcome_by = nullif($6, '')", from, ct,
            at, reason, attempts, by);

    public async Task<DispatchRecord?> FindAsync(string institutionId, Guid id, CancellationToken ct) =>
        (await ReadAsync(institutionId, "id = $2", ct, id)).SingleOrDefault();

    public Task<IReadOnlyList<DispatchRecord>> OfCaseAsync(string institutionId, Guid caseId, CancellationToken ct) =>
        ReadAsync(institutionId, "case_id = $2", ct, caseId);

    public Task<IReadOnlyList<DispatchRecord>> InStateAsync(string institutionId, DispatchState state, CancellationToken ct) =>
        // The literal lets the planner see the partial indexes ix_dispatches_to_print and ix_dispatches_awaiting_receipt.
        ReadAsync(institutionId, $"state = {(int)state}", ct);

    /// <summary>Outcomes not marked as told; index ix_dispatches_untold.</summary>
    public Task<IReadOnlyList<DispatchRecord>> UntoldAsync(string institutionId, CancellationToken ct) =>
        ReadAsync(institutionId, "state IN (4, 5) AND outcome_told_at IS NULL", ct);

    /// <summary>Postings not marked as told; index ix_dispatches_posting_untold.</summary>
    public Task<IReadOnlyList<DispatchRecord>> UntoldPostingsAsync(string institutionId, CancellationToken ct) =>
        ReadAsync(institutionId, "posted_by IS NOT NULL AND posting_told_at IS NULL", ct);

    public Task MarkPostingToldAsync(string institutionId, Guid id, DateTimeOffset at, CancellationToken ct) => WriteAsync(
        institutionId,
        "UPDATE documents.dispatches SET posting_told_at = $3 WHERE institution_id = $1 AND id = $2 AND posted_by IS NOT NULL",
        ct,
        institutionId, id, at);

    /// <summary>One page of a list of the post room; each reads a range of its own partial index.</summary>
    public Task<IReadOnlyList<DispatchRecord>> PostAsync(
        string institutionId, PostList list, DateTimeOffset? afterAt, Guid? afterId, int size, CancellationToken ct)
    {
        var (where, at, older) = list switch
        {
            PostList.ToPost => ("state = 2", "planned_at", ">"),
            PostList.Posted => ("posted_by IS NOT NULL AND state IN (3, 4)", "sent_at", "<"),
            _ => ("state = 5", "outcome_at", "<"),
        };
        var direction = older == "<" ? "DESC" : "";
        var order = $"{at} {direction}, id {direction}";
        return afterAt is null || afterId is null
            ? ReadOrderedAsync(institutionId, where, $"{order} LIMIT $2", ct, size)
            : ReadOrderedAsync(institutionId, $"{where} AND ({at}, id) {older} ($3, $4)", $"{order} LIMIT $2", ct, size, afterAt, afterId);
    }

    public Task MarkToldAsync(string institutionId, Guid id, DateTimeOffset at, CancellationToken ct) => WriteAsync(
        institutionId,
        "UPDATE documents.dispatches SET outcome_told_at = $3 WHERE institution_id = $1 AND id = $2 AND state IN (4, 5)",
        ct,
        institutionId, id, at);

    public async Task<string> BodyAsync(string institutionId, Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        await using var select = new NpgsqlCommand(
            "SELECT body FROM documents.dispatches WHERE institution_id = $1 AND id = $2", connection, transaction);
        select.Parameters.AddWithValue(institutionId);
        select.Parameters.AddWithValue(id);
        return (string)(await select.ExecuteScalarAsync(ct))!;
    }

    // Null: the row was not in that state (any more); whoever changed it first has acted on it.
    private async Task<DispatchRecord?> ChangeAsync(
        string institutionId, Guid id, string set, DispatchState from, CancellationToken ct, params object[] values)
    {
        var changed = await WriteAsync(
            institutionId,
            $"UPDATE documents.dispatches SET {set} WHERE institution_id = $1 AND id = $2 AND state = {(int)from}",
            ct,
            [institutionId, id, .. values]);
        return changed == 0 ? null : await FindAsync(institutionId, id, ct);
    }

    private async Task<int> WriteAsync(string institutionId, string sql, CancellationToken ct, params object[] values)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        await using var command = Command(sql, connection, transaction, values);
        var rows = await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return rows;
    }

    private Task<IReadOnlyList<DispatchRecord>> ReadAsync(
        string institutionId, string where, CancellationToken ct, params object[] values) =>
        ReadOrderedAsync(institutionId, where, "planned_at, id", ct, values);

    private async Task<IReadOnlyList<DispatchRecord>> ReadOrderedAsync(
        string institutionId, string where, string order, CancellationToken ct, params object[] values)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        await using var command = Command(
            $"SELECT {Columns} FROM documents.dispatches WHERE institution_id = $1 AND {where} ORDER BY {order}",
            connection,
            transaction,
            [institutionId, .. values]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<DispatchRecord>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(RecordOf(reader));
        }

        return rows;
    }

    private static NpgsqlCommand Command(
        string sql, NpgsqlConnection connection, NpgsqlTransaction transaction, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DateTimeOffset at
                ? new NpgsqlParameter { Value = at.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz }
                : new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static DispatchRecord RecordOf(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetGuid(2),
        reader.GetGuid(3),
        reader.GetString(4),
        ChannelNames.Parse(reader.GetString(5)),
        reader.GetString(6),
        reader.GetString(7),
        (DispatchState)reader.GetInt16(8),
        reader.GetFieldValue<DateTimeOffset>(9),
        TimeOrNull(reader, 10),
        TextOrNull(reader, 11),
        TimeOrNull(reader, 12),
        TextOrNull(reader, 13),
        reader.GetInt32(14),
        reader.GetString(15),
        TextOrNull(reader, 16),
        TextOrNull(reader, 17),
        reader.GetBoolean(18));

    private static string? TextOrNull(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? TimeOrNull(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
