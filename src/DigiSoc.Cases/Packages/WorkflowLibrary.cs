using DigiSoc.Bpmn;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Cases.Forms;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Packages;

/// <summary>The packages of a folder such as <c>workflows/</c>, compiled, as the scenarios need them.</summary>
internal sealed class WorkflowLibrary
{
    private readonly Dictionary<string, WorkflowPackage> _packages;

    private WorkflowLibrary(IEnumerable<WorkflowPackage> packages) =>
        _packages = packages.ToDictionary(package => package.Manifest.Key, StringComparer.Ordinal);

    public IReadOnlyCollection<WorkflowPackage> Packages => _packages.Values;

    public WorkflowPackage? Find(string key) => _packages.GetValueOrDefault(key);

    /// <summary>Reads every folder below that holds a package.yaml.</summary>
    /// <exception cref="CaseDataException">A manifest cannot be read.</exception>
    /// <param name="folder">The folder.</param>
    /// <param name="instead">A package that takes the place of the folder's of the same key; null: none.</param>
    public static WorkflowLibrary Read(string folder, PackageContent? instead = null)
    {
        var packages = Directory.EnumerateDirectories(folder)
            .Where(package => File.Exists(Path.Combine(package, PackageManifest.FileName)))
            .Order(StringComparer.Ordinal)
            .Select(package => new WorkflowPackage(PackageContent.FromFolder(package)));
        if (instead is null)
        {
            return new WorkflowLibrary(packages);
        }

        var changed = new WorkflowPackage(instead);
        return new WorkflowLibrary(packages.Where(package => package.Manifest.Key != changed.Manifest.Key).Append(changed));
    }

    /// <summary>The process with this id: processes are named after their package.</summary>
    /// <exception cref="CaseDataException">CASE-081: it does not exist or does not compile.</exception>
    public ProcessModel Compile(string processId, WorkingCalendar calendar)
    {
        var package = _packages.Values.FirstOrDefault(candidate => candidate.ProcessIds.Contains(processId))
            ?? throw new CaseDataException(
                "CASE-081", $"CASE-081 Starting process '{processId}': no package has it. Available: {string.Join(", ", _packages.Values.SelectMany(p => p.ProcessIds))}.");
        var resources = ProcessResources.None with { Decisions = package.FindDecision, Calendar = calendar };
        var compiled = ProcessModel.Compile(package.DocumentOf(processId), processId, resources);
        return compiled.Model ?? throw new CaseDataException(
            "CASE-081",
            $"CASE-081 Compiling process '{processId}' of package {package.Manifest.Key}: {string.Join("; ", compiled.Diagnostics)}");
    }

    /// <summary>A form of any package; forms are named after their file. Null: there is none.</summary>
    public FormSchema? FindForm(string formId) =>
        _packages.Values.Select(package => package.FindForm(formId)).FirstOrDefault(form => form is not null);
}
