using DigiSoc.Registers.Audit;
using DigiSoc.Registers.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace DigiSoc.Registers;

/// <summary>Adds register lookups to a host.</summary>
public static class RegistersRegistration
{
    /// <summary>
    /// Adds <see cref="IRegisterLookup"/>, <see cref="IReadAudit"/> and <see cref="DataItemCatalogue"/>.
    /// Needs an <see cref="Npgsql.NpgsqlDataSource"/> and, if it is not the system clock, a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddRegisters(this IServiceCollection services, Action<RegistersOptions> configure)
    {
        services.AddOptions<RegistersOptions>().Configure(configure);
        return services;
    }
}
