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

    private const string Role = "digisoc_app";

    /// <summary>
    /// The same server and database as the application's role, for which the policies are in force; it has no login of
    /// its own. Pooled connections are not reset on return (we set nothing that outlives a transaction).
    /// </summary>
    public static string AsApplication(string ownerConnectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(ownerConnectionString) { NoResetOnClose = true };
        address.Options = string.IsNullOrEmpty(address.Options) ? $"-c role={Role}" : $"{address.Options} -c role={Role}";
        return address.ConnectionString;
    }

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
}
