using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using DigiSoc.Postgres;
using Npgsql;
using Xunit;

namespace DigiSoc.TestSupport;

/// <summary>A fresh, migrated database for one test class.</summary>
/// <remarks>
/// Use as class fixture by a subclass that names the assemblies whose migrations it needs, or by
/// <see cref="CreateAsync"/>. Migrations run once per process and set of assemblies; each database is a copy of that.
/// </remarks>
/// <example><code>public sealed class JobsDatabase() : TestDatabase(typeof(Engine).Assembly);</code></example>
public class TestDatabase(params Assembly[] migrations) : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();
    private static readonly SemaphoreSlim Copying = new(1, 1);
    private static int _lastNumber;

    private NpgsqlDataSource? _owner;
    private NpgsqlDataSource? _app;

    /// <summary>Connection string of the owner of the schemas; policies do not hold for it.</summary>
    public string OwnerConnectionString { get; private set; } = "";

    /// <summary>Connection string of the application's role.</summary>
    public string ConnectionString => Tenancy.AsApplication(OwnerConnectionString);

    /// <summary>As the owner: sees all rows.</summary>
    public NpgsqlDataSource Owner => _owner ??= NpgsqlDataSource.Create(OwnerConnectionString);

    /// <summary>As the application: sees the rows of the transaction's institution.</summary>
    public NpgsqlDataSource App => _app ??= NpgsqlDataSource.Create(ConnectionString);

    /// <summary>A database for a single test.</summary>
    public static async Task<TestDatabase> CreateAsync(params Assembly[] migrations)
    {
        var database = new TestDatabase(migrations);
        await database.InitializeAsync();
        return database;
    }

    /// <summary>Makes the database; called by the test runner.</summary>
    public async ValueTask InitializeAsync()
    {
        var server = await TestServer.Shared;
        var key = string.Join('+', migrations.Select(m => m.GetName().Name));
        var template = await Templates.GetOrAdd(key, _ => new(() => MakeTemplateAsync(server, migrations))).Value;
        var name = NextName("test");
        await CopyAsync(server, name, template);
        OwnerConnectionString = For(server, name);
    }

    /// <summary>Drops the database.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var source in new[] { _app, _owner })
        {
            if (source is not null)
            {
                await source.DisposeAsync();
            }
        }

        var name = new NpgsqlConnectionStringBuilder(OwnerConnectionString).Database;
        await ExecuteAsync(await TestServer.Shared, $"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task<string> MakeTemplateAsync(EmbeddedPostgres server, Assembly[] migrations)
    {
        var name = NextName("template");
        await CopyAsync(server, name, "template0");
        // Unpooled: a database with an open connection cannot be copied.
        var address = new NpgsqlConnectionStringBuilder(For(server, name)) { Pooling = false };
        await using var source = NpgsqlDataSource.Create(address);
        await Migrator.MigrateAsync(source, migrations);
        return name;
    }

    private static string NextName(string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}_{Interlocked.Increment(ref _lastNumber)}");

    // One at a time: two copies of one template wait for each other and may give up.
    private static async Task CopyAsync(EmbeddedPostgres server, string name, string template)
    {
        await Copying.WaitAsync();
        try
        {
            await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
        }
        finally
        {
            Copying.Release();
        }
    }

    private static async Task ExecuteAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(For(server, "digisoc"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string For(EmbeddedPostgres server, string database) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database }.ConnectionString;
}
