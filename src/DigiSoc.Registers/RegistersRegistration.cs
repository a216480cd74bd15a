using System.Net;
using DigiSoc.Registers.Asking;
using DigiSoc.Registers.Audit;
using DigiSoc.Registers.Catalogue;
using DigiSoc.Registers.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DigiSoc.Registers;

/// <summary>Adds register lookups to a host.</summary>
public static class RegistersRegistration
{
    /// <summary>
    /// Adds <see cref="IRegisterLookup"/>, <see cref="IReadAudit"/> and <see cref="DataItemCatalogue"/>.
    /// Needs an <see cref="Npgsql.NpgsqlDataSource"/> that connects as the application's role; a
    /// <see cref="TimeProvider"/> registered before is used instead of the system clock. Settings out of range and
    /// an unsound catalogue stop the host at start.
    /// </summary>
    public static IServiceCollection AddRegisters(this IServiceCollection services, Action<RegistersOptions> configure)
    {
        services.AddSingleton<IValidateOptions<RegistersOptions>, RegistersOptionsCheck>();
        services.AddOptions<RegistersOptions>().Configure(configure).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => CatalogueReader.ReadFile(provider.GetRequiredService<IOptions<RegistersOptions>>().Value.CatalogueFile));
        services.AddSingleton(provider => new RegisterPipelines(
            provider.GetRequiredService<IOptions<RegistersOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(RegisterDesk.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Handler);
        services.AddSingleton<RegisterDesk>();
        services.AddSingleton<LookupStore>();
        services.AddSingleton<LookupRecords>();
        services.AddSingleton<IReadAudit, ReadAudit>();
        services.AddSingleton<IRegisterLookup, RegisterLookup>();
        return services;
    }

    /// <summary>A register never redirects and sets no cookies; time limits are the pipeline's.</summary>
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
