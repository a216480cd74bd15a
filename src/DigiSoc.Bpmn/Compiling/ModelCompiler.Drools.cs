using System.Globalization;
using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Dialects;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>What models of jBPM say in words of their own.</summary>
internal sealed partial class ModelCompiler
{
    /// <summary>True when the file speaks jBPM's dialect: what is assigned to a data input is a text there, with <c>#{…}</c> for variables.</summary>
    private bool SpeaksDrools() => _document.Xml.Root!.Attributes().Any(each => each.IsNamespaceDeclaration && each.Value == Names.Drools.NamespaceName);

    private void CheckDroolsWord(XElement xml, string word, string? value, List<string> kept)
    {
        if (VendorWords.RefusedDrools.TryGetValue(word, out (string? When, string Reason) drools) && (drools.When is null || drools.When == value?.Trim()))
        {
            Find(BpmnFindings.ForeignBehaviour(xml, $"drools:{word}", drools.Reason));
        }
        else if (word == "scope" && value?.Trim() == "process" && xml.Parent!.Name.LocalName != "process")
        {
            Find(BpmnFindings.ForeignBehaviour(xml, "drools:scope=\"process\"", "ends the whole process from inside a sub-process. Throw an error, and catch it where the process is to end."));
        }
        else if (!VendorWords.KnownDrools.Contains(word))
        {
            kept.Add($"drools:{word}");
        }
    }

    /// <summary>A value that jBPM's designers keep beside an element; null: there is none of this name.</summary>
    private static string? MetaData(XElement xml, string name) =>
        xml.Child("extensionElements")?.Elements(Names.Drools + "metaData").FirstOrDefault(each => each.Text("name") == name)?.Value.Trim();

    /// <summary>Where conditions are looked at one after the other, jBPM begins with the smallest priority.</summary>
    private static int DroolsPriority(XElement flow) =>
        int.TryParse(flow.Attribute(Names.Drools + "priority")?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int priority) ? priority : 0;
}
