using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Tables;

public sealed class HitPolicyTests
{
    private static readonly string[] Overlapping = ["> 10 => 1", "> 20 => 3", "> 30 => 2"];

    [Theory]
    [InlineData("hitPolicy=\"FIRST\"", "1")]
    [InlineData("hitPolicy=\"PRIORITY\"", "3")]
    [InlineData("hitPolicy=\"RULE ORDER\"", "[1, 3, 2]")]
    [InlineData("hitPolicy=\"OUTPUT ORDER\"", "[3, 2, 1]")]
    [InlineData("hitPolicy=\"COLLECT\"", "[1, 3, 2]")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", "6")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "3")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", "1")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", "3")]
    public void Evaluate_ThreeRulesMatch_GivesWhatThePolicyChooses(string policy, string expected) =>
        Evaluate(policy, Overlapping).Value.ShouldBe(Sample.Feel(expected));

    [Theory]
    [InlineData("hitPolicy=\"UNIQUE\"", "UNIQUE allows one matching rule; rules 1, 2, 3 match")]
    [InlineData("hitPolicy=\"ANY\"", "ANY allows several matching rules only with equal outputs")]
    public void Evaluate_ThreeRulesMatchAgainstThePolicy_IsNullWithACause(string policy, string cause)
    {
        var result = Evaluate(policy, Overlapping);

        result.Value.IsNull.ShouldBeTrue();
        result.Causes.ShouldContain(each => each.Text.Contains(cause));
        result.Causes[^1].Place!.ElementName.ShouldBe("d");
    }

    [Fact]
    public void Evaluate_NoRuleMatches_IsNullWithACause()
    {
        var result = Evaluate("", ["> 100 => 1"]);

        result.Value.IsNull.ShouldBeTrue();
        result.Causes.Single().Text.ShouldContain("No rule of the table matches");
    }

    [Fact]
    public void Evaluate_NoRuleMatchesButThereIsADefault_GivesTheDefault()
    {
        var table = Sample.Table("", ["x:number"], ["o:number:1, 2:7"], "> 100 => 1");
        var model = Sample.Model(Sample.Input("x", "number") + Sample.Decision("d", table, null, "in_x"));

        model.Evaluate("d", Sample.Inputs(("x", "40")), Sample.Environment).Value.ShouldBe(FeelValue.Of(7));
    }

    [Theory]
    [InlineData("PRIORITY", "tLevel", null, "\"low\"")]
    [InlineData("PRIORITY", null, "tLevel", "\"low\"")]
    [InlineData("OUTPUT ORDER", "tLevel", null, "[\"low\", \"high\"]")]
    [InlineData("OUTPUT ORDER", null, "tLevels", "[\"low\", \"high\"]")]
    public void Evaluate_ValuesAllowedByTheTypeOnly_RankTheOutputs(string policy, string? output, string? variable, string expected)
    {
        const string types = """
            <itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"low", "high"</text></allowedValues></itemDefinition>
            <itemDefinition name="tLevels" isCollection="true"><typeRef>tLevel</typeRef></itemDefinition>
            """;
        var table = Sample.Table($"hitPolicy=\"{policy}\"", ["x:number"], ["o:Any"], "- => \"high\"", "> 10 => \"low\"")
            .Replace(" typeRef=\"Any\"", output is null ? "" : $" typeRef=\"{output}\"", StringComparison.Ordinal);
        var model = Sample.Model(types + Sample.Input("x", "number") + Sample.Decision("d", table, variable, "in_x"));

        model.Evaluate("d", Sample.Inputs(("x", "40")), Sample.Environment).Value.ShouldBe(Sample.Feel(expected));
        DmnChecker.Check(model).ShouldNotContain(finding => finding.Code == DmnCodes.NoPrioritiesCode);
    }

    [Fact]
    public void Evaluate_ValuesAllowedForTheMembersOfTheResult_RankTheOutputs()
    {
        const string types = """
            <itemDefinition name="tRow">
            <itemComponent name="a"><typeRef>string</typeRef><allowedValues><text>"x", "y"</text></allowedValues></itemComponent>
            <itemComponent name="b"><typeRef>number</typeRef></itemComponent></itemDefinition>
            """;
        var table = Sample.Table("hitPolicy=\"PRIORITY\"", ["x:number"], ["a:string", "b:number"], "- => \"y\" | 1", "- => \"x\" | 2")
            .Replace(" typeRef=\"string\"", "", StringComparison.Ordinal);
        var model = Sample.Model(types + Sample.Input("x", "number") + Sample.Decision("d", table, "tRow", "in_x"));

        model.Evaluate("d", Sample.Inputs(("x", "40")), Sample.Environment).Value.ShouldBe(Sample.Feel("{a: \"x\", b: 2}"));
    }

    private static DmnResult Evaluate(string policy, string[] rows)
    {
        var table = Sample.Table(policy, ["x:number"], ["o:number:3, 2, 1"], rows);
        var model = Sample.Model(Sample.Input("x", "number") + Sample.Decision("d", table, null, "in_x"));
        return model.Evaluate("d", Sample.Inputs(("x", "40")), Sample.Environment);
    }
}
