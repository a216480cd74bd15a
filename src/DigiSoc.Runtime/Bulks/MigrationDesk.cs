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
            .SelectMany(
                model => MigrationPlan.Propose(model, target.Model(model.ProcessId)), (model, proposal) => (model.ProcessId, Proposal: proposal))
            .GroupBy(each => each.Proposal.Source)
            .SelectMany(Named);
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
            from.UnionWith(NamesIn(await shelf.LoadAsync(key, version.Version, ct)));
        }

        var to = NamesIn(await shelf.LoadAsync(key, targetVersion, ct)).ToHashSet(StringComparer.Ordinal);
        List<string> unknown =
        [
            .. renamed.Keys.Where(name => !from.Contains(name)).Select(name => $"`{name}` in {key}{(fromVersion is { } v ? $"@{v}" : "")}"),
            .. renamed.Select(TargetName).Where(name => !to.Contains(name)).Select(name => $"`{name}` in {key}@{targetVersion}"),
        ];
        return unknown.Count == 0 ? null : RunErrors.RenamedUnknown(unknown);
    }

    /// <summary>The plan for instances of one process: what is said of that process alone goes before what is said of all.</summary>
    /// <param name="renamed">See <see cref="BulkRequest.Renamed"/>.</param>
    /// <param name="processId">The process.</param>
    public static MigrationPlan PlanFor(IReadOnlyDictionary<string, string> renamed, string processId)
    {
        var prefix = NameIn(processId, "");
        var mappings = renamed.Where(pair => !pair.Key.Contains(Separator, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, target) in renamed.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            mappings[name[prefix.Length..]] = target;
        }

        return new(mappings);
    }

    /// <summary>No id has it in it: XML's names cannot.</summary>
    private const char Separator = '/';

    private static string NameIn(string processId, string elementId) => $"{processId}{Separator}{elementId}";

    // What is said of one process has its target in that process.
    private static string TargetName(KeyValuePair<string, string> pair) =>
        pair.Key.IndexOf(Separator, StringComparison.Ordinal) is var at and > 0 ? NameIn(pair.Key[..at], pair.Value) : pair.Value;

    private static IEnumerable<string> NamesIn(LoadedPackage package) => package.Models.Values.SelectMany(
        model => model.Elements.Skip(1).Select(element => element.Id).Concat(model.SequenceFlows.Select(flow => flow.Id))
            .SelectMany(id => new[] { id, NameIn(model.ProcessId, id) }));

    private static IEnumerable<MigrationProposal> Named(IGrouping<string, (string ProcessId, MigrationProposal Proposal)> same) =>
        same.All(other => other.Proposal.Target == same.First().Proposal.Target)
            ? [same.First().Proposal]
            : same.Select(each => each.Proposal with { Source = NameIn(each.ProcessId, each.Proposal.Source) });
}
