using System.Xml.Linq;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Checking;

/// <summary>What a file says that BPMN 2.0 does not know, and what it refers to that is not there. Nothing of it is lost.</summary>
internal static class SchemaCheck
{
    public static void Check(BpmnDocument document, List<BpmnDiagnostic> found)
    {
        Stack<XElement> left = new([document.Xml.Root!]);
        while (left.TryPop(out XElement? element))
        {
            if (!CheckElement(document, element, found))
            {
                continue;
            }

            foreach (XElement child in element.Elements().Reverse())
            {
                left.Push(child);
            }
        }
    }

    /// <summary>True when a process holds anything a token could be in.</summary>
    public static bool HoldsFlowNodes(XElement process) => process.Elements().Any(IsFlowNode);

    /// <summary>True for what a token could be in.</summary>
    public static bool IsFlowNode(XElement element) =>
        element.Name.Namespace == Names.Bpmn
        && (element.Name.LocalName.EndsWith("vent", StringComparison.Ordinal)
            || element.Name.LocalName.EndsWith("ask", StringComparison.Ordinal)
            || element.Name.LocalName.EndsWith("ateway", StringComparison.Ordinal)
            || element.Name.LocalName is "subProcess" or "transaction" or "adHocSubProcess" or "callActivity");

    /// <summary>True when what is inside is to be checked as well.</summary>
    private static bool CheckElement(BpmnDocument document, XElement element, List<BpmnDiagnostic> found)
    {
        if (element.Name.Namespace != Names.Bpmn)
        {
            return CheckForeign(element, found);
        }

        if (!BpmnSchema.Elements.Contains(element.Name.LocalName))
        {
            found.Add(BpmnFindings.UnknownElement(element));
            return false;
        }

        CheckAttributes(element, found);
        CheckReferences(document, element, found);
        return !BpmnSchema.FreeContent.Contains(element.Name.LocalName);
    }

    private static bool CheckForeign(XElement element, List<BpmnDiagnostic> found)
    {
        bool isDiagram = element.Name.LocalName == "BPMNDiagram";
        if (!isDiagram)
        {
            found.Add(BpmnFindings.ForeignElement(element));
        }

        return false;
    }

    private static void CheckAttributes(XElement element, List<BpmnDiagnostic> found)
    {
        foreach (XAttribute attribute in element.Attributes())
        {
            if (attribute.Name.Namespace == XNamespace.None && !attribute.IsNamespaceDeclaration
                && !BpmnSchema.Attributes.Contains(attribute.Name.LocalName))
            {
                found.Add(BpmnFindings.UnknownAttribute(element, attribute));
            }
        }
    }

    private static void CheckReferences(BpmnDocument document, XElement element, List<BpmnDiagnostic> found)
    {
        foreach (XAttribute attribute in element.Attributes())
        {
            if (attribute.Name.Namespace == XNamespace.None && BpmnSchema.ReferenceAttributes.Contains(attribute.Name.LocalName)
                && document.Index.Find(attribute.Value) is null)
            {
                found.Add(BpmnFindings.Dangling(element, attribute.Name.LocalName, attribute.Value));
            }
        }

        if (BpmnSchema.ReferenceElements.Contains(element.Name.LocalName) && element.Value.Trim().Length > 0
            && document.Index.Find(element.Value) is null)
        {
            found.Add(BpmnFindings.Dangling(element, element.Name.LocalName, element.Value.Trim()));
        }
    }
}
