using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Cli;

/// <summary>The changes that the options of <c>digisoc modify</c> mean, in the API's words.</summary>
/// <param name="process">The process as the API tells it.</param>
internal sealed class ModifyOrder(JsonNode process)
{
    private readonly JsonArray _begun = [];
    private readonly JsonArray _ended = [];
    private readonly JsonArray _set = [];
    private readonly List<string> _wrong = [];

    /// <summary>Numbers of stays that are not there.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Variables first, for what begins reads them; then what begins, then what ends, so that no scope runs empty in between.</summary>
    public JsonArray Changes => [.. _set.Concat(_begun).Concat(_ended).Select(change => change!.DeepClone())];

    /// <summary><c>ELEMENT</c>, or <c>ELEMENT@NUMBER</c> for one of several places.</summary>
    public void Start(string text)
    {
        if (text.Split('@') is not [var element, var inside])
        {
            Begin(text, null);
        }
        else if (Stay(inside) is { } stay)
        {
            Begin(element, (long)stay["number"]!);
        }
    }

    /// <summary><c>NUMBER</c>.</summary>
    public void End(string text)
    {
        if (Stay(text) is { } stay)
        {
            _ended.Add(new JsonObject { ["terminate"] = (long)stay["number"]! });
        }
    }

    /// <summary><c>NUMBER</c>.</summary>
    public void Restart(string text)
    {
        if (Stay(text) is { } stay)
        {
            Move(stay, (string)stay["elementId"]!);
        }
    }

    /// <summary><c>NUMBER=ELEMENT</c>.</summary>
    public void Move(string text)
    {
        var parts = text.Split('=', 2);
        if (Stay(parts[0]) is { } stay)
        {
            Move(stay, parts[1]);
        }
    }

    /// <summary><c>name=VALUE</c> in the process, or <c>NUMBER/name=VALUE</c> in a stay; the value is JSON or FEEL.</summary>
    public void Set(string text)
    {
        var parts = text.Split('=', 2);
        var place = parts[0].Split('/', 2) is [var number, var inner] && Number(number) is { } inside ? (Name: inner, Inside: inside) : (Name: parts[0], Inside: (long?)null);
        var change = new JsonObject();
        if (Json(parts[1]) is { } value)
        {
            change["variables"] = new JsonObject { [place.Name] = value.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(value.GetRawText()) };
        }
        else
        {
            change["expressions"] = new JsonObject { [place.Name] = parts[1] };
        }

        if (place.Inside is { } stay)
        {
            change["inside"] = stay;
        }

        _set.Add(change);
    }

    // In the same scope instance where that is possible; elsewhere the engine finds the only one there is.
    private void Move(JsonNode stay, string target)
    {
        var around = process["stays"]!.AsArray().FirstOrDefault(one => (long)one!["number"]! == (long)stay["inside"]!);
        var scope = process["steps"]!.AsArray().FirstOrDefault(step => (string?)step!["elementId"] == target)?["scopeId"];
        Begin(target, around is not null && (string?)scope == (string?)around["elementId"] ? (long)stay["inside"]! : null);
        _ended.Add(new JsonObject { ["terminate"] = (long)stay["number"]! });
    }

    private void Begin(string element, long? inside)
    {
        var change = new JsonObject { ["activate"] = element };
        if (inside is { } stay)
        {
            change["inside"] = stay;
        }

        _begun.Add(change);
    }

    private JsonNode? Stay(string text)
    {
        var found = process["stays"]!.AsArray().FirstOrDefault(stay => (long)stay!["number"]! == Number(text));
        if (found is null)
        {
            _wrong.Add(text);
        }

        return found;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static JsonElement? Json(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
