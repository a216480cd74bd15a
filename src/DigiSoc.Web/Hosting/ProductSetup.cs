using DigiSoc.Cases;
using Npgsql;

namespace DigiSoc.Web.Hosting;

/// <summary>Joins the case layer to this host: its database, registers, templates and packages.</summary>
internal static class ProductSetup
{
    public static IServiceCollection AddProduct(
        this IServiceCollection services, IConfiguration configuration, Surroundings surroundings)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(surroundings.ConnectionString));
        services.AddCases();
        return services;
    }
}
