using DigiSoc.Bpmn;
using DigiSoc.Runtime.Packages;

namespace DigiSoc.Runtime.Bulks;

/// <summary>Plans of migrations as people make them: proposed from two versions, and their names held against what is deployed.</summary>
internal sealed class MigrationDesk(PackageStore packages, PackageShelf shelf)
{
    public async Task<EngineAnswer<MigrationDraft>> ProposeAsync(string key, int fromVersion, int targetVersion, CancellationToken ct)
    {
        if (await shelf.FindAsync(new(key, fromVersion), ct) is not { } from)
        {
            return RunErrors.PackageUnknown(key, fromVersion);
        }

        if (await shelf.FindAsync(new(key, targetVersion), ct) is not { } target)
        {
            return RunErrors.PackageUnknown(key, targetVersion);
        }

        var proposals = from.Models.Values
            .Where(model => target.Models.ContainsKey(model.ProcessId))
            .SelectMany(model => MigrationPlan.Propose(model, target.Model(model.ProcessId)))
            .GroupBy(proposal => proposal.Source)
            .Select(Merge);
        return new MigrationDraft(key, fromVersion, targetVersion, [.. proposals]);
    }

    /// <summary>Whether every name of a plan is there; null: it is. What stands where is judged for each instance.</summary>
    /// <param name="key">The package.</param>
    /// <param name="fromVersion">The version they are on; null: any.</param>
    /// <param name="targetVersion">A version that is deployed.</param>
    /// <param name="renamed">The plan.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<EngineRefusal?> JudgeAsync(
        string key, int? fromVersion, int targetVersion, IReadOnlyDictionary<string, string> renamed, CancellationToken ct)
    {
        var from = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in (await packages.ListAsync(key, ct)).Where(v => fromVersion is null || v.Version == fromVersion))
        {
            from.UnionWith(IdsOf(await shelf.LoadAsync(key, version.Version, ct)));
        }

        var to = IdsOf(await shelf.LoadAsync(key, targetVersion, ct)).ToHashSet(StringComparer.Ordinal);
        List<string> unknown =
        [
            .. renamed.Keys.Where(id => !from.Contains(id)).Select(id => $"`{id}` in {key}{(fromVersion is { } v ? $"@{v}" : "")}"),
            .. renamed.Values.Where(id => !to.Contains(id)).Select(id => $"`{id}` in {key}@{targetVersion}"),
        ];
        return unknown.Count == 0 ? null : RunErrors.RenamedUnknown(unknown);
    }

    private static IEnumerable<string> IdsOf(LoadedPackage package) => package.Models.Values.SelectMany(
        model => model.Elements.Skip(1).Select(element => element.Id).Concat(model.SequenceFlows.Select(flow => flow.Id)));

    private static MigrationProposal Merge(IGrouping<string, MigrationProposal> same)
    {
        var first = same.First();
        return same.All(other => other.Target == first.Target)
            ? first
            : first with { Target = null, Reason = CounterpartReason.None, Candidates = [.. same.SelectMany(other => other.Candidates).Distinct()] };
    }
}
