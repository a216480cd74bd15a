using System.Collections.Concurrent;
using DigiSoc.Bpmn;
using DigiSoc.Bpmn.Calendars;

namespace DigiSoc.Runtime.Packages;

/// <summary>Compiled versions, kept once used: a version never changes.</summary>
internal sealed class PackageShelf(PackageStore store, Func<string, CancellationToken, ValueTask<WorkingCalendar>> calendarOf)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<PackageReference, (LoadedPackage Package, long At)> _found = new();
    private readonly ConcurrentDictionary<(string Key, int Version), Task<LoadedPackage>> _loaded = new();

    /// <summary>A version that is known to be deployed.</summary>
    public Task<LoadedPackage> LoadAsync(string key, int version, CancellationToken ct)
    {
        if (_loaded.TryGetValue((key, version), out var loaded) && !loaded.IsFaulted && !loaded.IsCanceled)
        {
            return loaded.WaitAsync(ct);
        }

        // Read for whoever asks next too: that one of them gives up must not fail the others.
        return (_loaded[(key, version)] = ReadAsync(key, version, CancellationToken.None)).WaitAsync(ct);
    }

    /// <summary>The version a reference means now; null when there is none.</summary>
    public async Task<LoadedPackage?> FindAsync(PackageReference reference, CancellationToken ct)
    {
        var version = await store.FindAsync(reference, ct);
        return version is null ? null : await LoadAsync(version.Key, version.Version, ct);
    }

    /// <summary>As <see cref="FindAsync"/>, but what is the latest may be half a second old: for starts, which come often.</summary>
    public async Task<LoadedPackage?> FindCachedAsync(PackageReference reference, CancellationToken ct)
    {
        // A version that is named never changes.
        if (reference.Version is { } named && _loaded.TryGetValue((reference.Key, named), out var loaded) && loaded.IsCompletedSuccessfully)
        {
            return await loaded;
        }

        if (_found.TryGetValue(reference, out var found) && TimeProvider.System.GetElapsedTime(found.At) < Fresh)
        {
            return found.Package;
        }

        var package = await FindAsync(reference, ct);
        if (package is not null)
        {
            _found[reference] = (package, TimeProvider.System.GetTimestamp());
        }

        return package;
    }

    /// <summary>A process that runs for an institution: it counts working days by the institution's calendar.</summary>
    public async ValueTask<ProcessModel> ModelAsync(LoadedPackage package, string processId, string institutionId, CancellationToken ct) =>
        package.Model(processId, await calendarOf(institutionId, ct));

    /// <summary>A version deployed on this node is the latest at once.</summary>
    public void Forget() => _found.Clear();

    /// <summary>The package that holds a process called from <paramref name="caller"/>: its own, or one it uses, as pinned.</summary>
    public async Task<LoadedPackage?> FindProcessAsync(LoadedPackage caller, string processId, CancellationToken ct)
    {
        if (caller.Models.ContainsKey(processId))
        {
            return caller;
        }

        foreach (var (key, version) in caller.Version.Uses)
        {
            var used = await LoadAsync(key, version, ct);
            if (used.Models.ContainsKey(processId))
            {
                return used;
            }
        }

        return null;
    }

    /// <summary>Every process that can be called from a package.</summary>
    public async Task<IReadOnlyList<string>> ProcessesAsync(LoadedPackage caller, CancellationToken ct)
    {
        var processes = caller.Models.Keys.ToList();
        foreach (var (key, version) in caller.Version.Uses)
        {
            processes.AddRange((await LoadAsync(key, version, ct)).Models.Keys);
        }

        return processes;
    }

    private async Task<LoadedPackage> ReadAsync(string key, int version, CancellationToken ct)
    {
        var found = await store.FindAsync(new(key, version), ct) ?? throw RunErrors.Bug($"{key}@{version} is not deployed.");
        var content = await store.ContentAsync(key, version, ct) ?? throw RunErrors.Bug($"{key}@{version} has no files.");
        var (models, refusals) = PackageCompiler.Compile(key, content, isDeployed: true);
        return refusals.Count == 0
            ? new(found, models)
            : throw RunErrors.Bug($"{key}@{version} was deployed and no longer compiles: {refusals[0].Text}");
    }
}
