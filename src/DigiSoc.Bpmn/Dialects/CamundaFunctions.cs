using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Dialects;

/// <summary>Functions that Camunda 8 adds to FEEL and that models in its dialect call, with its meaning.</summary>
/// <remarks>
/// Left out is what gives another value each time (<c>uuid</c>, <c>random number</c>): a step plays the same twice. A call of
/// a function that is not here is refused, for its value would be null without a word.
/// </remarks>
internal static class CamundaFunctions
{
    public static IReadOnlyDictionary<string, FeelFunction> All { get; } = new Dictionary<string, FeelFunction>(StringComparer.Ordinal)
    {
        ["cycle"] = new Cycle(),
        ["duplicate values"] = Of("duplicate values", ["list"], static arguments => OfList(arguments[0], Duplicates)),
        ["fromAi"] = new FromAi(),
        ["get or else"] = Of("get or else", ["value", "default"], static arguments => arguments[0].IsNull ? arguments[1] : arguments[0]),
        ["is defined"] = Of("is defined", ["value"], static arguments => FeelValue.Of(!arguments[0].IsNull)),
        ["is blank"] = Of("is blank", ["string"], static arguments => OfText(arguments[0], static text => FeelValue.Of(string.IsNullOrWhiteSpace(text)))),
        ["is empty"] = Of("is empty", ["list"], static arguments =>
            arguments[0].Kind == FeelKind.List ? FeelValue.Of(arguments[0].AsList().Count == 0) : FeelValue.Null),
        ["last day of month"] = Of("last day of month", ["date"], static arguments => LastDayOfMonth(arguments[0])),
        ["partition"] = Of("partition", ["list", "size"], static arguments => Partition(arguments[0], arguments[1])),
        ["to base64"] = Of("to base64", ["value"], static arguments =>
            OfText(arguments[0], static text => FeelValue.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))))),
        ["to json"] = Of("to json", ["value"], static arguments => FeelValue.Of(Json(arguments[0]))),
        ["trim"] = Of("trim", ["string"], static arguments => OfText(arguments[0], static text => FeelValue.Of(text.Trim()))),
    };

    private delegate FeelValue Body(ReadOnlySpan<FeelValue> arguments);

    private static FeelFunction Of(string name, string[] parameters, Body body) =>
        FeelFunction.Of(name, parameters.Select(each => new FeelParameter(each, FeelType.Any)), FeelType.Any, (arguments, _) => body(arguments));

    private static IEnumerable<FeelValue> Duplicates(FeelList list) =>
        list.GroupBy(static each => each).Where(static group => group.Count() > 1).Select(static group => group.Key);

    private static FeelValue LastDayOfMonth(in FeelValue value)
    {
        FeelDate? date = value.Kind switch
        {
            FeelKind.Date => value.AsDate(),
            FeelKind.DateTime => value.AsDateTime().Date,
            _ => null,
        };
        return date is { } day && day.TryToDateOnly(out DateOnly known)
            ? FeelValue.Of(FeelDate.Of(new DateOnly(known.Year, known.Month, DateTime.DaysInMonth(known.Year, known.Month))))
            : FeelValue.Null;
    }

    private static FeelValue Partition(in FeelValue list, in FeelValue size) =>
        size.Kind == FeelKind.Number && size.AsNumber().TryToInt32(out int count) && count > 0
            ? OfList(list, all => all.Chunk(count).Select(static part => FeelValue.Of(FeelList.Of(part))))
            : FeelValue.Null;

    private static string Json(in FeelValue value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            FeelJson.Write(writer, value, FeelJsonForm.Plain);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static FeelValue OfList(in FeelValue value, Func<FeelList, IEnumerable<FeelValue>> body) =>
        value.Kind == FeelKind.List ? FeelValue.Of(FeelList.From(body(value.AsList()))) : FeelValue.Null;

    private static FeelValue OfText(in FeelValue value, Func<string, FeelValue> body) =>
        value.Kind == FeelKind.String ? body(value.AsString()) : FeelValue.Null;
}
