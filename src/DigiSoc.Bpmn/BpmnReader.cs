using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn;

/// <summary>Reads BPMN 2.0 files of any vendor, losing nothing.</summary>
/// <remarks>
/// Safe with hostile text: document types, entities and outside references are refused (BPMN-002), as is nesting deeper
/// than 200 elements or text longer than 64 million characters (BPMN-003).
/// </remarks>
public static class BpmnReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="xml">The text of the file; its declared encoding does not matter.</param>
    public static BpmnReadResult Read(string xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        return DocumentReader.Read(xml);
    }
}
