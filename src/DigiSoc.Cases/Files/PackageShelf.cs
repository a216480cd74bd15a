using System.Text.RegularExpressions;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>A workflow package, newest version's titles. <paramref name="RunningCases"/>: open cases of the worker's institution, all versions.</summary>
public sealed record PackageSummary(string Key, LocalText Title, int NewestVersion, DateTimeOffset DeployedAt, int RunningCases, bool IsPart);

/// <summary>One deployed version. <paramref name="Uses"/>: pinned parts, "key@version".</summary>
public sealed record PackageVersionView(
    string Key,
    int Version,
    string ContentHash,
    LocalText Title,
    DateTimeOffset DeployedAt,
    string DeployedBy,
    IReadOnlyList<string> Norms,
    string? StatutoryDeadline,
    IReadOnlyList<string> Uses,
    int RunningCases,
    int EndedCases,
    IReadOnlyList<PackageFile> Files);

/// <summary><paramref name="Kind"/>: "bpmn", "dmn", "form", "scenario", "manifest", "other".</summary>
public sealed record PackageFile(string Path, string Kind, int Bytes, LocalText? Title);

/// <summary>Deployed packages, for the designer to read.</summary>
public sealed partial class PackageShelf
{
    private readonly Engine _engine;
    private readonly DeployedPackages _packages;
    private readonly PackageDeployment _deployment;
    private readonly CaseStore _store;
    private readonly CasesOptions _options;

    internal PackageShelf(Engine engine, DeployedPackages packages, PackageDeployment deployment, CaseStore store, CasesOptions options) =>
        (_engine, _packages, _deployment, _store, _options) = (engine, packages, deployment, store, options);

    /// <summary>Checks the files, plays their scenarios and deploys them as the next version (process designers only).</summary>
    /// <param name="worker">Who deploys.</param>
    /// <param name="files">Path inside the package → content; <c>package.yaml</c> must be among them.</param>
    /// <param name="ct">Stops before the deployment; its scenarios may have been played.</param>
    /// <returns>Refused with one refusal for each finding: code, file and place, remedy. Nothing is stored then.</returns>
    public async Task<Outcome<DeployedVersion>> DeployAsync(Worker worker, IReadOnlyDictionary<string, byte[]> files, CancellationToken ct)
    {
        if (!worker.Has(Role.ProcessDesigner))
        {
            return Outcome<DeployedVersion>.Refused(CaseErrors.RoleNeeded(Role.ProcessDesigner.Title.Lv));
        }

        var deployed = await _deployment.DeployAsync(_options.WorkflowsFolder, PackageContent.Of(files), worker.UserId, ct);
        return deployed.Problems.Count == 0
            ? Outcome<DeployedVersion>.Done(deployed)
            : Outcome<DeployedVersion>.Refused([.. deployed.Problems.Select(CaseErrors.PackageRefused)]);
    }

    /// <summary>Procedures first, then parts, each by Latvian title.</summary>
    public async Task<IReadOnlyList<PackageSummary>> ListAsync(Worker worker, CancellationToken ct)
    {
        var running = await CountsAsync(worker, ct);
        var summaries = new List<PackageSummary>();
        foreach (var newest in await _engine.PackagesAsync(null, ct))
        {
            var package = (await _packages.FindAsync(newest.Key, newest.Version, ct))!;
            summaries.Add(new PackageSummary(
                newest.Key,
                package.Manifest.Title,
                newest.Version,
                newest.DeployedAt,
                running.Where(count => count.Key == newest.Key).Sum(count => count.Open),
                package.Manifest.IsPart));
        }

        return [.. summaries.OrderBy(summary => summary.IsPart).ThenBy(summary => summary.Title.Lv, StringComparer.Ordinal)];
    }

    /// <summary>Newest first; empty when there is no such package.</summary>
    public async Task<IReadOnlyList<PackageVersionView>> VersionsAsync(Worker worker, string key, CancellationToken ct)
    {
        var counts = await CountsAsync(worker, ct);
        var views = new List<PackageVersionView>();
        foreach (var version in await _engine.PackagesAsync(key, ct))
        {
            var package = (await _packages.FindAsync(version.Key, version.Version, ct))!;
            var count = counts.FirstOrDefault(one => one.Key == key && one.Version == version.Version);
            views.Add(Show(version, package, count?.Open ?? 0, count?.Closed ?? 0));
        }

        return [.. views.OrderByDescending(view => view.Version)];
    }

    /// <summary>The file's text; null when there is none.</summary>
    public async Task<string?> FileAsync(Worker worker, string key, int version, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return (await _packages.FindAsync(key, version, ct))?.Content.Text(path);
    }

    private static PackageVersionView Show(PackageVersion version, DeployedPackage package, int running, int ended) => new(
        version.Key,
        version.Version,
        version.Hash,
        package.Manifest.Title,
        version.DeployedAt,
        version.DeployedBy,
        package.Manifest.Norms,
        package.Manifest.Deadline is { } deadline ? $"{deadline.Term} ({deadline.Norm})" : null,
        [.. version.Uses.Select(use => $"{use.Key}@{use.Value}")],
        running,
        ended,
        [.. package.Content.Files.Select(file => new PackageFile(file.Key, KindOf(file.Key), file.Value.Length, TitleOf(package, file.Key)))]);

    private Task<List<CaseCount>> CountsAsync(Worker worker, CancellationToken ct) => _store.ReadAsync(
        worker.InstitutionId,
        db => db.Cases.AsNoTracking()
            .Where(row => row.InstitutionId == worker.InstitutionId)
            .GroupBy(row => new { row.PackageKey, row.PackageVersion })
            .Select(group => new CaseCount(
                group.Key.PackageKey, group.Key.PackageVersion, group.Count(row => row.Status != "closed"), group.Count(row => row.Status == "closed")))
            .ToListAsync(ct),
        ct);

    private static string KindOf(string path) => Path.GetExtension(path) switch
    {
        ".bpmn" => "bpmn",
        ".dmn" => "dmn",
        ".form" => "form",
        _ when path == PackageManifest.FileName => "manifest",
        _ when path.StartsWith("scenarios/", StringComparison.Ordinal) => "scenario",
        _ => "other",
    };

    /// <summary>The first name the file gives itself; null when it gives none.</summary>
    private static LocalText? TitleOf(DeployedPackage package, string path)
    {
        var text = package.Content.Text(path)!;
        return KindOf(path) switch
        {
            "bpmn" => Named(ProcessName().Match(text)),
            "dmn" => Named(ModelName().Match(text)),
            "scenario" when ScenarioTitle().Match(text) is { Success: true } title => new LocalText(title.Groups[1].Value, title.Groups[2].Value),
            _ => null,
        };
    }

    private static LocalText? Named(Match match) =>
        match.Success ? LocalText.Of(System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)) : null;

    [GeneratedRegex("<(?:\\w+:)?process [^>]*\\bname=\"([^\"]*)\"")]
    private static partial Regex ProcessName();

    [GeneratedRegex("<(?:\\w+:)?definitions [^>]*\\bname=\"([^\"]*)\"")]
    private static partial Regex ModelName();

    [GeneratedRegex("""^title:\s+lv:\s*"?(.+?)"?\s+en:\s*"?(.+?)"?\s*$""", RegexOptions.Multiline)]
    private static partial Regex ScenarioTitle();

    private sealed record CaseCount(string Key, int Version, int Open, int Closed);
}
