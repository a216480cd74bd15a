using DigiSoc.Postgres;
using DigiSoc.Registers.Answers;
using DigiSoc.Registers.Asking;
using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Registers.Storage;

/// <summary>Answers by idempotency key. The first answer stored under a key stays.</summary>
internal sealed class LookupStore(NpgsqlDataSource source)
{
    // Primary key (institution_id, idempotency_key).
    private const string FindSql = """
        SELECT lookup_id, question_sha256, outcome, answer::text, answer_sha256, duplicates, retrieved_at, by_hand_reason
        FROM registers.lookups WHERE institution_id = $1 AND idempotency_key = $2
        """;

    private const string InsertSql = """
        INSERT INTO registers.lookups (institution_id, idempotency_key, lookup_id, case_id, item_id, register_id,
            question_sha256, outcome, answer, answer_sha256, duplicates, retrieved_at, by_hand_reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::json, $10, $11, $12, $13)
        ON CONFLICT ON CONSTRAINT pk_lookups DO NOTHING
        """;

    public async Task<StoredLookup?> FindAsync(string institutionId, string key, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        await using var command = new NpgsqlCommand(FindSql, connection, transaction)
        {
            Parameters = { new() { Value = institutionId }, new() { Value = key } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Row(reader) : null;
    }

    /// <returns>False when the key had been answered before; that answer stays.</returns>
    public static async Task<bool> InsertInTransactionAsync(
        RegisterQuestion question, StoredLookup lookup, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(InsertSql, connection, transaction)
        {
            Parameters =
            {
                new() { Value = question.Request.InstitutionId },
                new() { Value = question.Request.IdempotencyKey },
                new() { Value = lookup.LookupId },
                new() { Value = question.Request.CaseId },
                new() { Value = question.Item.Id },
                new() { Value = question.Register.Id },
                new() { Value = lookup.QuestionSha256 },
                new() { Value = lookup.Outcome },
                new() { Value = (object?)lookup.Answer.Text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = lookup.Answer.Sha256 },
                new() { Value = lookup.Duplicates },
                new() { Value = lookup.RetrievedAt },
                new() { Value = (object?)lookup.ByHandReason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private static StoredLookup Row(NpgsqlDataReader reader) => new()
    {
        LookupId = reader.GetGuid(0),
        QuestionSha256 = reader.GetString(1),
        Outcome = reader.GetString(2),
        Answer = new KeptAnswer(reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetString(4)),
        Duplicates = reader.GetInt32(5),
        RetrievedAt = new DateTimeOffset(reader.GetDateTime(6)),
        ByHandReason = reader.IsDBNull(7) ? null : reader.GetString(7),
    };
}
