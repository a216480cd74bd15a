using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Decisions;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Jobs;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Processes;
using DigiSoc.Cases.Startup;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Documents;
using DigiSoc.Registers;
using DigiSoc.Registers.Audit;
using DigiSoc.Registers.Catalogue;
using DigiSoc.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DigiSoc.Cases;

/// <summary>Registers the services of the case layer.</summary>
public static class CasesSetup
{
    /// <summary>
    /// Adds the case layer: services for screens and API, job handlers, the step observer, <see cref="CasesStartup"/>.
    /// Needs an <see cref="NpgsqlDataSource"/> that connects as the application's role, the engine, registers and documents.
    /// A <see cref="TimeProvider"/> registered before is used instead of the system clock.
    /// </summary>
    public static IServiceCollection AddCases(this IServiceCollection services, CasesOptions? options = null)
    {
        services.AddSingleton(options ?? new CasesOptions());
        services.TryAddSingleton(TimeProvider.System);
        // The engine is made of handlers that tell it things: they ask for it late.
        services.AddSingleton<Func<Engine>>(provider => () => provider.GetRequiredService<Engine>());
        AddRooms(services);
        AddHandlers(services);
        AddWords(services);
        services.AddHostedService<LetterReceipts>();
        return services;
    }

    /// <summary>The assemblies whose migrations the product needs, in any order.</summary>
    public static IReadOnlyList<System.Reflection.Assembly> Migrations { get; } =
        [typeof(Engine).Assembly, typeof(IRegisterLookup).Assembly, typeof(Letters).Assembly, typeof(CasesSetup).Assembly];

    private static void AddRooms(IServiceCollection services)
    {
        services.AddSingleton<CaseStore>();
        services.AddSingleton<LawBook>();
        services.AddSingleton<DeployedPackages>();
        services.AddSingleton<Substitutes>();
        services.AddSingleton<TaskAssignment>();
        services.AddSingleton<TaskReturns>();
        services.AddSingleton<TaskCompletions>();
        services.AddSingleton<ViewLog>();
        services.AddSingleton<LookupPurpose>();
        services.AddSingleton<CaseDeadlines>();
        services.AddSingleton<DecisionRecords>();
        services.AddSingleton<LetterFrames>();
        services.AddSingleton<LetterNews>();
        services.AddSingleton<UnawaitedReturns>();
        services.AddSingleton<EvaluationExplainer>();
        services.AddSingleton<CaseOpening>();
        services.AddSingleton<CaseNews>();
        services.AddSingleton<CasePlaces>();
        services.AddSingleton<IncidentAnswers>();
        services.AddSingleton<CaseIncidents>();
        services.AddSingleton<InstitutionLoader>();
        services.AddSingleton<ParameterLoader>();
        services.AddSingleton<DemoWork>();
        services.AddSingleton<DemoSeed>();
    }

    private static void AddHandlers(IServiceCollection services)
    {
        services.AddSingleton<IStepObserver, CaseObserver>();
        services.AddSingleton<IJobHandler, RegisterLookupHandler>();
        services.AddSingleton<IJobHandler, ParametersHandler>();
        services.AddSingleton<IJobHandler, RecordDecisionHandler>();
        services.AddSingleton<IJobHandler, RenderLetterHandler>();
        services.AddSingleton<IJobHandler, DispatchLetterHandler>();
        services.AddSingleton<IJobHandler, RecordServiceHandler>();
        services.AddSingleton<IJobHandler, SuspendDeadlineHandler>();
        services.AddSingleton<IJobHandler, ResumeDeadlineHandler>();
        services.AddSingleton<IJobHandler, DeadlineStateHandler>();
        services.AddSingleton<IJobHandler, CloseCaseHandler>();
    }

    // Their constructors take rooms of this project, so they are internal: each is made here.
    private static void AddWords(IServiceCollection services)
    {
        services.AddSingleton(p => new People(Get<CaseStore>(p)));
        services.AddSingleton(p => new Absences(Get<CaseStore>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new InstitutionCalendars(Get<LawBook>(p), Get<ILogger<InstitutionCalendars>>(p)));
        services.AddSingleton(p => new Staff(Get<CaseStore>(p), Get<TaskReturns>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new Worklist(
            Get<Engine>(p), Get<CaseStore>(p), Get<TaskAssignment>(p), Get<People>(p), Get<Substitutes>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new TaskForms(
            Get<Engine>(p), Get<DeployedPackages>(p), Get<Worklist>(p), Get<TaskAssignment>(p), Get<TaskCompletions>(p),
            Get<Substitutes>(p), Get<ViewLog>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new TaskRemarks(
            Get<Engine>(p), Get<CaseStore>(p), Get<Worklist>(p), Get<TaskAssignment>(p), Get<DocumentStore>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new BulkWork(
            Get<TaskAssignment>(p), Get<Worklist>(p), Get<TaskForms>(p), Get<People>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new Applications(Get<DeployedPackages>(p), Get<CaseStore>(p), Get<CaseOpening>(p), Get<CaseNews>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new CaseFiles(
            Get<CaseStore>(p), Get<CasePlaces>(p), Get<DocumentStore>(p), Get<ViewLog>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new PostRoom(
            Get<CaseStore>(p), Get<Dispatch>(p), Get<LetterNews>(p), Get<LawBook>(p), Get<ViewLog>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new CaseDecisions(Get<CaseStore>(p), Get<EvaluationExplainer>(p), Get<ViewLog>(p)));
        services.AddSingleton(p => new DeadlineBoard(
            Get<CaseStore>(p), Get<CasePlaces>(p), Get<CaseIncidents>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new PackageShelf(
            Get<Engine>(p), Get<DeployedPackages>(p), Get<PackageDeployment>(p), Get<CaseStore>(p), Get<CasesOptions>(p)));
        services.AddSingleton(p => new VersionTags(Get<Engine>(p), Get<CaseStore>(p)));
        services.AddSingleton(p => new AccessAudit(Get<IReadAudit>(p), Get<DataItemCatalogue>(p), Get<CaseStore>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new Operations(
            Get<Engine>(p), Get<CaseStore>(p), Get<IncidentAnswers>(p), Get<CaseIncidents>(p)));
        services.AddSingleton(p => new Holds(Get<Engine>(p), Get<CaseStore>(p)));
        services.AddSingleton(p => new ProcessReader(
            Get<Engine>(p), Get<DeployedPackages>(p), Get<CasePlaces>(p), Get<CaseIncidents>(p), Get<CaseStore>(p)));
        services.AddSingleton(p => new OutlookReader(Get<ProcessReader>(p), Get<Worklist>(p)));
        services.AddSingleton(p => new CaseProcesses(
            Get<Engine>(p), Get<CaseFiles>(p), Get<ProcessReader>(p), Get<OutlookReader>(p), Get<ViewLog>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new Bulks(Get<Engine>(p), Get<CaseStore>(p)));
        services.AddSingleton(p => new PackageDeployment(Get<Engine>(p), Get<Letters>(p), Get<CasesOptions>(p)));
        services.AddSingleton(p => new CasesStartup(
            Get<CasesOptions>(p), Get<InstitutionLoader>(p), Get<ParameterLoader>(p), Get<LawBook>(p),
            Get<PackageDeployment>(p), Get<DemoSeed>(p), Get<CaseOpening>(p)));
    }

    private static T Get<T>(IServiceProvider provider) where T : notnull => provider.GetRequiredService<T>();
}
