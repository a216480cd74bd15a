using System.Text.Json;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Packages;

/// <summary>Versions and their files in the database. What is stored never changes.</summary>
internal sealed class PackageStore(Database database)
{
    private const string Columns = "p.key, p.version, p.hash, p.uses::text, p.processes, p.deployed_at, p.deployed_by";

    public async Task<PackageVersion?> FindAsync(PackageReference reference, CancellationToken ct)
    {
        const string sql = $"""
            SELECT {Columns} FROM runtime.packages p
            WHERE p.key = $1 AND ($2::integer IS NULL OR p.version = $2)
                AND ($3::text IS NULL OR p.version = (SELECT t.version FROM runtime.package_tags t WHERE t.key = $1 AND t.tag = $3))
            ORDER BY p.version DESC LIMIT 1
            """;
        var statement = new Statement(sql, Value.Text(reference.Key), Value.Int(reference.Version), Value.Text(reference.Tag));
        return (await database.ListAsync(statement, Read, ct)).FirstOrDefault();
    }

    public Task<List<PackageVersion>> ListAsync(string? key, CancellationToken ct)
    {
        const string sql = $"""
            SELECT {Columns} FROM runtime.packages p
            WHERE CASE WHEN $1::text IS NULL
                THEN p.version = (SELECT max(q.version) FROM runtime.packages q WHERE q.key = p.key)
                ELSE p.key = $1 END
            ORDER BY p.key, p.version DESC
            """;
        return database.ListAsync(new(sql, Value.Text(key)), Read, ct);
    }

    public async Task<PackageContent?> ContentAsync(string key, int version, CancellationToken ct)
    {
        const string sql = "SELECT path, content FROM runtime.resources WHERE key = $1 AND version = $2";
        var files = await database.ListAsync(
            new(sql, Value.Text(key), Value.Int(version)),
            row => KeyValuePair.Create(row.GetString(0), row.GetFieldValue<byte[]>(1)),
            ct);
        return files.Count == 0 ? null : PackageContent.Of(files);
    }

    /// <summary>Stores a version and its files together; false when another deployer took the number meanwhile.</summary>
    public async Task<bool> TryAddAsync(
        PackageVersion version, PackageContent content, string institutionId, IEnumerable<Statement> further, CancellationToken ct)
    {
        const string insert = """
            INSERT INTO runtime.packages (institution_id, key, version, hash, uses, processes, deployed_at, deployed_by)
            VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
            """;
        const string file = "INSERT INTO runtime.resources (institution_id, key, version, path, content) VALUES ($1, $2, $3, $4, $5)";
        var head = new Statement(
            insert,
            Value.Text(institutionId),
            Value.Text(version.Key),
            Value.Int(version.Version),
            Value.Text(version.Hash),
            Value.Text(JsonSerializer.Serialize(version.Uses)),
            Value.Texts(version.Processes),
            Value.At(version.DeployedAt),
            Value.Text(version.DeployedBy));
        var files = content.Files.Select(f => new Statement(
            file, Value.Text(institutionId), Value.Text(version.Key), Value.Int(version.Version), Value.Text(f.Key), Value.Bytes(f.Value)));
        try
        {
            await database.ExecuteAsync(ct, [head, .. files, .. further]);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    private static PackageVersion Read(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1),
        row.GetString(2),
        JsonSerializer.Deserialize<Dictionary<string, int>>(row.GetString(3))!,
        row.GetFieldValue<string[]>(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.GetString(6));
}
