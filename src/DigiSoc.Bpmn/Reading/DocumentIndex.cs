using System.Globalization;
using System.Xml.Linq;

namespace DigiSoc.Bpmn.Reading;

/// <summary>What of a file is found by id: processes, messages, signals, errors and everything else that is referred to.</summary>
internal sealed class DocumentIndex
{
    private readonly Dictionary<string, XElement> _byId = new(StringComparer.Ordinal);

    public DocumentIndex(XElement root)
    {
        List<BpmnProcess> processes = [];
        foreach (XElement element in root.DescendantsAndSelf())
        {
            if (element.Name.Namespace != Names.Bpmn)
            {
                continue;
            }

            if (element.Id() is { } id)
            {
                _byId.TryAdd(id, element);
            }

            if (element.Name.LocalName == "process")
            {
                processes.Add(new BpmnProcess(
                    element.Id() ?? string.Create(CultureInfo.InvariantCulture, $"process-{processes.Count + 1}"),
                    element.Text("name"),
                    element.Flag("isExecutable"))
                {
                    Element = element,
                });
            }
        }

        Processes = processes;
    }

    public IReadOnlyList<BpmnProcess> Processes { get; }

    /// <summary>The BPMN element of an id, as referred to with or without a namespace prefix; null: there is none.</summary>
    public XElement? Find(string? reference) =>
        reference is null ? null
        : _byId.GetValueOrDefault(reference.Trim()) ?? _byId.GetValueOrDefault(Names.Local(reference) ?? "");

    /// <summary>The element of an id when it is of the type.</summary>
    public XElement? Find(string? reference, string type) =>
        Find(reference) is { } found && found.Name.LocalName == type ? found : null;
}
