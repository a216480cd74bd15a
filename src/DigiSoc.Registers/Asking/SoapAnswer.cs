using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Asking;

/// <summary>
/// XML to JSON by the item's fields: field <c>birthDate</c> is element <c>BirthDate</c>, list entries are <c>Entry</c>,
/// <c>xsi:nil</c> is null. What does not fit its type stays text, so that the check of the answer names it.
/// </summary>
internal static class SoapAnswer
{
    private static readonly XName Nil = XName.Get("nil", "http://www.w3.org/2001/XMLSchema-instance");

    public static JsonNode ToJson(DataItem item, XElement answer) =>
        item.AnswerIsList ? List(answer, entry => Fields(item.Fields, entry)) : Fields(item.Fields, answer);

    private static JsonObject Fields(IReadOnlyList<DataField> fields, XElement element)
    {
        var read = new JsonObject();
        foreach (var field in fields)
        {
            var found = element.Elements(element.Name.Namespace + Pascal(field.Name)).ToList();
            if (found.Count > 0)
            {
                // Two elements where one belongs: a list, which no plain field accepts.
                read[field.Name] = found.Count == 1 ? Value(field, found[0]) : new JsonArray([.. found.Select(one => Value(field, one))]);
            }
        }

        return read;
    }

    private static JsonArray List(XElement element, Func<XElement, JsonNode?> read) =>
        [.. element.Elements(element.Name.Namespace + "Entry").Select(read)];

    private static JsonNode? Value(DataField field, XElement element) => (string?)element.Attribute(Nil) is "true" or "1"
        ? null
        : field.Type switch
        {
            FieldType.Group => Fields(field.Fields, element),
            FieldType.List when field.Of is { } of => List(element, entry => Plain(of, entry.Value)),
            FieldType.List => List(element, entry => Fields(field.Fields, entry)),
            var type => Plain(type, element.Value),
        };

    private static JsonNode Plain(FieldType type, string text) => type switch
    {
        FieldType.Amount or FieldType.Number when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        FieldType.Boolean when text is "true" or "1" => true,
        FieldType.Boolean when text is "false" or "0" => false,
        _ => text,
    };

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
