using Microsoft.Extensions.DependencyInjection;

namespace DigiSoc.Cases;

/// <summary>Registers the services of the case layer.</summary>
public static class CasesSetup
{
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddSingleton<People>();
        services.AddSingleton<Applications>();
        services.AddSingleton<Worklist>();
        services.AddSingleton<TaskForms>();
        services.AddSingleton<CaseFiles>();
        services.AddSingleton<CaseDecisions>();
        services.AddSingleton<DeadlineBoard>();
        services.AddSingleton<PackageShelf>();
        services.AddSingleton<AccessAudit>();
        services.AddSingleton<Operations>();
        return services;
    }
}
