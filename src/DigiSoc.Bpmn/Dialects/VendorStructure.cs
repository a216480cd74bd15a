using System.Globalization;
using System.Xml.Linq;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Dialects;

/// <summary>Lists, maps and typed values that Camunda 7, Flowable and Activiti write as XML, as FEEL.</summary>
internal static class VendorStructure
{
    /// <summary>The FEEL text of a parameter: of its only <c>list</c>, <c>map</c> or FEEL or JUEL <c>script</c>, or of its text; null: it has none.</summary>
    public static string? ToFeel(XElement holder)
    {
        XElement[] inside = [.. holder.Elements()];
        return inside switch
        {
            [] => Text(holder.Value.Trim()),
            [{ Name.LocalName: "list" } list] => Joined("[", list.Elements().Select(Item), "]"),
            [{ Name.LocalName: "map" } map] => Joined("{", map.Elements().Select(Entry), "}"),
            [{ Name.LocalName: "script" } script] => Script(script),
            _ => null,
        };
    }

    /// <summary>A value written out, by the type that the model names: a number, true or false, a date and time, else a text.</summary>
    public static string Typed(string text, string? type)
    {
        string value = text.Trim();
        return Names.Local(type) switch
        {
            "int" or "integer" or "long" or "double" or "decimal" or "float"
                when decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => number.ToString(CultureInfo.InvariantCulture),
            "boolean" when value is "true" or "false" => value,
            "datetime" or "dateTime" => $"date and time({Juel.Quoted(value)})",
            "date" => $"date({Juel.Quoted(value)})",
            _ => Juel.Quoted(text),
        };
    }

    private static string? Item(XElement item) => item.Name.LocalName == "value" ? ToFeel(item) : null;

    private static string? Entry(XElement entry) =>
        entry.Text("key") is { Length: > 0 } key && ToFeel(entry) is { } value ? $"{Juel.Quoted(key)}: {value}" : null;

    private static string? Script(XElement script) => script.Text("scriptFormat")?.ToUpperInvariant() switch
    {
        "FEEL" => script.Value.Trim() is { Length: > 0 } text ? text.TrimStart('=') : null,
        "JUEL" => Juel.ToFeel(script.Value, mayBeText: false, out _),
        _ => null,
    };

    private static string? Text(string text) =>
        text.Length == 0 ? "null" : Juel.Is(text) ? Juel.ToFeel(text, mayBeText: true, out _) : Juel.Quoted(text);

    private static string? Joined(string open, IEnumerable<string?> parts, string close)
    {
        string?[] all = [.. parts];
        return Array.TrueForAll(all, part => part is not null) ? $"{open}{string.Join(", ", all)}{close}" : null;
    }
}
