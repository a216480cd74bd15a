using DigiSoc.Cases.Scenarios;
using DigiSoc.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace DigiSoc.Cases.Tests.Scenarios;

/// <summary>Every scenario of every package under workflows/, with real letters.</summary>
public sealed class PackageScenarioTests(PackageScenarioTests.Runner runner) : IClassFixture<PackageScenarioTests.Runner>
{
    public static TheoryData<string, string> All()
    {
        var all = new TheoryData<string, string>();
        foreach (var folder in Directory.EnumerateDirectories(RepositoryFolder.Workflows))
        {
            var scenarios = Path.Combine(folder, "scenarios");
            foreach (var file in Directory.Exists(scenarios) ? Directory.GetFiles(scenarios, "*.yaml").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            {
                all.Add(Path.GetFileName(folder), "scenarios/" + Path.GetFileName(file));
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Scenario_AsWritten_Holds(string package, string file)
    {
        var result = await runner.Scenarios.RunAsync(package, file);

        result.Holds.ShouldBeTrue(result.ToString());
    }

    public sealed class Runner : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        public Runner()
        {
            _services = new ServiceCollection()
                .AddLogging()
                .AddSingleton(_ => Npgsql.NpgsqlDataSource.Create("Host=nowhere.invalid"))
                .AddDocuments(new DocumentsOptions { TemplatesFolder = RepositoryFolder.Templates })
                .BuildServiceProvider();
            Scenarios = ScenarioRunner.Read(RepositoryFolder.Workflows, _services.GetRequiredService<Letters>().RenderAsync);
        }

        public ScenarioRunner Scenarios { get; }

        public async ValueTask DisposeAsync() => await _services.DisposeAsync();
    }
}
