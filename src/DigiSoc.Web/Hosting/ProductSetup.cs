using DigiSoc.Cases;
using DigiSoc.Documents;
using DigiSoc.Postgres;
using DigiSoc.Registers;
using DigiSoc.Runtime;
using Npgsql;

namespace DigiSoc.Web.Hosting;

/// <summary>Joins engine, registers, documents and cases to this host: their database, addresses and folders.</summary>
internal static class ProductSetup
{
    public static IServiceCollection AddProduct(
        this IServiceCollection services, IConfiguration configuration, Surroundings surroundings)
    {
        var workflows = configuration["Cases:WorkflowsFolder"] ?? Path.Combine(ProductFolders.Root, "workflows");
        var database = Tenancy.AsApplication(surroundings.ConnectionString);
        services.AddSingleton(_ => NpgsqlDataSource.Create(database));
        services.AddRegisters(options =>
        {
            options.CatalogueFile = Path.Combine(workflows, "catalogue", "data-items.yaml");
            configuration.GetSection("Registers").Bind(options);
            options.BaseAddress = surroundings.Registers ?? options.BaseAddress;
        });
        services.AddDocuments(Documents(configuration, surroundings));
        services.AddCases(new CasesOptions
        {
            WorkflowsFolder = workflows,
            SeedDemo = configuration.GetValue("Cases:SeedDemo", surroundings.IsDemonstration),
            RunScenariosAtDeploy = configuration.GetValue("Cases:RunScenariosAtDeploy", true),
            ReturnedLetterPatience = configuration.GetValue("Cases:ReturnedLetterPatience", TimeSpan.FromMinutes(1)),
        });
        var engine = EngineSettings.Read(configuration, database);
        services.AddSingleton(provider => Engine.Create(
            engine with { CalendarOf = provider.GetRequiredService<InstitutionCalendars>().OfAsync },
            provider.GetServices<IJobHandler>(),
            provider.GetServices<IStepObserver>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        return services;
    }

    /// <summary>The gateways of the default run are the sandbox's inboxes.</summary>
    private static DocumentsOptions Documents(IConfiguration configuration, Surroundings surroundings)
    {
        var options = new DocumentsOptions
        {
            TemplatesFolder = Path.Combine(ProductFolders.Root, "templates"),
            EmailGateway = Inbox(surroundings.Registers, "mail"),
            EAddressGateway = Inbox(surroundings.Registers, "eaddress"),
        };
        configuration.GetSection("Documents").Bind(options);
        return options;
    }

    private static Uri? Inbox(Uri? sandbox, string name) => sandbox is null ? null : new Uri(sandbox, $"/sandbox/{name}");
}
