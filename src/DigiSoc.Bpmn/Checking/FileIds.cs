using System.Xml.Linq;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Checking;

/// <summary>Ids that two elements of a file share, so that what refers to one may mean the other (8.1).</summary>
internal static class FileIds
{
    private static readonly string[] ReferredTo = ["process", "sequenceFlow", "dataObject", "dataObjectReference", "message", "signal", "error", "escalation"];

    /// <summary>Tells of processes, elements of processes and root elements; what one process holds twice its compiler tells.</summary>
    public static void Check(BpmnDocument document, List<BpmnDiagnostic> found)
    {
        Dictionary<string, XElement> first = new(StringComparer.Ordinal);
        foreach (XElement element in document.Xml.Root!.Descendants())
        {
            if (element.Name.Namespace != Names.Bpmn || element.Id() is not { } id || !IsReferredTo(element) || first.TryAdd(id, element))
            {
                continue;
            }

            if (!(IsInFlow(element) && IsInFlow(first[id]) && ProcessOf(element) == ProcessOf(first[id])))
            {
                found.Add(BpmnFindings.DuplicateId(element, first[id]));
            }
        }
    }

    private static bool IsReferredTo(XElement element) => SchemaCheck.IsFlowNode(element) || ReferredTo.Contains(element.Name.LocalName);

    private static bool IsInFlow(XElement element) => SchemaCheck.IsFlowNode(element) || element.Name.LocalName == "sequenceFlow";

    private static XElement? ProcessOf(XElement element) => element.Ancestors(Names.Bpmn + "process").FirstOrDefault();
}
