using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Postgres;

/// <summary>The second lock on every row: row-level security by institution.</summary>
/// <remarks>
/// A table comes under it by <c>CALL digisoc.protect('schema.table')</c> in its migration (or with
/// <c>append_only =&gt; true</c>: no update, no delete). A transaction says once for which institution it works; one
/// that does not sees no row. The setting ends with the transaction, so pooled connections carry nothing over.
/// </remarks>
public static class Tenancy
{
    /// <summary>The engine's own work across all institutions; never for a request of a person.</summary>
    public const string AllInstitutions = "*";

    /// <summary>Sets the institution of the current transaction; parameter 1: its id.</summary>
    public const string EnterSql = "SELECT set_config('digisoc.institution', $1, true)";

    private const string Role = "digisoc_request";
    private const string EngineRole = "digisoc_engine";

    /// <summary>
    /// The same server and database as the application's role, for which the policies are in force; it has no login of
    /// its own. Pooled connections are not reset on return (we set nothing that outlives a transaction).
    /// </summary>
    public static string AsApplication(string ownerConnectionString) => As(ownerConnectionString, $"-c role={Role}");

    /// <summary>
    /// The same server and database as the engine's role: the application's rights on the rows of all institutions, at
    /// no cost for each statement. Never for a request of a person.
    /// </summary>
    public static string AsEngine(string connectionString) =>
        As(connectionString, $"-c role={EngineRole} -c digisoc.institution={AllInstitutions}");

    /// <summary>The statement as part of a batch, so that it costs no round trip of its own.</summary>
    public static NpgsqlBatchCommand Enter(string institutionId) => new(EnterSql)
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = institutionId, NpgsqlDbType = NpgsqlDbType.Text } },
    };

    /// <summary>Opens a transaction in which only the institution's rows exist.</summary>
    public static async Task<NpgsqlTransaction> BeginAsync(
        NpgsqlConnection connection, string institutionId, CancellationToken ct = default)
    {
        var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Enter(institutionId));
        await batch.ExecuteNonQueryAsync(ct);
        return transaction;
    }

    // Of two settings of one name the later counts.
    private static string As(string connectionString, string options)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        address.Options = $"{address.Options} {options}".Trim();
        return address.ConnectionString;
    }
}
