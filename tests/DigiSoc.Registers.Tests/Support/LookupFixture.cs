using DigiSoc.Registers.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace DigiSoc.Registers.Tests.Support;

/// <summary>Lookups as the product makes them: real database, real HTTP to the sandbox.</summary>
public sealed class LookupFixture : IAsyncLifetime
{
    public const string Institution = "ogres-novads";

    private readonly List<ServiceProvider> _hosts = [];

    public RegistersDatabase Database { get; } = new();

    public RunningSandbox Sandbox { get; } = new();

    public IRegisterLookup Lookup { get; private set; } = null!;

    public IReadAudit Audit { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await Sandbox.InitializeAsync();
        var host = Host(_ => { });
        Lookup = host.GetRequiredService<IRegisterLookup>();
        Audit = host.GetRequiredService<IReadAudit>();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await Sandbox.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A node of its own with its own breakers.</summary>
    public ServiceProvider Host(Action<RegistersOptions> configure, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Database.App);
        if (clock is not null)
        {
            services.AddSingleton(clock);
        }

        services.AddRegisters(options =>
        {
            options.BaseAddress = Sandbox.Address;
            options.CatalogueFile = Repository.CatalogueFile;
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
            options.BreakerMinimumTries = 1000;
            configure(options);
        });
        var host = services.BuildServiceProvider();
        _hosts.Add(host);
        return host;
    }
}
