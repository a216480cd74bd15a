using System.Collections.Frozen;
using System.Xml.Linq;

namespace DigiSoc.Cases.Packages;

/// <summary>Which data item each lookup step of a package asks for: the header <c>item</c> of its service task.</summary>
internal sealed class LookupSteps
{
    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static readonly XNamespace Zeebe = "http://camunda.org/schema/zeebe/1.0";

    private readonly FrozenDictionary<string, string> _items;

    private LookupSteps(IEnumerable<KeyValuePair<string, string>> items) => _items = items.ToFrozenDictionary();

    /// <param name="diagrams">The package's BPMN files, as deployed: they have been read before.</param>
    public static LookupSteps Read(IEnumerable<string> diagrams)
    {
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var task in diagrams.SelectMany(xml => XDocument.Parse(xml).Descendants(Bpmn + "serviceTask")))
        {
            var item = task.Descendants(Zeebe + "header").FirstOrDefault(one => one.Attribute("key")?.Value == "item")?.Attribute("value")?.Value;
            if (item is not null && task.Attribute("id")?.Value is { } id)
            {
                items[id] = item;
            }
        }

        return new LookupSteps(items);
    }

    /// <summary>Null for a step that is no lookup.</summary>
    public string? ItemOf(string elementId) => _items.GetValueOrDefault(elementId);
}
