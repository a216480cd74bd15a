using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace DigiSoc.Runtime.Packages;

/// <summary>What the runtime reads from <c>package.yaml</c>; the rest is for the case layer.</summary>
internal sealed partial record PackageManifest(string Key, IReadOnlyList<string> Uses)
{
    public static (PackageManifest? Manifest, EngineRefusal? Refusal) Read(PackageContent content)
    {
        if (content.Text("package.yaml") is not { } text)
        {
            return (null, RunErrors.ManifestMissing("is missing"));
        }

        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            var root = (YamlMappingNode)yaml.Documents[0].RootNode;
            var key = (Child(root, "key") as YamlScalarNode)?.Value ?? "";
            return KeyForm().IsMatch(key)
                ? (new(key, UsesOf(root)), null)
                : (null, RunErrors.ManifestMissing($"has the key '{key}'"));
        }
        catch (Exception e) when (e is YamlDotNet.Core.YamlException or InvalidCastException or ArgumentOutOfRangeException)
        {
            return (null, RunErrors.ManifestMissing($"cannot be read ({e.Message})"));
        }
    }

    private static List<string> UsesOf(YamlMappingNode root) =>
        Child(root, "uses") is YamlSequenceNode uses
            ? [.. uses.Children.OfType<YamlScalarNode>().Select(u => u.Value!)]
            : [];

    private static YamlNode? Child(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var child) ? child : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{0,62}$")]
    private static partial Regex KeyForm();
}
