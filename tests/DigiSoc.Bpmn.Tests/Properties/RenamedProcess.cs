using System.Text.RegularExpressions;

namespace DigiSoc.Bpmn.Tests.Properties;

/// <summary>A process in which every element and flow has another id; names of messages and variables (data objects are such) stay.</summary>
internal sealed partial class RenamedProcess
{
    private readonly Regex _ids;

    public RenamedProcess(string xml)
    {
        List<string> ids = [.. Declared().Matches(xml).Select(found => found.Groups[1].Value)];
        _ids = new Regex($@"(?<![\w-])({string.Join('|', ids.OrderByDescending(id => id.Length).Select(Regex.Escape))})(?![\w-])", RegexOptions.CultureInvariant);
        Ids = ids.ToDictionary(id => id, Renamed);
        Xml = Renamed(xml);
    }

    public string Xml { get; }

    /// <summary>Old id → new id.</summary>
    public IReadOnlyDictionary<string, string> Ids { get; }

    /// <summary>A text with the new ids in the place of the old ones.</summary>
    public string Renamed(string text) => _ids.Replace(text, "$1-new");

    [GeneratedRegex("<bpmn:(?!process|message |signal |error |escalation |data)\\w+ id=\"([^\"]+)\"")]
    private static partial Regex Declared();
}
