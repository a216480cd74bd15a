using DigiSoc.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Registers.Audit;

/// <summary>The audit in PostgreSQL: one chain for each institution, written one link after the other.</summary>
internal sealed class ReadAudit(NpgsqlDataSource source, TimeProvider clock) : IReadAudit
{
    private const int MaxPage = 500;

    // Serialises the appends of one institution until the transaction ends.
    private const string LockSql = "SELECT pg_advisory_xact_lock(hashtextextended('registers.audit/' || $1, 0))";

    // Primary key, backwards.
    private const string LastSql =
        "SELECT sequence, hash FROM registers.audit WHERE institution_id = $1 ORDER BY sequence DESC LIMIT 1";

    private const string ChainSql =
        $"SELECT {AuditRows.Columns} FROM registers.audit WHERE institution_id = $1 ORDER BY sequence";

    // ix_audit_case, ix_audit_person, ix_audit_actor or the primary key, backwards.
    private const string SearchSql = $"""
        SELECT {AuditRows.Columns} FROM registers.audit
        WHERE institution_id = $1
          AND ($2 IS NULL OR actor = $2) AND ($3 IS NULL OR person_code = $3) AND ($4 IS NULL OR case_id = $4)
          AND ($5 IS NULL OR item_id = $5) AND ($6 IS NULL OR register_id = $6) AND ($7 IS NULL OR kind = $7)
          AND ($8 IS NULL OR recorded_at >= $8) AND ($9 IS NULL OR recorded_at < $9)
          AND ($10 IS NULL OR sequence < $10)
          AND ($11 IS NULL OR EXISTS (SELECT FROM unnest(norms) AS norm WHERE norm = $11
               OR (starts_with(norm, $11) AND substr(norm, length($11) + 1, 1) !~ '[0-9a-zA-Z^]')))
        ORDER BY sequence DESC LIMIT $12
        """;

    public async Task<RecordedAuditEntry> AppendAsync(AuditEntry entry, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, entry.InstitutionId, ct);
        var link = await AppendInTransactionAsync(entry, connection, transaction, ct);
        await transaction.CommitAsync(ct);
        return link;
    }

    public async Task<RecordedAuditEntry> AppendInTransactionAsync(
        AuditEntry entry, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var (sequence, previous) = await LockAndReadLastAsync(entry.InstitutionId, connection, transaction, ct);
        var at = Microseconds(clock.GetUtcNow());
        var written = entry with { PersonCode = Written(entry.PersonCode) };
        var link = new RecordedAuditEntry(sequence + 1, at, written, previous, AuditHash.Of(sequence + 1, at, written, previous));
        await using var command = new NpgsqlCommand(AuditRows.InsertSql, connection, transaction);
        AuditRows.Write(command.Parameters, link);
        await command.ExecuteNonQueryAsync(ct);
        return link;
    }

    public async Task<AuditPage> SearchAsync(AuditFilter filter, CancellationToken ct)
    {
        var size = Math.Clamp(filter.PageSize, 1, MaxPage);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, filter.InstitutionId, ct);
        await using var command = SearchCommand(filter, size, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var entries = new List<RecordedAuditEntry>();
        while (await reader.ReadAsync(ct))
        {
            entries.Add(AuditRows.Read(reader));
        }

        return entries.Count <= size
            ? new AuditPage(entries, null)
            : new AuditPage(entries[..size], entries[size - 1].Sequence);
    }

    public async Task<AuditVerification> VerifyAsync(string institutionId, string? knownHead, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        await using var command = new NpgsqlCommand(ChainSql, connection, transaction) { Parameters = { new() { Value = institutionId } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var chain = new ChainCheck(knownHead);
        while (await reader.ReadAsync(ct))
        {
            if (chain.Next(AuditRows.Read(reader)) is { } broken)
            {
                return chain.Result(broken);
            }
        }

        return chain.Result(chain.MissingHead());
    }

    private static async Task<(long Sequence, string Hash)> LockAndReadLastAsync(
        string institutionId, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(LockSql) { Parameters = { new() { Value = institutionId } } },
                new(LastSql) { Parameters = { new() { Value = institutionId } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetString(1)) : (0, AuditHash.Start);
    }

    private static NpgsqlCommand SearchCommand(AuditFilter filter, int size, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        var command = new NpgsqlCommand(SearchSql, connection, transaction);
        Add(filter.InstitutionId, NpgsqlDbType.Text);
        Add(filter.Actor, NpgsqlDbType.Text);
        Add(Written(filter.PersonCode), NpgsqlDbType.Text);
        Add(filter.CaseId, NpgsqlDbType.Text);
        Add(filter.ItemId, NpgsqlDbType.Text);
        Add(filter.RegisterId, NpgsqlDbType.Text);
        Add(filter.Kind?.ToString(), NpgsqlDbType.Text);
        Add(filter.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(filter.To?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(filter.Before, NpgsqlDbType.Bigint);
        Add(filter.Norm, NpgsqlDbType.Text);
        Add(size + 1, NpgsqlDbType.Integer);
        return command;

        void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    /// <summary>One way of writing, so that a search finds what was recorded with or without the dash.</summary>
    private static string? Written(string? personCode) => personCode is null ? null : PersonCode.Normalise(personCode) ?? personCode;

    /// <summary>What the database keeps; the hash must be over the same instant.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
