using System.Globalization;
using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>A PostgreSQL server that may be stopped without hurting other tests: commits are on disk before they are answered.</summary>
internal sealed class ChaosPlace : IAsyncDisposable
{
    private readonly string _folder;
    private readonly NpgsqlDataSource _owner;

    private ChaosPlace(EmbeddedPostgres server, string folder)
    {
        Server = server;
        _folder = folder;
        _owner = NpgsqlDataSource.Create(Owner);
    }

    public EmbeddedPostgres Server { get; }

    public string Owner => new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Pooling = false }.ConnectionString;

    /// <summary>The nodes' own connection to the ledger; nobody cuts it, but the server stops for it too.</summary>
    public string LedgerConnection => Tenancy.AsApplication(Server.ConnectionString);

    /// <summary>Makes the server, the schema, and deploys <see cref="ChaosModels"/>.</summary>
    public static async Task<ChaosPlace> CreateAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "digisoc-chaos", Guid.NewGuid().ToString("N")[..12]);
        var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = folder });
        var place = new ChaosPlace(server, folder);
        await Migrator.MigrateAsync(place._owner, [typeof(Engine).Assembly]);
        await place.ExecuteAsync(Ledger.Schema);
        await using var engine = Engine.Create(
            new() { ConnectionString = Tenancy.AsApplication(server.ConnectionString), Works = false, Housekeeping = false }, [], [], TimeProvider.System);
        foreach (var package in new[] { ChaosModels.Part, ChaosModels.Main, ChaosModels.Begin })
        {
            (await engine.DeployAsync(package, TestNode.Boss)).OrThrow();
        }

        return place;
    }

    public string Through(CuttingProxy proxy) =>
        new NpgsqlConnectionStringBuilder(Tenancy.AsApplication(Server.ConnectionString)) { Port = proxy.Port }.ConnectionString;

    public async Task<long> CountAsync(string sql)
    {
        await using var command = _owner.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await Server.DisposeAsync();
        EmbeddedPostgres.Discard(_folder);
    }
}
