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

    /// <summary>The latest version of every package that can be applied for.</summary>
    public async Task<IReadOnlyList<(PackageVersion Version, DeployedPackage Package)>> ProceduresAsync(CancellationToken ct)
    {
        var procedures = new List<(PackageVersion, DeployedPackage)>();
        foreach (var version in await engine().PackagesAsync(null, ct))
        {
            if (await FindAsync(version.Key, version.Version, ct) is { Manifest: { IsPart: false, StartFormId: not null } } package)
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
