using DigiSoc.Web.Hosting;
using DigiSoc.Web.Hosting.Measuring;

// It hears only what happens after it is made.
using var metrics = new Metrics();
var announcer = new Announcer(Console.Out);
announcer.Say("DigiSoc");

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = ProductFolders.Content,
});
using var stopping = new CancellationTokenSource();
using var interrupt = StopSignals.Watch(stopping);
try
{
    ListeningPlaces.EnsureFree(builder.Configuration);
    await using var surroundings = await Surroundings.StartAsync(builder.Configuration, announcer, stopping.Token);
    await using var app = WebHost.Build(builder, surroundings, metrics);
    await FirstSteps.RunAsync(app, surroundings, announcer, stopping.Token);
    await app.StartAsync(stopping.Token);
    await Welcome.SayAsync(app, announcer);
    await app.WaitForShutdownAsync(stopping.Token);
    announcer.Say("Stopping …");
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 0;
}
catch (StartException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
catch (Exception problem)
{
    // The edge of the program: say what was wrong in one line; the log has the rest.
    await Console.Error.WriteLineAsync($"DigiSoc could not go on: {problem.Message}");
    await Console.Error.WriteLineAsync(problem.ToString());
    return 1;
}
