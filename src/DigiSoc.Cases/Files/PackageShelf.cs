namespace DigiSoc.Cases;

/// <summary>A workflow package, newest version's titles. <paramref name="RunningCases"/>: open cases of the worker's institution, all versions.</summary>
public sealed record PackageSummary(string Key, LocalText Title, int NewestVersion, DateTimeOffset DeployedAt, int RunningCases, bool IsPart);

/// <summary>One deployed version, newest first. <paramref name="Uses"/>: pinned parts, "key@version".</summary>
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
public sealed record PackageFile(string Path, string Kind, int Bytes, string? Title);

/// <summary>Deployed packages, for the designer to read.</summary>
public sealed partial class PackageShelf
{
    public partial Task<IReadOnlyList<PackageSummary>> ListAsync(Worker worker, CancellationToken ct);

    public partial Task<IReadOnlyList<PackageVersionView>> VersionsAsync(Worker worker, string key, CancellationToken ct);

    /// <summary>The file's text; null when there is none.</summary>
    public partial Task<string?> FileAsync(Worker worker, string key, int version, string path, CancellationToken ct);
}
