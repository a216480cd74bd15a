using DigiSoc.Bpmn;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Packages;

/// <summary>Checks a package, pins what it uses, and stores it as the next version.</summary>
internal sealed class PackageDeployer(PackageStore store, EngineClock clock, Func<string, CancellationToken, ValueTask<WorkingCalendar>> calendarOf)
{
    public async Task<EngineAnswer<Deployment>> DeployAsync(PackageContent content, OperationContext context, CancellationToken ct)
    {
        var (manifest, unreadable) = PackageManifest.Read(content);
        if (manifest is null)
        {
            return unreadable!;
        }

        var (models, refusals) = PackageCompiler.Compile(manifest.Key, content, isDeployed: false);
        if (refusals.Count > 0)
        {
            return refusals.Count == 1 ? refusals[0] : refusals[0] with { Text = string.Join("\n", refusals.Select(r => r.Text)) };
        }

        var calendar = await calendarOf(context.InstitutionId, ct);
        while (true) // Again when another deployer took the next number meanwhile.
        {
            var (uses, missing) = await PinAsync(manifest, ct);
            if (missing is not null)
            {
                return missing;
            }

            var latest = await store.FindAsync(new(manifest.Key), ct);
            if (latest is not null && latest.Hash == content.Hash && SamePins(latest.Uses, uses))
            {
                return new Deployment(latest, IsNew: false);
            }

            var next = new PackageVersion(
                manifest.Key, (latest?.Version ?? 0) + 1, content.Hash, uses, Ordered(manifest.Key, models.Keys), clock.Now, context.Actor);
            if (await store.TryAddAsync(next, content, context.InstitutionId, StartTimers(next, models, calendar, context), ct))
            {
                return new Deployment(next, IsNew: true);
            }
        }
    }

    private async Task<(Dictionary<string, int> Uses, EngineRefusal? Missing)> PinAsync(PackageManifest manifest, CancellationToken ct)
    {
        var pins = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var used in manifest.Uses)
        {
            var version = await store.FindAsync(new(used), ct);
            if (version is null)
            {
                var known = (await store.ListAsync(null, ct)).Select(p => p.Key);
                return (pins, RunErrors.UsedPackageMissing(manifest.Key, used, known));
            }

            pins[used] = version.Version;
        }

        return (pins, null);
    }

    private static bool SamePins(IReadOnlyDictionary<string, int> a, Dictionary<string, int> b) =>
        a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var v) && v == p.Value);

    // The process named like the package is the one to start.
    private static List<string> Ordered(string key, IEnumerable<string> processes) =>
        [.. processes.OrderBy(p => p == key ? 0 : 1)];

    private IEnumerable<Statement> StartTimers(
        PackageVersion version, IReadOnlyDictionary<string, ProcessModel> models, WorkingCalendar calendar, OperationContext context)
    {
        // pk_start_timers. A firing that is overdue by now is not lost with the version before: it is the first of this one. A timer that
        // began before this version was deployed, a date or a counted cycle, goes on where that of the version before is.
        const string goesOn = "(EXCLUDED.due_at < EXCLUDED.since AND COALESCE(t.timer, EXCLUDED.timer) = EXCLUDED.timer)";
        const string insert = $"""
            INSERT INTO runtime.start_timers AS t (institution_id, package_key, package_version, process_id, element_id, fired, due_at, since, timer)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)
            ON CONFLICT (institution_id, package_key, process_id, element_id) DO UPDATE
            SET package_version = EXCLUDED.package_version, timer = EXCLUDED.timer,
                fired = CASE WHEN {goesOn} THEN t.fired ELSE 0 END,
                since = CASE WHEN {goesOn} THEN t.since ELSE EXCLUDED.since END,
                due_at = CASE WHEN {goesOn} OR t.due_at <= EXCLUDED.since THEN t.due_at ELSE EXCLUDED.due_at END
            """;
        var now = clock.Now;
        foreach (var (processId, model) in models)
        {
            foreach (var start in model.Starts.Where(s => s.Kind == StartKind.Timer))
            {
                if (model.With(calendar).FirstStart(start.ElementId, now) is { } due)
                {
                    yield return new(
                        insert,
                        Value.Text(context.InstitutionId),
                        Value.Text(version.Key),
                        Value.Int(version.Version),
                        Value.Text(processId),
                        Value.Text(start.ElementId),
                        Value.At(due),
                        Value.At(now),
                        Value.Text(model.StartTimer(start.ElementId)));
                }
            }
        }

        yield return new(
            "DELETE FROM runtime.start_timers WHERE package_key = $1 AND package_version <> $2", Value.Text(version.Key), Value.Int(version.Version));
    }
}
