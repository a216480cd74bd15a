using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DigiSoc.Bpmn.Tests.Reading;

namespace DigiSoc.Bpmn.Tests.Stored;

/// <summary>The keys of the stored form as paths: <c>e.v</c> are the variables of an element instance, <c>e.l.i</c> the elements of a loop.</summary>
internal static partial class StateKeys
{
    /// <summary>
    /// Keys whose loss changes nothing of an instance's way: code and text of an incident are for people; that a loop is
    /// finished is stored only before it has begun, and worked out again then.
    /// </summary>
    public static IReadOnlyList<string> WithoutConsequence { get; } = ["e.l.f", "x.c", "x.t"];

    /// <summary>The paths in a state; values of variables are not entered.</summary>
    public static IEnumerable<string> Of(byte[] state) => Walk((JsonObject)JsonNode.Parse(state)!, "").Select(found => found.Path).Distinct();

    /// <summary>The state as a reader that does not know the key would see it; null when the key is not in it.</summary>
    public static byte[]? Without(byte[] state, string path)
    {
        JsonNode root = JsonNode.Parse(state)!;
        List<(string Path, JsonObject Owner, string Key)> found = [.. Walk((JsonObject)root, "").Where(each => each.Path == path)];
        found.ForEach(each => each.Owner.Remove(each.Key));
        return found.Count == 0 ? null : Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    /// <summary>The paths that the table of docs/engine/state.md lists.</summary>
    public static IEnumerable<string> Documented()
    {
        string text = File.ReadAllText(Path.Combine(ConformanceFiles.Repository(), "docs", "engine", "state.md"));
        foreach (Match row in Row().Matches(text))
        {
            List<string> places = [.. Quoted().Matches(row.Groups[1].Value).Select(each => each.Groups[1].Value.Replace("[]", "", StringComparison.Ordinal))];
            List<string> keys = [.. Quoted().Matches(row.Groups[2].Value).Select(each => each.Groups[1].Value)];
            foreach (string path in keys.Count == 0 ? places : [.. places, .. places.SelectMany(place => keys.Select(key => $"{place}.{key}"))])
            {
                yield return path;
            }
        }
    }

    private static IEnumerable<(string Path, JsonObject Owner, string Key)> Walk(JsonObject owner, string prefix)
    {
        foreach ((string key, JsonNode? value) in owner.ToList())
        {
            string path = prefix + key;
            yield return (path, owner, key);
            foreach ((string Path, JsonObject Owner, string Key) inner in Inside(value, path).SelectMany(item => Walk(item, path + ".")))
            {
                yield return inner;
            }
        }
    }

    // What a compensable holds has the same keys as itself.
    private static IEnumerable<JsonObject> Inside(JsonNode? value, string path) => path switch
    {
        "e.l" => [(JsonObject)value!],
        "e" or "w" or "x" or "e.k" or "e.g" or "e.k.i" or "e.g.i" => ((JsonArray)value!).Cast<JsonObject>(),
        _ => [],
    };

    [GeneratedRegex(@"^\| (`.*?) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z.\\[\\]]+)`")]
    private static partial Regex Quoted();
}
