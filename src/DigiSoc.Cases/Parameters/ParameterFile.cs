using System.Globalization;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace DigiSoc.Cases.Parameters;

/// <summary>Reads <c>workflows/parameters/*.yaml</c>; the shape is told in docs/cases.md.</summary>
internal static class ParameterFile
{
    private static readonly string[] Marks = ["found", "computed", "inferred", "memory"];

    /// <exception cref="CaseDataException">CASE-051 with file, key, expected and found.</exception>
    public static IEnumerable<Parameter> Read(string file, string text)
    {
        foreach (var (keyNode, body) in CaseYaml.Root(file, text).Children)
        {
            var entry = new CaseYaml(file, ((YamlScalarNode)keyNode).Value!, body);
            foreach (var value in entry.List("values"))
            {
                yield return ReadValue(entry, value);
            }
        }
    }

    private static Parameter ReadValue(CaseYaml entry, CaseYaml value)
    {
        var sameAs = value.OptionalText("sameAs");
        return new Parameter(
            value.OptionalText("institution") ?? Parameter.State,
            entry.Place,
            entry.Local("title"),
            value.Date("from"),
            value.OptionalDate("until")?.AddDays(1),
            sameAs is null ? Scalar(value.Text("value")) : null,
            sameAs,
            entry.Text("unit"),
            value.OptionalText("norm") ?? entry.Text("norm"),
            value.OneOf("mark", Marks),
            value.Text("source"));
    }

    /// <summary>A number when it reads as one, else text (a duration).</summary>
    private static JsonElement Scalar(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? JsonSerializer.SerializeToElement(number)
            : JsonSerializer.SerializeToElement(text);
}
