using System.Reflection;
using DigiSoc.Postgres.Migrating;
using Npgsql;

namespace DigiSoc.Postgres;

/// <summary>Brings a database to the schema this program knows.</summary>
/// <remarks>
/// Each assembly's embedded resources <c>Migrations/NNNN_name.sql</c> run in the order of their numbers, each in a
/// transaction of its own, recorded in <c>digisoc.schema_migrations</c>. Assemblies run in the order given, ours first.
/// Programs that start at once wait for one another (advisory lock). Fails: PG-010 to PG-014.
/// </remarks>
public static class Migrator
{
    // Any number nobody else locks: "digisoc" on a telephone's keys.
    private const long AdvisoryLock = 3444762;

    private const string Ledger = """
        CREATE SCHEMA IF NOT EXISTS digisoc;
        CREATE TABLE IF NOT EXISTS digisoc.schema_migrations (
            project    text        NOT NULL,
            number     integer     NOT NULL,
            name       text        NOT NULL,
            sha256     text        NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT pk_schema_migrations PRIMARY KEY (project, number)
        )
        """;

    /// <summary>Runs what has not run yet; <paramref name="owner"/> connects as the owner of the schemas.</summary>
    /// <returns>The files that ran now, as <c>project/NNNN_name.sql</c>; empty when the schema was up to date.</returns>
    public static async Task<IReadOnlyList<string>> MigrateAsync(
        NpgsqlDataSource owner, IEnumerable<Assembly> assemblies, CancellationToken ct = default)
    {
        var projects = assemblies.Prepend(typeof(Migrator).Assembly).Distinct()
            .Select(a => (Name: a.GetName().Name!, Files: MigrationFile.ReadAll(a)))
            .ToList();
        await using var connection = await owner.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({AdvisoryLock})", ct);
        try
        {
            await ExecuteAsync(connection, Ledger, ct);
            var ran = new List<string>();
            foreach (var (project, files) in projects)
            {
                ran.AddRange(await MigrateProjectAsync(connection, project, files, ct));
            }

            return ran;
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({AdvisoryLock})", CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<string>> MigrateProjectAsync(
        NpgsqlConnection connection, string project, IReadOnlyList<MigrationFile> files, CancellationToken ct)
    {
        var applied = await ReadLedgerAsync(connection, project, ct);
        var known = files.Select(f => f.Number).ToHashSet();
        foreach (var (number, (name, _)) in applied.Where(a => !known.Contains(a.Key)))
        {
            throw PostgresErrors.MigrationMissing(project, number, name);
        }

        var ran = new List<string>();
        foreach (var file in files)
        {
            if (!applied.TryGetValue(file.Number, out var before))
            {
                await RunAsync(connection, project, file, ct);
                ran.Add($"{project}/{file.FileName}");
            }
            else if (before.Sha256 != file.Sha256)
            {
                throw PostgresErrors.MigrationChanged(project, file.Number, file.Name);
            }
        }

        return ran;
    }

    private static async Task<Dictionary<int, (string Name, string Sha256)>> ReadLedgerAsync(
        NpgsqlConnection connection, string project, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT number, name, sha256 FROM digisoc.schema_migrations WHERE project = $1 ORDER BY number", connection);
        command.Parameters.Add(new() { Value = project });
        var rows = new Dictionary<int, (string, string)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        }

        return rows;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string project, MigrationFile file, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await ExecuteAsync(connection, file.Sql, ct);
            await using var record = new NpgsqlCommand(
                "INSERT INTO digisoc.schema_migrations (project, number, name, sha256) VALUES ($1, $2, $3, $4)",
                connection);
            record.Parameters.Add(new() { Value = project });
            record.Parameters.Add(new() { Value = file.Number });
            record.Parameters.Add(new() { Value = file.Name });
            record.Parameters.Add(new() { Value = file.Sha256 });
            await record.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException e)
        {
            throw PostgresErrors.MigrationFailed(project, file.FileName, e);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
