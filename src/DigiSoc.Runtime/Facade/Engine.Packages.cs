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

    public partial async Task<EngineAnswer<Done>> TagPackageAsync(
        string key, int version, string tag, OperationContext context, CancellationToken ct)
    {
        if (await _node.Packages.FindAsync(new(key, version), ct) is null)
        {
            return RunErrors.PackageUnknown(key, version, null);
        }

        await _node.Packages.TagAsync(key, version, tag, context.InstitutionId, ct);
        _node.Shelf.Forget();
        return Done.Value;
    }

    public partial async Task<IReadOnlyList<PackageVersion>> PackagesAsync(string? key, CancellationToken ct) =>
        await _node.Packages.ListAsync(key, ct);

    public partial Task<PackageContent?> PackageContentAsync(string key, int version, CancellationToken ct) =>
        _node.Packages.ContentAsync(key, version, ct);

    public partial async Task<ProcessModel?> ModelAsync(string key, int version, string processId, CancellationToken ct) =>
        (await _node.Shelf.FindAsync(new(key, version), ct))?.Models.GetValueOrDefault(processId);
}
