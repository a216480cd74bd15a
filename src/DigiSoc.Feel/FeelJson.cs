using System.Text.Json;
using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>How values that JSON does not have are written.</summary>
public enum FeelJsonForm
{
    /// <summary>Dates, times and durations as ISO 8601 strings; functions as null. For people and other programs.</summary>
    Plain,

    /// <summary>Temporal values and ranges as <c>{"@": "2026-01-01"}</c>; reads back as the same value. For storage.</summary>
    Tagged,
}

/// <summary>FEEL values from and to JSON. Numbers keep all their digits.</summary>
public static class FeelJson
{
    private const string Tag = "@";

    /// <summary>The value of a JSON text; objects become contexts, <c>{"@": "…"}</c> the literal in it.</summary>
    /// <remarks>A number beyond the range of FEEL, or a tag that is no literal, becomes null. Of a name twice the last counts.</remarks>
    public static FeelValue Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => FeelValue.True,
        JsonValueKind.False => FeelValue.False,
        JsonValueKind.String => FeelValue.Of(element.GetString()),
        JsonValueKind.Number => FeelNumber.TryParse(element.GetRawText(), out var number) ? FeelValue.Of(number) : FeelValue.Null,
        JsonValueKind.Array => FeelValue.Of(FeelList.From(element.EnumerateArray().Select(Read))),
        JsonValueKind.Object => ReadObject(element),
        _ => FeelValue.Null,
    };

    private static FeelValue ReadObject(JsonElement element)
    {
        var builder = new FeelContextBuilder();
        foreach (var property in element.EnumerateObject())
        {
            if (property.NameEquals(Tag) && property.Value.ValueKind == JsonValueKind.String)
            {
                return ReadTagged(property.Value.GetString()!);
            }

            builder.Set(property.Name, Read(property.Value));
        }

        return FeelValue.Of(builder.Build());
    }

    private static FeelValue ReadTagged(string text)
    {
        var value = Time.AtLiterals.Read(text);
        return value.IsNull && Parsing.RangeText.TryReadStored(text, out var range) ? FeelValue.Of(range) : value;
    }

    /// <summary>Writes one value.</summary>
    public static void Write(Utf8JsonWriter writer, in FeelValue value, FeelJsonForm form)
    {
        switch (value.Kind)
        {
            case FeelKind.Null or FeelKind.Function: writer.WriteNullValue(); break;
            case FeelKind.Boolean: writer.WriteBooleanValue(value.IsTrue); break;
            case FeelKind.Number: writer.WriteRawValue(value.AsNumber().ToString(), skipInputValidation: true); break;
            case FeelKind.String: writer.WriteStringValue(value.AsString()); break;
            case FeelKind.List: WriteList(writer, value.AsList(), form); break;
            case FeelKind.Context: WriteContext(writer, value.AsContext(), form); break;
            default: WriteText(writer, value, form); break;
        }
    }

    private static void WriteList(Utf8JsonWriter writer, FeelList list, FeelJsonForm form)
    {
        writer.WriteStartArray();
        foreach (var item in list)
        {
            Write(writer, item, form);
        }

        writer.WriteEndArray();
    }

    private static void WriteContext(Utf8JsonWriter writer, FeelContext context, FeelJsonForm form)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in context)
        {
            writer.WritePropertyName(name);
            Write(writer, value, form);
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, in FeelValue value, FeelJsonForm form)
    {
        var text = value.Kind == FeelKind.Range ? value.ToString() : ValueText.Temporal(value);
        if (form == FeelJsonForm.Plain)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(Tag, text);
        writer.WriteEndObject();
    }
}
