namespace DigiSoc.Web.Hosting;

/// <summary>What must be done before the first request: migrate, deploy packages, seed the demonstration.</summary>
internal static class FirstSteps
{
    public static Task RunAsync(WebApplication app, Surroundings surroundings, Announcer announcer, CancellationToken ct) =>
        Task.CompletedTask;
}
