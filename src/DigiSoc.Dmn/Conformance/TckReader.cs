using System.Globalization;
using System.Xml.Linq;
using DigiSoc.Dmn.Reading;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Conformance;

/// <summary>Reads test files of the kit (<c>testCases.xsd</c>).</summary>
public static class TckReader
{
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The file's content.</summary>
    /// <returns>The file, or the sentence why it cannot be read; exactly one of them.</returns>
    public static (TckFile? File, string? Problem) Read(string xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        var (document, refusal, line) = HardenedXml.Load(xml);
        if (document?.Root is not { } root)
        {
            return (null, $"line {line}: {refusal}");
        }

        if (root.Name.LocalName != "testCases")
        {
            return (null, $"expected <testCases>, found <{root.Name.LocalName}>");
        }

        var model = Children(root, "modelName").FirstOrDefault()?.Value.Trim() ?? "";
        return (new TckFile(model, [.. Children(root, "testCase").Select(Case)]), null);
    }

    private static TckCase Case(XElement element, int at) => new(
        element.Attribute("id")?.Value ?? (at + 1).ToString(CultureInfo.InvariantCulture),
        element.Attribute("type")?.Value switch
        {
            "bkm" => TckCaseKind.KnowledgeModel,
            "decisionService" => TckCaseKind.DecisionService,
            _ => TckCaseKind.Decision,
        },
        element.Attribute("invocableName")?.Value,
        element.Attribute("namespace")?.Value,
        [.. Children(element, "inputNode").Select(Input)],
        [.. Children(element, "resultNode").Select(Result)]);

    private static TckInput Input(XElement element) =>
        new(element.Attribute("name")?.Value ?? "", element.Attribute("namespace")?.Value, Value(element));

    private static TckResult Result(XElement element)
    {
        var expected = Children(element, "expected").FirstOrDefault();
        return new TckResult(
            element.Attribute("name")?.Value ?? "",
            element.Attribute("namespace")?.Value,
            element.Attribute("errorResult")?.Value is "true" or "1",
            expected is null ? FeelValue.Null : Value(expected));
    }

    /// <summary>The value an element holds: a value, components of a context, or a list.</summary>
    private static FeelValue Value(XElement element)
    {
        if (IsNil(element))
        {
            return FeelValue.Null;
        }

        if (Children(element, "list").FirstOrDefault() is { } list)
        {
            return IsNil(list) ? FeelValue.Null : FeelValue.Of(FeelList.From(Children(list, "item").Select(Value)));
        }

        if (Children(element, "value").FirstOrDefault() is { } value)
        {
            return Simple(value);
        }

        var components = Children(element, "component").ToList();
        return components.Count == 0
            ? FeelValue.Null
            : FeelValue.Of(FeelContext.From(components.Select(component =>
                KeyValuePair.Create(component.Attribute("name")?.Value ?? "", Value(component)))));
    }

    private static FeelValue Simple(XElement element)
    {
        if (IsNil(element))
        {
            return FeelValue.Null;
        }

        var type = element.Attribute(Xsi + "type")?.Value ?? "string";
        return Typed(type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..], element.Value);
    }

    /// <summary>What is not of its type stays a text, which equals no value of that type: the case fails and shows it.</summary>
    private static FeelValue Typed(string type, string text)
    {
        var trimmed = text.Trim();
        FeelValue? value = type switch
        {
            "decimal" or "double" or "float" or "integer" or "int" or "long" or "short" or "byte" => Number(trimmed),
            "boolean" => trimmed is "true" or "1" ? FeelValue.True : trimmed is "false" or "0" ? FeelValue.False : null,
            "date" => FeelDate.TryParse(trimmed, out var date) ? FeelValue.Of(date) : null,
            "time" => FeelTime.TryParse(trimmed, out var time) ? FeelValue.Of(time) : null,
            "dateTime" => FeelDateTime.TryParse(trimmed, out var dateTime) ? FeelValue.Of(dateTime) : null,
            "duration" or "dayTimeDuration" or "yearMonthDuration" => Duration(trimmed),
            _ => null,
        };
        return value ?? FeelValue.Of(text);
    }

    private static FeelValue? Number(string text) => FeelNumber.TryParse(text, out var number) ? FeelValue.Of(number) : null;

    private static FeelValue? Duration(string text) =>
        FeelYearsMonthsDuration.TryParse(text, out var months) ? FeelValue.Of(months)
        : FeelDaysTimeDuration.TryParse(text, out var days) ? FeelValue.Of(days)
        : null;

    private static bool IsNil(XElement element) => element.Attribute(Xsi + "nil")?.Value is "true" or "1";

    private static IEnumerable<XElement> Children(XElement parent, string name) =>
        parent.Elements().Where(child => child.Name.LocalName == name);
}
