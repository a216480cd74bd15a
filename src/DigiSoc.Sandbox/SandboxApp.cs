using DigiSoc.Sandbox.Behaviour;
using DigiSoc.Sandbox.Inboxes;
using DigiSoc.Sandbox.Journal;
using DigiSoc.Sandbox.Pages;
using DigiSoc.Sandbox.Personas;
using DigiSoc.Sandbox.Population;
using DigiSoc.Sandbox.Registers;

namespace DigiSoc.Sandbox;

/// <summary>The sandbox as a web application, also for tests that start it in their own process.</summary>
public static class SandboxApp
{
    private const string DefaultAddress = "http://localhost:5081";

    /// <summary>Builds the application; the caller starts it.</summary>
    /// <param name="args"><c>--urls</c>, <c>--seed</c>, <c>--inhabitants</c>, <c>--today</c>.</param>
    /// <exception cref="ArgumentException">A setting cannot be read.</exception>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var options = SandboxOptions.Read(builder.Configuration, TimeProvider.System);
        AddParts(builder.Services, options);
        var app = builder.Build();
        MapParts(app, options);
        return app;
    }

    private static void AddParts(IServiceCollection services, SandboxOptions options)
    {
        var day = new SandboxDay(options.Today);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(PersonaBook.Make(day));
        services.AddSingleton(new PopulationGenerator(options.Seed, day).Make(options.Inhabitants));
        services.AddSingleton<BehaviourBook>();
        services.AddSingleton<CallJournal>();
        services.AddSingleton<Desk>();
        services.AddSingleton<Counter>();
    }

    private static void MapParts(WebApplication app, SandboxOptions options)
    {
        app.MapRestRegisters();
        app.MapSoapRegisters();
        app.MapBehaviour();
        app.MapJournal();
        app.MapInboxes();
        app.MapGet("/health", () => Results.Text("ok"));
        app.MapGet("/sandbox/state", (People people) =>
            new { options.Seed, options.Today, Inhabitants = people.All.Count, Process = Environment.ProcessId });
        app.MapGet("/sandbox/personas", (IReadOnlyList<Persona> personas) => personas.Select(PersonaView.Of));
        app.MapGet("/sandbox/inhabitants", (People people, int? skip, int? take) =>
            people.All.Skip(skip ?? 0).Take(Math.Clamp(take ?? 100, 1, 1000)).Select(MemberView.Of));
        app.MapGet("/", (IReadOnlyList<Persona> personas, People people) => Results.Text(
            IndexPage.Html([.. personas.Select(PersonaView.Of)], options, people.All.Count), "text/html", System.Text.Encoding.UTF8));
    }
}
