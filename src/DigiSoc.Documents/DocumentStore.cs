using System.Security.Cryptography;
using DigiSoc.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Documents;

/// <summary>The documents of cases (<c>documents.documents</c>). Kept once, never changed or deleted.</summary>
/// <param name="database">Connects as the application's role (<see cref="Tenancy.AsApplication"/>).</param>
public sealed class DocumentStore(NpgsqlDataSource database)
{
    private const string Columns =
        "id, institution_id, case_id, kind, title, content_type, sha256, size, pages, created_by, created_at";

    /// <summary>Keeps a document, or returns the one kept under the same key before.</summary>
    public async Task<StoredDocument> KeepAsync(NewDocument document, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, document.InstitutionId, ct);
        var kept = await KeepInTransactionAsync(document, connection, transaction, ct);
        await transaction.CommitAsync(ct);
        return kept;
    }

    /// <summary>As <see cref="KeepAsync"/>, in the caller's transaction, which must have set the institution.</summary>
    public static async Task<StoredDocument> KeepInTransactionAsync(
        NewDocument document, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct = default)
    {
        await using var insert = new NpgsqlCommand(
            $"""
            INSERT INTO documents.documents ({Columns}, key, content, text, template_sha256, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            ON CONFLICT (institution_id, key) DO NOTHING
            """,
            connection,
            transaction);
        AddValues(insert.Parameters, document);
        await insert.ExecuteNonQueryAsync(ct);
        var kept = await ReadAsync(connection, transaction, "institution_id = $1 AND key = $2", ct, document.InstitutionId, document.Key);
        return kept.Single();
    }

    /// <returns>Oldest first; empty when the case has none or belongs to another institution.</returns>
    public async Task<IReadOnlyList<StoredDocument>> OfCaseAsync(
        string institutionId, Guid caseId, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        return await ReadAsync(connection, transaction, "institution_id = $1 AND case_id = $2", ct, institutionId, caseId);
    }

    /// <returns>Null when the institution has no such document.</returns>
    public async Task<StoredDocument?> FindAsync(string institutionId, Guid documentId, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        var found = await ReadAsync(connection, transaction, "institution_id = $1 AND id = $2", ct, institutionId, documentId);
        return found.SingleOrDefault();
    }

    /// <returns>Null when the institution has no such document.</returns>
    public async Task<DocumentContent?> ContentAsync(
        string institutionId, Guid documentId, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        await using var select = new NpgsqlCommand(
            $"SELECT {Columns}, content, text FROM documents.documents WHERE institution_id = $1 AND id = $2",
            connection,
            transaction);
        select.Parameters.AddWithValue(institutionId);
        select.Parameters.AddWithValue(documentId);
        await using var reader = await select.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new DocumentContent(DocumentOf(reader), reader.GetFieldValue<byte[]>(11), reader.GetString(12))
            : null;
    }

    /// <summary>Documents of an institution whose content is not the one they were kept with. Reads all of them.</summary>
    /// <returns>How many were looked at, and the ids of those that differ.</returns>
    public async Task<(long Checked, IReadOnlyList<Guid> Changed)> VerifyAsync(string institutionId, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        await using var select = new NpgsqlCommand(
            """
            SELECT count(*), array_agg(id ORDER BY id) FILTER (WHERE encode(sha256(content), 'hex') <> sha256)
            FROM documents.documents WHERE institution_id = $1
            """,
            connection,
            transaction);
        select.CommandTimeout = 0;
        select.Parameters.AddWithValue(institutionId);
        await using var reader = await select.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.IsDBNull(1) ? [] : reader.GetFieldValue<Guid[]>(1));
    }

    private static async Task<IReadOnlyList<StoredDocument>> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string where, CancellationToken ct, params object[] values)
    {
        await using var select = new NpgsqlCommand(
            $"SELECT {Columns} FROM documents.documents WHERE {where} ORDER BY created_at, id", connection, transaction);
        foreach (var value in values)
        {
            select.Parameters.AddWithValue(value);
        }

        await using var reader = await select.ExecuteReaderAsync(ct);
        var documents = new List<StoredDocument>();
        while (await reader.ReadAsync(ct))
        {
            documents.Add(DocumentOf(reader));
        }

        return documents;
    }

    private static void AddValues(NpgsqlParameterCollection parameters, NewDocument document)
    {
        parameters.AddWithValue(Guid.CreateVersion7());
        parameters.AddWithValue(document.InstitutionId);
        parameters.AddWithValue(document.CaseId);
        parameters.AddWithValue(document.Kind);
        parameters.AddWithValue(document.Title);
        parameters.AddWithValue(document.ContentType);
        parameters.AddWithValue(Convert.ToHexStringLower(SHA256.HashData(document.Content)));
        parameters.AddWithValue(document.Content.Length);
        parameters.AddWithValue(document.Pages);
        parameters.AddWithValue(document.CreatedBy);
        parameters.AddWithValue(document.CreatedAt.ToUniversalTime());
        parameters.AddWithValue(document.Key);
        parameters.AddWithValue(document.Content);
        parameters.AddWithValue(document.Text);
        parameters.Add(new() { Value = (object?)document.TemplateSha256 ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        parameters.Add(new() { Value = (object?)document.DataJson ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
    }

    private static StoredDocument DocumentOf(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetGuid(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.GetString(5),
        reader.GetString(6),
        reader.GetInt32(7),
        reader.GetInt32(8),
        reader.GetString(9),
        reader.GetFieldValue<DateTimeOffset>(10));
}
