using System.Xml.Linq;
using DigiSoc.Bpmn.Reading;
using DigiSoc.Bpmn.Writing;

namespace DigiSoc.Bpmn;

/// <summary>A BPMN file as read: every element, attribute, comment, extension and diagram of it, in order.</summary>
public sealed class BpmnDocument
{
    internal BpmnDocument(XDocument xml)
    {
        Xml = xml;
        Index = new DocumentIndex(xml.Root!);
    }

    /// <summary>The processes of the file in document order; empty for a pure diagram or choreography.</summary>
    public IReadOnlyList<BpmnProcess> Processes => Index.Processes;

    internal XDocument Xml { get; }

    internal DocumentIndex Index { get; }

    /// <summary>The file again, with nothing lost: diagram, unknown extensions, comments and order are as they were.</summary>
    public string ToXml() => BpmnWriter.Write(Xml);
}
