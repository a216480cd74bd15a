using System.Text.RegularExpressions;
using System.Xml.Linq;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Conformance;

/// <summary>
/// The kit's models often say in a decision's description what comes out; that must hold for the decisions too that
/// no case at hand asks for.
/// </summary>
public sealed partial class StatedResultsTests(ITestOutputHelper output)
{
    private const int FewestStated = 200;

    /// <summary>Descriptions copied from a neighbour and not corrected: what they state is not what the standard gives.</summary>
    private static readonly string[] KnownSlips =
    [
        "exp(4)", "exp(-1)", "exp(0)", "exp(number:4)", "log(4)", "log(0)", "log(number:4)", "even(number:4)",
        "stddev(2, 4, 7, 5)", "stddev([2, 4, 7, 5])", "stddev(list:[2, 4, 7, 5])",
        "false != false", "false or null", "week of year(@\"2019-09-17\")",
    ];

    [Fact]
    public void Evaluate_DecisionThatStatesItsResult_GivesIt()
    {
        if (!Directory.Exists(Repository.Tck))
        {
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", $"The kit is missing at {Repository.Tck}.");
            Assert.Skip($"The kit is missing at {Repository.Tck}.");
        }

        var stated = Directory.EnumerateFiles(Repository.Tck, "*.dmn", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).SelectMany(Stated).ToList();

        output.WriteLine($"{stated.Count} decisions state their result");
        stated.Count.ShouldBeGreaterThan(FewestStated);
        stated.Where(each => each.Expected != each.Actual && !KnownSlips.Contains(each.Text))
            .Select(each => $"{each.Decision}: {each.Text} gives {each.Actual}, its description says {each.Expected}")
            .ShouldBeEmpty();
    }

    private static IEnumerable<(string Decision, string Text, string Expected, string Actual)> Stated(string file)
    {
        var xml = File.ReadAllText(file);
        var model = new Lazy<DmnModel>(() => DmnReader.Read(xml).Model!);
        foreach (var decision in XDocument.Parse(xml).Root!.Elements().Where(element => element.Name.LocalName == "decision"))
        {
            var description = decision.Elements().FirstOrDefault(element => element.Name.LocalName == "description")?.Value ?? "";
            var needsInput = decision.Descendants().Any(element => element.Name.LocalName == "requiredInput");
            if (!needsInput && Statement().Match(description) is { Success: true } statement)
            {
                var name = decision.Attribute("name")!.Value;
                var text = decision.Elements().FirstOrDefault(element => element.Name.LocalName == "literalExpression")?.Value.Trim() ?? "";
                var value = model.Value.Evaluate(name, FeelContext.Empty, Sample.Environment).Value;
                yield return ($"{Path.GetFileName(file)} {name}", text, Plain(statement.Groups["result"].Value), Plain(Written(value)));
            }
        }
    }

    /// <summary>As the descriptions write values: texts, dates and durations without quotes or at-sign.</summary>
    private static string Written(FeelValue value) => value.ToString() is ['@', '"', .. var inner, '"'] ? inner : value.ToString();

    private static string Plain(string text) => text.Trim().Trim('"');

    [GeneratedRegex(@"expects result: '(?<result>[^{\[]*?) ?(\([^()]*\))?'$", RegexOptions.Singleline)]
    private static partial Regex Statement();
}
