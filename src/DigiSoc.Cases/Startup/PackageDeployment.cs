using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Scenarios;
using DigiSoc.Documents;
using DigiSoc.Runtime;

namespace DigiSoc.Cases;

/// <summary>What came of deploying one package. <paramref name="Problems"/> is empty when it is deployed.</summary>
public sealed record DeployedVersion(string Key, int? Version, bool IsNew, IReadOnlyList<string> Problems);

/// <summary>Deploys packages: plays their scenarios, then hands them to the engine, which checks and stores them.</summary>
public sealed class PackageDeployment
{
    private readonly Engine _engine;
    private readonly Letters _letters;
    private readonly CasesOptions _options;

    internal PackageDeployment(Engine engine, Letters letters, CasesOptions options) => (_engine, _letters, _options) = (engine, letters, options);

    /// <summary>Deploys every package of the folder, called parts before their callers.</summary>
    /// <remarks>
    /// Content that is already deployed, as any version, is left alone, its scenarios too: a start never takes back what
    /// somebody deployed since.
    /// </remarks>
    public async Task<IReadOnlyList<DeployedVersion>> DeployAllAsync(string workflowsFolder, string actor, Action<string>? tell, CancellationToken ct)
    {
        var deployed = new List<DeployedVersion>();
        foreach (var (key, folder) in PackageOrder.Of(workflowsFolder))
        {
            var content = PackageContent.FromFolder(folder);
            var known = (await _engine.PackagesAsync(key, ct)).FirstOrDefault(version => version.Hash == content.Hash);
            var result = known is null
                ? await DeployAsync(workflowsFolder, content, actor, ct)
                : new DeployedVersion(key, known.Version, false, []);
            tell?.Invoke(result.Problems.Count == 0 ? $"{result.Key}@{result.Version}" : $"{result.Key}: {string.Join("; ", result.Problems)}");
            deployed.Add(result);
        }

        return deployed;
    }

    /// <summary>Deploys a package given as files; the parts it calls, the parameters and institutions are those of <paramref name="workflowsFolder"/>.</summary>
    public async Task<DeployedVersion> DeployAsync(string workflowsFolder, PackageContent content, string actor, CancellationToken ct)
    {
        PackageManifest manifest;
        try
        {
            manifest = PackageManifest.Read(PackageManifest.FileName, content.Text(PackageManifest.FileName) ?? "");
        }
        catch (CaseDataException unreadable)
        {
            return new DeployedVersion("", null, false, [unreadable.Message]);
        }

        var latest = (await _engine.PackagesAsync(manifest.Key, ct)).MaxBy(version => version.Version);
        if (latest?.Hash == content.Hash)
        {
            return new DeployedVersion(manifest.Key, latest.Version, false, []);
        }

        if (JobKinds.Unknown(content) is { Count: > 0 } unknown)
        {
            return new DeployedVersion(manifest.Key, null, false, unknown);
        }

        var failures = _options.RunScenariosAtDeploy ? await FailuresAsync(workflowsFolder, content, manifest.Key, ct) : [];
        if (failures.Count > 0)
        {
            return new DeployedVersion(manifest.Key, null, false, failures);
        }

        // Packages are the law of the state: they belong to no institution.
        var answer = await _engine.DeployAsync(content, new OperationContext("*", actor), ct);
        return answer.IsDone
            ? new DeployedVersion(manifest.Key, answer.Value.Package.Version, answer.Value.IsNew, [])
            : new DeployedVersion(manifest.Key, null, false, [$"{answer.Refusal.Code} {answer.Refusal.Text}"]);
    }

    private async Task<List<string>> FailuresAsync(string workflowsFolder, PackageContent content, string key, CancellationToken ct)
    {
        var failures = new List<string>();
        try
        {
            var runner = ScenarioRunner.Read(workflowsFolder, _letters.RenderAsync, content);
            foreach (var (package, file) in runner.All().Where(one => one.Package == key))
            {
                var result = await runner.RunAsync(package, file, ct);
                if (!result.Holds)
                {
                    failures.Add($"CASE-090 {result}");
                }
            }
        }
        catch (CaseDataException unreadable)
        {
            failures.Add(unreadable.Message);
        }

        return failures;
    }
}
