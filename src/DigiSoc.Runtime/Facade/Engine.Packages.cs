using DigiSoc.Bpmn;

namespace DigiSoc.Runtime;

/// <summary>Packages and their versions.</summary>
public sealed partial class Engine
{
    public partial async Task<EngineAnswer<Deployment>> DeployAsync(
        PackageContent content, OperationContext context, CancellationToken ct)
    {
        var answer = await _node.Deployer.DeployAsync(content, context, ct);
        _node.Shelf.Forget();
        return answer;
    }

    public partial async Task<EngineAnswer<PackageTag>> TagPackageAsync(
        string key, int version, string tag, string reason, OperationContext context, CancellationToken ct)
    {
        var answer = await _node.Tags.SetAsync(key, version, tag, reason, context, ct);
        _node.Shelf.Forget();
        return answer;
    }

    public partial async Task<EngineAnswer<Done>> UntagPackageAsync(
        string key, string tag, string reason, OperationContext context, CancellationToken ct)
    {
        var answer = await _node.Tags.RemoveAsync(key, tag, reason, context, ct);
        _node.Shelf.Forget();
        return answer;
    }

    public partial async Task<IReadOnlyList<PackageTag>> PackageTagsAsync(string key, CancellationToken ct) =>
        await _node.Tags.ListAsync(key, ct);

    public partial async Task<IReadOnlyList<PackageTagEvent>> PackageTagEventsAsync(string key, int size, CancellationToken ct) =>
        await _node.Tags.EventsAsync(key, size, ct);

    public partial async Task<EngineAnswer<PackageVersion>> FindPackageAsync(PackageReference reference, CancellationToken ct) =>
        await _node.Packages.FindAsync(reference, ct) is { } found ? found : await UnknownAsync(reference, ct);

    // A tag that is not there is most often a name misspelt: those that are there are told.
    private async Task<EngineRefusal> UnknownAsync(PackageReference package, CancellationToken ct) =>
        package.Tag is { } tag
            ? RunErrors.TagUnknown(package.Key, tag, (await _node.Tags.ListAsync(package.Key, ct)).Select(t => t.Tag))
            : RunErrors.PackageUnknown(package.Key, package.Version);

    public partial async Task<IReadOnlyList<PackageVersion>> PackagesAsync(string? key, CancellationToken ct) =>
        await _node.Packages.ListAsync(key, ct);

    public partial Task<PackageContent?> PackageContentAsync(string key, int version, CancellationToken ct) =>
        _node.Packages.ContentAsync(key, version, ct);

    public partial async Task<ProcessModel?> ModelAsync(string key, int version, string processId, CancellationToken ct) =>
        (await _node.Shelf.FindAsync(new(key, version), ct))?.Models.GetValueOrDefault(processId);
}
