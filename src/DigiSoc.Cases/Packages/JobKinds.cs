using System.Xml.Linq;
using DigiSoc.Bpmn;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Packages;

/// <summary>Whether somebody answers every job a package asks for; found at deploying, not when the first case stops there.</summary>
internal static class JobKinds
{
    private static readonly XNamespace Zeebe = "http://camunda.org/schema/zeebe/1.0";

    /// <summary>One CASE-084 for each step that asks for work nobody does. Files that are no BPMN are the engine's to refuse.</summary>
    public static IReadOnlyList<string> Unknown(PackageContent content) =>
    [
        .. content.Files.Keys
            .Where(path => path.EndsWith(".bpmn", StringComparison.Ordinal))
            .Select(path => (Path: path, Xml: content.Text(path)!))
            .Where(file => BpmnReader.Read(file.Xml).Document is not null)
            .SelectMany(file => XDocument.Parse(file.Xml).Descendants(Zeebe + "taskDefinition").Select(definition => Problem(file.Path, definition)))
            .OfType<string>(),
    ];

    private static string? Problem(string path, XElement definition)
    {
        var kind = definition.Attribute("type")?.Value ?? "";
        return JobTypes.All.Contains(kind)
            ? null
            : $"CASE-084 {path}, element {definition.Parent?.Parent?.Attribute("id")?.Value}: asks for a job of kind '{kind}', which nobody answers. Available: {string.Join(", ", JobTypes.All)}.";
    }
}
