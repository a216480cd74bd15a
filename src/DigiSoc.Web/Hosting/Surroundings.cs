using DigiSoc.Postgres;

namespace DigiSoc.Web.Hosting;

/// <summary>What the default run starts beside the host: a PostgreSQL server and the register sandbox. Stopped with it.</summary>
/// <remarks>With ConnectionStrings:DigiSoc, and with Registers:BaseAddress, what they name is used and nothing is started.</remarks>
internal sealed class Surroundings : IAsyncDisposable
{
    private EmbeddedPostgres? _postgres;
    private SandboxProcess? _sandbox;

    public required string ConnectionString { get; init; }

    /// <summary>The state's registers and the delivery channels; null when none are configured and no sandbox was built.</summary>
    public Uri? Registers { get; init; }

    /// <summary>True when the database is our own: then the demonstration is seeded.</summary>
    public bool IsDemonstration => _postgres is not null;

    public static async Task<Surroundings> StartAsync(IConfiguration configuration, Announcer announcer, CancellationToken ct)
    {
        var (postgres, connectionString) = await DatabaseAsync(configuration, announcer, ct);
        var (sandbox, registers) = await RegistersAsync(configuration, announcer, ct);
        return new Surroundings
        {
            ConnectionString = connectionString,
            Registers = registers,
            _postgres = postgres,
            _sandbox = sandbox,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private static async Task<(EmbeddedPostgres?, string)> DatabaseAsync(
        IConfiguration configuration, Announcer announcer, CancellationToken ct)
    {
        if (configuration.GetConnectionString("DigiSoc") is { Length: > 0 } given)
        {
            return (null, given);
        }

        var folder = configuration["Data:Folder"] ?? ProductFolders.Data;
        var options = new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder, "postgres") };
        var server = await announcer.StepAsync(
            "PostgreSQL on " + Path.GetRelativePath(ProductFolders.Root, options.DataFolder),
            () => EmbeddedPostgres.StartAsync(options, ct: ct));
        return (server, server.ConnectionString);
    }

    private static async Task<(SandboxProcess?, Uri?)> RegistersAsync(
        IConfiguration configuration, Announcer announcer, CancellationToken ct)
    {
        if (configuration["Registers:BaseAddress"] is { Length: > 0 } given)
        {
            return (null, new Uri(given));
        }

        if (ProductFolders.SandboxAssembly is not { } assembly)
        {
            return (null, null);
        }

        var folder = configuration["Data:Folder"] ?? ProductFolders.Data;
        var arguments = configuration["Sandbox:Arguments"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var sandbox = await announcer.StepAsync("Register sandbox", () => SandboxProcess.StartAsync(assembly, folder, arguments, ct));
        return (sandbox, sandbox.Address);
    }
}
