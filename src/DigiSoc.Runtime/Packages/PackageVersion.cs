namespace DigiSoc.Runtime;

/// <summary>One deployed version of a package.</summary>
/// <param name="Key">The package's key; the folder's name in <c>workflows/</c>.</param>
/// <param name="Version">1 for the first content deployed under the key, one more for each other content after it.</param>
/// <param name="Hash">See <see cref="PackageContent.Hash"/>.</param>
/// <param name="Uses">The packages it calls, each pinned to the version current when this one was deployed.</param>
/// <param name="Processes">Ids of the processes it holds; the first is the one started by the package's key.</param>
/// <param name="DeployedAt">When.</param>
/// <param name="DeployedBy">By whom.</param>
public sealed record PackageVersion(
    string Key,
    int Version,
    string Hash,
    IReadOnlyDictionary<string, int> Uses,
    IReadOnlyList<string> Processes,
    DateTimeOffset DeployedAt,
    string DeployedBy);

/// <summary>What deploying gave.</summary>
/// <param name="Package">The version that holds the content now.</param>
/// <param name="IsNew">False when the latest version already had this very content.</param>
public sealed record Deployment(PackageVersion Package, bool IsNew);

/// <summary>Which version of a package to start.</summary>
/// <param name="Key">The package.</param>
/// <param name="Version">A version; null: by <paramref name="Tag"/>, or the latest. One of the two at most.</param>
/// <param name="Tag">A name given to a version by <see cref="Engine.TagPackageAsync"/>; null: none.</param>
public sealed record PackageReference(string Key, int? Version = null, string? Tag = null);
