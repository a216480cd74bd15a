using DigiSoc.Cases;
using DigiSoc.Postgres;
using DigiSoc.Runtime;
using Npgsql;

namespace DigiSoc.Web.Hosting;

/// <summary>What must be done before the first request: migrate, load the law, deploy packages, seed the demonstration.</summary>
internal static class FirstSteps
{
    public static async Task RunAsync(WebApplication app, Surroundings surroundings, Announcer announcer, CancellationToken ct)
    {
        await announcer.StepAsync("Database schema", () => MigrateAsync(surroundings, ct));
        var engine = app.Services.GetRequiredService<Engine>();
        await announcer.StepAsync("Engine", () => engine.StartAsync(ct));
        app.Lifetime.ApplicationStopping.Register(() => engine.StopAsync(CancellationToken.None).GetAwaiter().GetResult());
        announcer.Say("  Law and packages");
        var startup = app.Services.GetRequiredService<CasesStartup>();
        var refused = await startup.RunAsync(line => announcer.Say("    " + line), ct);
        foreach (var package in refused)
        {
            // The product runs without it; the person who changed the package reads here what is wrong.
            announcer.Say($"    ! {package.Key} was not deployed: {string.Join(Environment.NewLine + "      ", package.Problems)}");
        }
    }

    private static async Task MigrateAsync(Surroundings surroundings, CancellationToken ct)
    {
        await using var owner = NpgsqlDataSource.Create(surroundings.ConnectionString);
        await Migrator.MigrateAsync(owner, CasesSetup.Migrations, ct);
    }
}
