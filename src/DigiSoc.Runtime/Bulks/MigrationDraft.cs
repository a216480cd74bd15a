using DigiSoc.Bpmn;

namespace DigiSoc.Runtime;

/// <summary>What to take for what when instances go from one version of a package to another; for a person to look at and to change.</summary>
/// <param name="PackageKey">The package.</param>
/// <param name="FromVersion">The version instances are on.</param>
/// <param name="TargetVersion">The version to go on with.</param>
/// <param name="Elements">
/// Elements and flows into joins of every process that both versions have, in document order. An id in two processes stands once
/// when their counterparts are the same; otherwise once for each, its source written as <see cref="BulkRequest.Renamed"/> reads it.
/// </param>
public sealed record MigrationDraft(string PackageKey, int FromVersion, int TargetVersion, IReadOnlyList<MigrationProposal> Elements);
