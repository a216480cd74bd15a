using System.Globalization;
using System.Text;
using DigiSoc.Dmn;
using DigiSoc.Feel;

namespace DigiSoc.Benchmarks.Dmn;

/// <summary>The work that all engines are given.</summary>
internal static class Samples
{
    /// <summary>20 tokens.</summary>
    public const string Expression =
        "if age >= 18 and income < limit * 1.2 then base + bonus * 2 - 10 else base / 2";

    public static readonly FeelContext ExpressionInputs = FeelContext.Of(
        ("age", FeelValue.Of(34)), ("income", FeelValue.Of(560)), ("limit", FeelValue.Of(500)),
        ("base", FeelValue.Of(166)), ("bonus", FeelValue.Of(21)));

    public static readonly object ExpressionContext = new { age = 34, income = 560, limit = 500, @base = 166, bonus = 21 };

    public static readonly string[] TableInputNames = ["age", "income", "status", "children"];

    /// <summary>12 rules of four inputs and one output; the values asked for are found in the tenth.</summary>
    public static readonly string[][] Rules =
    [
        ["< 18", "-", "-", "-", "\"guardian\""],
        ["[18..62]", "< 100", "\"single\"", "0", "\"A1\""],
        ["[18..62]", "< 100", "\"single\"", "> 0", "\"A2\""],
        ["[18..62]", "< 100", "\"married\"", "0", "\"A3\""],
        ["[18..62]", "< 100", "\"married\"", "> 0", "\"A4\""],
        ["[18..62]", "[100..300)", "\"single\"", "0", "\"B1\""],
        ["[18..62]", "[100..300)", "\"single\"", "> 0", "\"B2\""],
        ["[18..62]", "[100..300)", "\"married\"", "0", "\"B3\""],
        ["[18..62]", "[100..300)", "\"married\"", "[1..3)", "\"B4\""],
        ["[18..62]", "[100..300)", "\"married\"", ">= 3", "\"B5\""],
        ["[18..62]", ">= 300", "-", "-", "\"none\""],
        ["> 62", "-", "-", "-", "\"pension\""],
    ];

    public static readonly FeelContext TableInputs = FeelContext.Of(
        ("age", FeelValue.Of(40)), ("income", FeelValue.Of(240)), ("status", FeelValue.Of("married")), ("children", FeelValue.Of(3)));

    public static readonly object TableContext = new { age = 40, income = 240, status = "married", children = 3 };

    public static FeelEnvironment Environment { get; } = new(new DateTimeOffset(2026, 5, 4, 10, 0, 0, TimeSpan.Zero));

    /// <summary>The table as a DMN 1.1 model, which all engines read.</summary>
    public static string TableXml() => Model(Rules, TableInputNames, ["number", "number", "string", "number"], "UNIQUE");

    /// <summary>A table of many rules, told apart by an interval and a name.</summary>
    public static string LargeTableXml(int rules) => Model(
        [.. Enumerable.Range(0, rules).Select(at => new[]
        {
            $"[{Text(at * 10)}..{Text(at * 10 + 10)})", $"\"c{Text(at % 100)}\"", $"\"r{Text(at)}\"",
        })],
        ["amount", "code"],
        ["number", "string"],
        "FIRST");

    /// <summary>The decision <c>entitled</c> of the GMI benefit, as the package has it.</summary>
    public static DmnModel Gmi()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DigiSoc.sln")))
        {
            folder = folder.Parent;
        }

        var file = Path.Combine(folder?.FullName ?? ".", "workflows", "gmi-benefit", "gmi.dmn");
        return Read(File.ReadAllText(file));
    }

    public static DmnModel Read(string xml) =>
        DmnReader.Read(xml).Model ?? throw new InvalidOperationException("Bug: the sample model cannot be read.");

    private static string Model(string[][] rules, string[] inputs, string[] types, string policy)
    {
        var xml = new StringBuilder(
            """<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" id="m" name="m" namespace="urn:benchmark">""");
        for (var at = 0; at < inputs.Length; at++)
        {
            xml.Append(Invariant($"""<inputData id="d{at}" name="{inputs[at]}"><variable name="{inputs[at]}" typeRef="{types[at]}"/></inputData>"""));
        }

        xml.Append("""<decision id="benefit" name="benefit"><variable name="benefit" typeRef="string"/>""");
        for (var at = 0; at < inputs.Length; at++)
        {
            xml.Append(Invariant($"""<informationRequirement><requiredInput href="#d{at}"/></informationRequirement>"""));
        }

        xml.Append(Invariant($"""<decisionTable id="t" hitPolicy="{policy}">"""));
        for (var at = 0; at < inputs.Length; at++)
        {
            xml.Append(Invariant($"""<input id="i{at}"><inputExpression id="e{at}" typeRef="{types[at]}"><text>{inputs[at]}</text></inputExpression></input>"""));
        }

        xml.Append("""<output id="o" name="benefit" typeRef="string"/>""");
        for (var row = 0; row < rules.Length; row++)
        {
            xml.Append(Invariant($"""<rule id="r{row}">"""));
            for (var at = 0; at < inputs.Length; at++)
            {
                xml.Append(Invariant($"""<inputEntry id="r{row}i{at}"><text>{Escaped(rules[row][at])}</text></inputEntry>"""));
            }

            xml.Append(Invariant($"""<outputEntry id="r{row}o"><text>{rules[row][^1]}</text></outputEntry></rule>"""));
        }

        return xml.Append("</decisionTable></decision></definitions>").ToString();
    }

    private static string Escaped(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
