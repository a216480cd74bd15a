using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DigiSoc.Cases;

/// <summary>One map of a YAML file of ours, with its place, so that what is wrong can be said exactly.</summary>
internal sealed class CaseYaml(string file, string place, YamlNode node)
{
    public string File { get; } = file;

    public string Place { get; } = place;

    public YamlNode Node { get; } = node;

    private YamlMappingNode Map => Node as YamlMappingNode ?? throw Wrong("a map", Node.NodeType.ToString());

    public static YamlMappingNode Root(string file, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException wrong)
        {
            throw new CaseDataException("CASE-051", $"CASE-051 Reading {file}, line {wrong.Start.Line}: not YAML. {wrong.Message}");
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? root
            : throw new CaseDataException("CASE-051", $"CASE-051 Reading {file}: expected one map, found something else.");
    }

    public string Text(string name) => OptionalText(name) ?? throw Wrong($"'{name}'", "nothing");

    /// <summary>Null when absent, or null in the file.</summary>
    public string? OptionalText(string name) =>
        Map.Children.TryGetValue(name, out var value) && value is YamlScalarNode scalar && scalar.Value is not (null or "" or "null" or "~")
            ? scalar.Value
            : null;

    public DateOnly Date(string name) => OptionalDate(name) ?? throw Wrong($"a date '{name}'", "nothing");

    public DateOnly? OptionalDate(string name)
    {
        if (OptionalText(name) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong($"a date YYYY-MM-DD under '{name}'", text);
    }

    public bool Flag(string name) => OptionalText(name) == "true";

    public string OneOf(string name, IReadOnlyList<string> allowed) =>
        Text(name) is var found && allowed.Contains(found) ? found : throw Wrong($"'{name}' to be one of {string.Join(", ", allowed)}", found);

    public LocalText Local(string name)
    {
        var inner = new CaseYaml(File, $"{Place}.{name}", Get(name) ?? throw Wrong($"'{name}'", "nothing"));
        return LocalText.Of(inner.Text("lv"), inner.OptionalText("en"));
    }

    public YamlNode? Get(string name) => Map.Children.TryGetValue(name, out var value) ? value : null;

    /// <summary>Empty when absent.</summary>
    public IEnumerable<CaseYaml> List(string name) => Get(name) switch
    {
        null => [],
        YamlSequenceNode several => several.Select((one, i) => new CaseYaml(File, $"{Place}.{name}[{i}]", one)),
        var other => throw Wrong($"a list under '{name}'", other.NodeType.ToString()),
    };

    public IReadOnlyList<string> Words(string name) => [.. List(name).Select(one => ((YamlScalarNode)one.Node).Value ?? "")];

    /// <summary>Entries in the order of the file; empty when absent.</summary>
    public IEnumerable<(string Key, CaseYaml Value)> Entries(string name) => Get(name) switch
    {
        null => [],
        YamlMappingNode map => map.Children.Select(pair =>
            (((YamlScalarNode)pair.Key).Value!, new CaseYaml(File, $"{Place}.{name}.{pair.Key}", pair.Value))),
        var other => throw Wrong($"a map under '{name}'", other.NodeType.ToString()),
    };

    public CaseDataException Wrong(string expected, string found) => new(
        "CASE-051", $"CASE-051 Reading {File}, {Place} (line {Node.Start.Line}): expected {expected}, found {found}.");
}
