using System.Data;
using DigiSoc.Runtime.Verifying;
using Npgsql;

namespace DigiSoc.Runtime;

/// <summary>Holds everything the engine stored against itself: after a restore, a failover, or at an auditor's wish. Changes nothing.</summary>
/// <remarks>
/// One snapshot of the database: nodes may go on working meanwhile. Time and reading grow with the history; the memory only
/// with what is open. What it cannot see: a database whose histories and rows were all made anew together, and instances
/// taken away with all their rows. Both show when heads noted earlier, and kept elsewhere, are given.
/// </remarks>
public static class RuntimeVerifier
{
    /// <param name="connectionString">Of the owner of the schemas: policies do not hold for it.</param>
    /// <param name="noted">Heads an earlier run wrote; each must still occur. Null: none.</param>
    /// <param name="heads">Where to write a line for each instance that says where its history stands. Null: nowhere.</param>
    /// <param name="ct">Stops reading.</param>
    public static async Task<VerifyReport> VerifyAsync(
        string connectionString, TextReader? noted = null, TextWriter? heads = null, CancellationToken ct = default)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var months = await KeptMonths.ReadAsync(connection, ct);
        var findings = new Findings();
        var chains = new ChainVerifier(connection, months, findings, heads);
        await chains.RunAsync(ct);
        var states = new StateVerifier(connection, findings);
        await states.RunAsync(ct);
        var packages = await PackagesAsync(connection, findings, ct);
        var looked = noted is null ? 0 : await NotedHead.LookAsync(connection, noted, months, findings, ct);
        return new(chains.Instances, chains.Entries, states.OpenParts, packages, chains.Dropped, looked, findings.Told, findings.Count);
    }

    private static async Task<long> PackagesAsync(NpgsqlConnection connection, Findings findings, CancellationToken ct)
    {
        const string sql = """
            SELECT p.key, p.version, p.hash, r.path, r.content FROM runtime.packages p
            LEFT JOIN runtime.resources r USING (key, version) ORDER BY p.key, p.version
            """;
        var versions = new Dictionary<(string Key, int Version), (string Hash, Dictionary<string, byte[]> Files)>();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var key = (rows.GetString(0), rows.GetInt32(1));
            if (!versions.TryGetValue(key, out var version))
            {
                versions[key] = version = (rows.GetString(2), []);
            }

            if (!rows.IsDBNull(3))
            {
                version.Files[rows.GetString(3)] = rows.GetFieldValue<byte[]>(4);
            }
        }

        foreach (var ((key, number), (hash, files)) in versions.Where(v => PackageContent.Of(v.Value.Files).Hash != v.Value.Hash))
        {
            findings.Add(VerifyErrors.OtherContent(key, number));
        }

        return versions.Count;
    }
}
