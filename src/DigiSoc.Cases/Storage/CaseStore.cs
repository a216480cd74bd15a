using DigiSoc.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DigiSoc.Cases.Storage;

/// <summary>Opens the case layer's database for one institution: every read and write runs in a transaction that has said whose rows exist.</summary>
internal sealed class CaseStore(NpgsqlDataSource database)
{
    /// <summary>The rows of all institutions; only for signing in, start-up and the engine's own work.</summary>
    public const string AllInstitutions = Tenancy.AllInstitutions;

    public async Task<T> ReadAsync<T>(string institutionId, Func<CasesDb, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        await using var db = await MapAsync(connection, transaction, ct);
        var found = await read(db);
        await transaction.CommitAsync(ct);
        return found;
    }

    /// <summary>Saves what the function changed, all or nothing.</summary>
    public async Task<T> WriteAsync<T>(string institutionId, Func<CasesDb, CaseSql, Task<T>> write, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        await using var db = await MapAsync(connection, transaction, ct);
        var done = await write(db, new CaseSql(connection, transaction));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return done;
    }

    /// <summary>Hand-written statements in a transaction of their own.</summary>
    public async Task<T> SqlAsync<T>(string institutionId, Func<CaseSql, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, institutionId, ct);
        var done = await work(new CaseSql(connection, transaction));
        await transaction.CommitAsync(ct);
        return done;
    }

    /// <summary>The mapping over a connection and transaction that somebody else opened and will end.</summary>
    public static async Task<CasesDb> MapAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var db = new CasesDb(new DbContextOptionsBuilder<CasesDb>().UseNpgsql(connection).Options);
        await db.Database.UseTransactionAsync(transaction, ct);
        return db;
    }
}
