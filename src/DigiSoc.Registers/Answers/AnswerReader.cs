using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Answers;

/// <summary>
/// Reads an answer by the item's fields: what the catalogue does not name is dropped, what it names must be there and of
/// its type. Personal codes come out with a dash.
/// </summary>
internal sealed class AnswerReader(DataItem item)
{
    private const int MaxEntries = 10_000;
    private const int MaxText = 1000;
    private static readonly DateOnly Earliest = new(1850, 1, 1);
    private static readonly DateOnly Latest = new(2200, 1, 1);

    private AnswerFault? _fault;

    /// <summary>The answer, or the first fault found.</summary>
    public static (JsonNode? Value, AnswerFault? Fault) Read(DataItem item, JsonElement answer)
    {
        var reader = new AnswerReader(item);
        JsonNode? value = item.AnswerIsList
            ? reader.Entries(answer, "", (entry, place) => reader.Fields(item.Fields, entry, place))
            : reader.Fields(item.Fields, answer, "");
        return reader._fault is { } fault ? (null, fault) : (value, null);
    }

    private JsonObject? Fields(IReadOnlyList<DataField> fields, JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Fail<JsonObject>(place, "an object", Kind(element));
        }

        if (element.EnumerateObject().GroupBy(property => property.Name, StringComparer.Ordinal).Any(group => group.Count() > 1))
        {
            return Fail<JsonObject>(place, "each field once", "a field several times");
        }

        var read = new JsonObject();
        foreach (var field in fields)
        {
            ReadInto(read, field, element, $"{place}/{field.Name}");
        }

        return read;
    }

    private void ReadInto(JsonObject read, DataField field, JsonElement element, string place)
    {
        if (!element.TryGetProperty(field.Name, out var value))
        {
            if (!field.Optional)
            {
                Fail<JsonNode>(place, Expected(field.Type), "nothing");
            }

            return;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!field.Nullable)
            {
                Fail<JsonNode>(place, Expected(field.Type), "null");
            }

            read[field.Name] = null;
            return;
        }

        read[field.Name] = Value(field, value, place);
    }

    private JsonNode? Value(DataField field, JsonElement value, string place) => field.Type switch
    {
        FieldType.Group => Fields(field.Fields, value, place),
        FieldType.List when field.Of is { } of => Entries(value, place, (entry, where) => Plain(of, field, entry, where)),
        FieldType.List => Entries(value, place, (entry, where) => Fields(field.Fields, entry, where)),
        _ => Plain(field.Type, field, value, place),
    };

    private JsonArray? Entries(JsonElement list, string place, Func<JsonElement, string, JsonNode?> read)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return Fail<JsonArray>(place, "a list", Kind(list));
        }

        if (list.GetArrayLength() > MaxEntries)
        {
            return Fail<JsonArray>(place, "at most 10000 entries", "more");
        }

        return [.. list.EnumerateArray().Select((entry, index) => read(entry, string.Create(CultureInfo.InvariantCulture, $"{place}/{index}")))];
    }

    private JsonNode? Plain(FieldType type, DataField field, JsonElement value, string place)
    {
        var read = Plain(type, value);
        if (read is null)
        {
            return Fail<JsonNode>(place, Expected(type), Kind(value));
        }

        return field.Values.Count > 0 && !field.Values.Contains(read.ToString())
            ? Fail<JsonNode>(place, string.Join(" or ", field.Values), "another value")
            : read;
    }

    private static JsonNode? Plain(FieldType type, JsonElement value) => (type, value.ValueKind) switch
    {
        (FieldType.Boolean, JsonValueKind.True) => true,
        (FieldType.Boolean, JsonValueKind.False) => false,
        (FieldType.Amount, JsonValueKind.Number) => Amount(value),
        (FieldType.Number, JsonValueKind.Number) => value.TryGetDecimal(out var number) ? number : null,
        (FieldType.Text or FieldType.Code, JsonValueKind.String) => Text(value.GetString()!),
        (FieldType.PersonCode, JsonValueKind.String) => PersonCode.Normalise(value.GetString()!),
        (FieldType.Date, JsonValueKind.String) => Day(value.GetString()!, "yyyy-MM-dd"),
        (FieldType.Month, JsonValueKind.String) => Day(value.GetString()!, "yyyy-MM"),
        _ => null,
    };

    private static JsonNode? Amount(JsonElement value) =>
        value.TryGetDecimal(out var amount) && amount.Scale <= 2 && Math.Abs(amount) < 1_000_000_000m ? amount : null;

    private static JsonNode? Text(string text) => text.Length <= MaxText && !text.Any(char.IsControl) ? text : null;

    private static JsonNode? Day(string text, string form) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest && day < Latest
            ? text
            : null;

    private static string Expected(FieldType type) => type switch
    {
        FieldType.Amount => "an amount in euro with at most two decimals",
        FieldType.PersonCode => "a personal code",
        FieldType.Date => "a date yyyy-MM-dd",
        FieldType.Month => "a month yyyy-MM",
        FieldType.Boolean => "true or false",
        FieldType.Number => "a number",
        FieldType.Group => "an object",
        FieldType.List => "a list",
        _ => "a text without control characters",
    };

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text that is not one",
        JsonValueKind.Number => "a number that is not one",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private T? Fail<T>(string place, string expected, string found)
        where T : JsonNode
    {
        var where = place.Length == 0 ? "/" : place;
        _fault ??= new AnswerFault(RegisterErrors.WrongShape(item.Id, where, expected, found), where);
        return null;
    }
}
