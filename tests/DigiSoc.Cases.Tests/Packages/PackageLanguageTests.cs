using System.Text.Json;
using System.Xml.Linq;
using DigiSoc.Cases.Packages;

namespace DigiSoc.Cases.Tests.Packages;

/// <summary>Everything a package shows to people is there in both languages.</summary>
public sealed class PackageLanguageTests
{
    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    private static readonly string[] Steps =
    [
        "process", "startEvent", "endEvent", "userTask", "serviceTask", "scriptTask", "businessRuleTask", "callActivity", "subProcess",
        "exclusiveGateway", "eventBasedGateway", "parallelGateway", "intermediateCatchEvent", "boundaryEvent",
    ];

    public static TheoryData<string> Packages =>
        [.. Directory.GetFiles(RepositoryFolder.Workflows, "process.bpmn", SearchOption.AllDirectories).Select(Path.GetDirectoryName).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Process_EveryStep_IsNamedInBothLanguages(string package)
    {
        var xml = File.ReadAllText(Path.Combine(RepositoryFolder.Workflows, package, "process.bpmn"));
        var titles = ElementTitles.Read([xml]);

        var missing = XDocument.Parse(xml).Descendants()
            .Where(element => element.Name.Namespace == Bpmn && Steps.Contains(element.Name.LocalName))
            .Select(element => element.Attribute("id")!.Value)
            .Where(id => titles.Of(id) is var title && (title.Lv == id || title.Lv == title.En));

        missing.ShouldBeEmpty($"{package}: no name, or no titleEn.");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Forms_EveryWord_IsThereInBothLanguages(string package)
    {
        var missing = Directory.GetFiles(Path.Combine(RepositoryFolder.Workflows, package), "*.form")
            .SelectMany(file => Missing(Path.GetFileName(file), JsonDocument.Parse(File.ReadAllText(file)).RootElement));

        missing.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Manifest_Title_IsThereInBothLanguages(string package)
    {
        var title = PackageManifest.Read("package.yaml", File.ReadAllText(Path.Combine(RepositoryFolder.Workflows, package, "package.yaml"))).Title;

        title.En.ShouldNotBe(title.Lv);
    }


    private static IEnumerable<string> Missing(string file, JsonElement component)
    {
        var id = component.TryGetProperty("id", out var own) ? own.GetString() : "";
        component.TryGetProperty("properties", out var properties);
        if (new[] { "label", "text", "dateLabel" }.Any(name => component.TryGetProperty(name, out _)) && !Has(properties, "labelEn"))
        {
            yield return $"{file} {id}: labelEn";
        }

        if (component.TryGetProperty("description", out _) && !Has(properties, "descriptionEn"))
        {
            yield return $"{file} {id}: descriptionEn";
        }

        foreach (var entry in Lists(component, "values", "columns").Where(entry => !Has(entry, "labelEn")))
        {
            yield return $"{file} {id}: labelEn of {entry.GetProperty("label")}";
        }

        foreach (var inner in Lists(component, "components").SelectMany(one => Missing(file, one)))
        {
            yield return inner;
        }
    }

    private static bool Has(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.GetString() is { Length: > 0 };

    private static IEnumerable<JsonElement> Lists(JsonElement component, params string[] names) => names
        .Where(name => component.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
        .SelectMany(name => component.GetProperty(name).EnumerateArray());
}
