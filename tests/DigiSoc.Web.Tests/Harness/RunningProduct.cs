using DigiSoc.Web.Hosting;
using DigiSoc.Web.Hosting.Measuring;
using DigiSoc.Web.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(RunningProduct))]

namespace DigiSoc.Web.Tests.Harness;

/// <summary>The product as the default run starts it, on a folder of its own: host, database, sandbox, demonstration.</summary>
public sealed class RunningProduct : IAsyncLifetime
{
    /// <summary>What its node of the engine is called.</summary>
    internal const string NodeName = "web-tests";

    private readonly string _folder = Directory.CreateTempSubdirectory("digisoc-web-tests-").FullName;
    private readonly Metrics _metrics = new();
    private Surroundings? _surroundings;
    private WebApplication? _app;

    public Uri Address { get; private set; } = null!;

    /// <summary>The register sandbox beside it.</summary>
    public Uri Sandbox => _surroundings!.Registers!;

    internal IServiceProvider Services => _app!.Services;

    /// <summary>Of the owner of the schemas.</summary>
    internal string ConnectionString => _surroundings!.ConnectionString;

    /// <summary>What the first scrape was answered, before any test asked for anything.</summary>
    internal string FirstMetrics { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            // The database runs as another user when the tests run as root.
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [$"--Data:Folder={_folder}", $"--DataProtection:Folder={_folder}/keys", "--urls=http://127.0.0.1:0", "--Cases:RunScenariosAtDeploy=false", $"--Runtime:NodeName={NodeName}"],
            ContentRootPath = ProductFolders.Content,
        });
        var announcer = new Announcer(TextWriter.Null);
        var ct = TestContext.Current.CancellationToken;
        _surroundings = await Surroundings.StartAsync(builder.Configuration, announcer, ct);
        _app = WebHost.Build(builder, _surroundings, _metrics);
        await FirstSteps.RunAsync(_app, _surroundings, announcer, ct);
        await _app.StartAsync(ct);
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var scraper = new HttpClient { BaseAddress = Address };
        FirstMetrics = await scraper.GetStringAsync(new Uri("/metrics", UriKind.Relative), ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_surroundings is not null)
        {
            await _surroundings.DisposeAsync();
        }

        _metrics.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
