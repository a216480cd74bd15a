using System.Text.Json;
using DigiSoc.Bpmn;
using DigiSoc.Cases.Forms;
using DigiSoc.Dmn;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Packages;

/// <summary>One package, read and parsed, as the scenarios play it.</summary>
internal sealed class WorkflowPackage
{
    private const string Scenarios = "scenarios/";

    private readonly PackageContent _content;
    private readonly Dictionary<string, BpmnDocument> _documents = new(StringComparer.Ordinal);
    private readonly List<DmnModel> _decisions = [];
    private readonly Dictionary<string, FormSchema> _forms = new(StringComparer.Ordinal);

    /// <exception cref="CaseDataException">CASE-051, CASE-081: a file cannot be read; the text names it.</exception>
    public WorkflowPackage(PackageContent content)
    {
        _content = content;
        Manifest = PackageManifest.Read(PackageManifest.FileName, content.Text(PackageManifest.FileName) ?? "");
        foreach (var path in content.Files.Keys.Where(path => !path.Contains('/', StringComparison.Ordinal)))
        {
            Add(path, content.Text(path)!);
        }
    }

    public PackageManifest Manifest { get; }

    public IReadOnlyCollection<string> ProcessIds => _documents.Keys;

    /// <summary>Paths inside the package, in order.</summary>
    public IEnumerable<string> ScenarioFiles() =>
        _content.Files.Keys.Where(path => path.StartsWith(Scenarios, StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal));

    public string? Text(string path) => _content.Text(path);

    public BpmnDocument DocumentOf(string processId) => _documents[processId];

    public DmnModel? FindDecision(string decisionId) =>
        _decisions.FirstOrDefault(model => model.Decisions.Any(decision => decision.Id == decisionId));

    public FormSchema? FindForm(string formId) => _forms.GetValueOrDefault(formId);

    private void Add(string path, string text)
    {
        switch (Path.GetExtension(path))
        {
            case ".bpmn":
                AddProcesses(path, text);
                break;
            case ".dmn":
                var read = DmnReader.Read(text);
                _decisions.Add(read.Model ?? throw Unreadable(path, read.Diagnostics));
                break;
            case ".form":
                AddForm(path, text);
                break;
        }
    }

    private void AddProcesses(string path, string text)
    {
        var read = BpmnReader.Read(text);
        var document = read.Document ?? throw Unreadable(path, read.Diagnostics);
        foreach (var process in document.Processes.Where(process => process.IsExecutable == true))
        {
            _documents.Add(process.Id, document);
        }
    }

    private void AddForm(string path, string text)
    {
        try
        {
            var form = CaseJson.Parse(text);
            _forms.Add(form.GetProperty("id").GetString()!, FormSchema.Read(form));
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException)
        {
            throw Unreadable(path, [wrong.Message]);
        }
    }

    private CaseDataException Unreadable<T>(string path, IReadOnlyList<T> diagnostics) =>
        new("CASE-081", $"CASE-081 Reading {Manifest.Key}/{path}: {string.Join("; ", diagnostics)}");
}
