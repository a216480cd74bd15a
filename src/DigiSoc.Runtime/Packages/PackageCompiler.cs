using System.Text;
using DigiSoc.Bpmn;
using DigiSoc.Dmn;

namespace DigiSoc.Runtime.Packages;

/// <summary>Compiles the processes of a package with its decisions, or says what is refused.</summary>
internal static class PackageCompiler
{
    /// <param name="key">The package.</param>
    /// <param name="content">Its files.</param>
    /// <param name="isDeployed">
    /// True: this or an earlier version of the program took it, and it runs as it did; what is looked at only when deploying
    /// refuses nothing.
    /// </param>
    public static (IReadOnlyDictionary<string, ProcessModel> Models, IReadOnlyList<EngineRefusal> Refusals) Compile(
        string key, PackageContent content, bool isDeployed)
    {
        var refusals = new List<EngineRefusal>();
        var resources = new ProcessResources { Decisions = Decisions(key, content, isDeployed, refusals) };
        var models = new Dictionary<string, ProcessModel>(StringComparer.Ordinal);
        foreach (var (path, bytes) in OfKind(content, ".bpmn"))
        {
            CompileFile(key, path, bytes, resources, isDeployed, models, refusals);
        }

        if (models.Count == 0 && refusals.Count == 0)
        {
            refusals.Add(RunErrors.NoProcess(key));
        }

        return (models, refusals);
    }

    private static void CompileFile(
        string key,
        string path,
        byte[] bytes,
        ProcessResources resources,
        bool isDeployed,
        Dictionary<string, ProcessModel> models,
        List<EngineRefusal> refusals)
    {
        var read = BpmnReader.Read(Encoding.UTF8.GetString(bytes));
        if (read.Document is null)
        {
            refusals.Add(RunErrors.FileUnreadable(key, path, read.Diagnostics.Select(d => d.ToString())));
            return;
        }

        foreach (var process in read.Document.Processes.Where(p => p.IsExecutable ?? true))
        {
            var compiled = isDeployed
                ? ProcessModel.CompileDeployed(read.Document, process.Id, resources)
                : ProcessModel.Compile(read.Document, process.Id, resources);
            if (compiled.Model is null)
            {
                var errors = compiled.Diagnostics.Where(d => d.Severity == BpmnSeverity.Error).Select(d => d.ToString());
                refusals.Add(RunErrors.FileUnreadable(key, path, errors));
            }
            else if (!models.TryAdd(process.Id, compiled.Model))
            {
                refusals.Add(RunErrors.ProcessTwice(key, process.Id));
            }
        }
    }

    private static Func<string, DmnModel?> Decisions(string key, PackageContent content, bool isDeployed, List<EngineRefusal> refusals)
    {
        var found = new Dictionary<string, DmnModel>(StringComparer.Ordinal);
        foreach (var (path, bytes) in OfKind(content, ".dmn"))
        {
            var read = DmnReader.Read(Encoding.UTF8.GetString(bytes));
            var errors = read.Diagnostics.Where(d => d.Severity == DmnSeverity.Error).Select(d => d.ToString()).ToList();
            if (read.Model is null || (errors.Count > 0 && !isDeployed))
            {
                refusals.Add(RunErrors.FileUnreadable(key, path, errors));
                continue;
            }

            foreach (var decision in read.Model.Decisions)
            {
                found[decision.Id] = read.Model;
            }
        }

        return id => found.GetValueOrDefault(id);
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> OfKind(PackageContent content, string extension) =>
        content.Files.Where(f => f.Key.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}
