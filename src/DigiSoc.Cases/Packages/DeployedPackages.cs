using System.Collections.Concurrent;
using System.Text.Json;
using DigiSoc.Cases.Forms;
using DigiSoc.Dmn;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Packages;

/// <summary>Deployed packages, read once: a version never changes.</summary>
internal sealed class DeployedPackages(Func<Engine> engine)
{
    private readonly ConcurrentDictionary<(string Key, int Version), DeployedPackage> _read = new();

    /// <summary>Null when there is no such version.</summary>
    public async Task<DeployedPackage?> FindAsync(string key, int version, CancellationToken ct)
    {
        if (_read.TryGetValue((key, version), out var known))
        {
            return known;
        }

        return await engine().PackageContentAsync(key, version, ct) is { } content
            ? _read.GetOrAdd((key, version), new DeployedPackage(content))
            : null;
    }

    /// <summary>The version a reference means now, when it can be applied for; otherwise why not.</summary>
    public async Task<(PackageVersion? Version, DeployedPackage? Package, Refusal? Refusal)> ProcedureAsync(PackageReference reference, CancellationToken ct)
    {
        if (reference is { Version: not null, Tag: not null })
        {
            return (null, null, TagErrors.VersionAndTag());
        }

        var found = await engine().FindPackageAsync(reference, ct);
        if (found.IsDone && await FindAsync(found.Value.Key, found.Value.Version, ct) is { IsProcedure: true } package)
        {
            return (found.Value, package, null);
        }

        var known = await ProceduresAsync(ct);
        return (null, null, known.All(one => one.Version.Key != reference.Key)
            ? CaseErrors.PackageUnknown(reference.Key, string.Join(", ", known.Select(one => one.Version.Key)))
            : found.IsDone ? CaseErrors.PackageUnknown($"{reference.Key}@{found.Value.Version}", string.Join(", ", known.Select(one => one.Version.Key)))
            : TagErrors.Of(found.Refusal));
    }

    /// <summary>The latest version of every package that can be applied for.</summary>
    public async Task<IReadOnlyList<(PackageVersion Version, DeployedPackage Package)>> ProceduresAsync(CancellationToken ct)
    {
        var procedures = new List<(PackageVersion, DeployedPackage)>();
        foreach (var version in await engine().PackagesAsync(null, ct))
        {
            if (await FindAsync(version.Key, version.Version, ct) is { IsProcedure: true } package)
            {
                procedures.Add((version, package));
            }
        }

        return procedures;
    }
}

/// <summary>One deployed version as files, manifest, forms, decision models.</summary>
internal sealed class DeployedPackage
{
    private readonly Dictionary<string, JsonElement> _forms = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<DmnModel>> _decisions;
    private readonly Lazy<ElementTitles> _titles;
    private readonly Lazy<LookupSteps> _lookups;

    public DeployedPackage(PackageContent content)
    {
        Content = content;
        Manifest = PackageManifest.Read(PackageManifest.FileName, content.Text(PackageManifest.FileName) ?? "");
        foreach (var path in content.Files.Keys.Where(path => path.EndsWith(".form", StringComparison.Ordinal)))
        {
            var form = CaseJson.Parse(content.Text(path)!);
            _forms[form.GetProperty("id").GetString()!] = form;
        }

        _decisions = new(ReadDecisions);
        _titles = new(() => ElementTitles.Read(Diagrams()));
        _lookups = new(() => LookupSteps.Read(Diagrams()));
    }

    public PackageContent Content { get; }

    public PackageManifest Manifest { get; }

    /// <summary>Whether people can apply for it.</summary>
    public bool IsProcedure => Manifest is { IsPart: false, StartFormId: { } form } && _forms.ContainsKey(form);

    /// <summary>What its processes' elements are called.</summary>
    public ElementTitles Titles => _titles.Value;

    /// <summary>What its lookup steps ask for.</summary>
    public LookupSteps Lookups => _lookups.Value;

    public JsonElement? FormJson(string formId) => _forms.TryGetValue(formId, out var form) ? form : null;

    public FormSchema? Form(string formId) => FormJson(formId) is { } form ? FormSchema.Read(form) : null;

    public DmnModel? Decision(string decisionId) =>
        _decisions.Value.FirstOrDefault(model => model.Decisions.Any(decision => decision.Id == decisionId));

    /// <summary>The diagram that holds the process; null when none does.</summary>
    public string? DiagramOf(string processId) => Content.Files.Keys
        .Where(path => path.EndsWith(".bpmn", StringComparison.Ordinal))
        .Select(Content.Text)
        .FirstOrDefault(xml => xml!.Contains($"id=\"{processId}\"", StringComparison.Ordinal));

    private IEnumerable<string> Diagrams() =>
        Content.Files.Keys.Where(path => path.EndsWith(".bpmn", StringComparison.Ordinal)).Select(path => Content.Text(path)!);

    private List<DmnModel> ReadDecisions() =>
    [
        .. Content.Files.Keys
            .Where(path => path.EndsWith(".dmn", StringComparison.Ordinal))
            .Select(path => DmnReader.Read(Content.Text(path)!).Model)
            .OfType<DmnModel>(),
    ];
}
