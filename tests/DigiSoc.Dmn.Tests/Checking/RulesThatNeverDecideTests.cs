namespace DigiSoc.Dmn.Tests.Checking;

public sealed class RulesThatNeverDecideTests
{
    [Fact]
    public void Check_PriorityRuleBelowOneThatTakesAll_NeverDecides()
    {
        var found = Check(Table("PRIORITY", ["x:number"], "string:\"hi\", \"lo\"", "- => \"hi\"", "< 4 => \"lo\"")).Single();

        found.Code.ShouldBe(DmnCodes.NeverFiresCode);
        found.Place.Row.ShouldBe(2);
        found.Text.ShouldContain("PRIORITY");
        found.Text.ShouldContain("rule 1 matches whenever it does");
        found.Remedy.ShouldContain("output values");
    }

    // The order of the rules does not matter to PRIORITY, that of the output values does.
    [Theory]
    [InlineData("PRIORITY", "\"hi\", \"lo\"", 1)]
    [InlineData("PRIORITY", "\"lo\", \"hi\"", null)]
    [InlineData("FIRST", "\"hi\", \"lo\"", null)]
    [InlineData("OUTPUT ORDER", "\"hi\", \"lo\"", null)]
    [InlineData("RULE ORDER", "\"hi\", \"lo\"", null)]
    [InlineData("COLLECT", "\"hi\", \"lo\"", null)]
    public void Check_RuleBeforeOneThatTakesAll_IsToldWhereTheOtherIsPreferred(string policy, string values, int? row) =>
        Check(Table(policy, ["x:number"], $"string:{values}", "< 4 => \"lo\"", "- => \"hi\""))
            .Select(found => found.Place.Row).ShouldBe(row is null ? [] : [row]);

    [Fact]
    public void Check_PriorityRulesOfOneRank_TheEarlierDecides() =>
        Check(Table("PRIORITY", ["x:number"], "string:\"hi\", \"lo\"", "< 5 => \"lo\"", "- => \"lo\"", "< 4 => \"lo\"", "> 9 => \"hi\""))
            .Select(found => found.Place.Row).ShouldBe([3]);

    [Fact]
    public void Check_PriorityRuleMaskedByTwoTogether_NamesBoth()
    {
        var found = Check(Table("PRIORITY", ["x:number"], "string:\"hi\", \"mid\", \"lo\"", "- => \"lo\"", "< 5 => \"hi\"", ">= 5 => \"mid\"")).Single();

        found.Place.Row.ShouldBe(1);
        found.Text.ShouldContain("2, 3");
    }

    [Fact]
    public void Check_OutputOfUnknownRank_MasksNothing() =>
        Check(Table("PRIORITY", ["x:number"], "string:\"hi\", \"lo\"", "- => if x > 3 then \"hi\" else \"lo\"", "< 4 => \"lo\"", "> 7 => \"hi\""))
            .ShouldBeEmpty();

    [Fact]
    public void Check_OutputsRankedByTheValuesOfTheirType_AreJudged()
    {
        const string type = "<itemDefinition name=\"tLevel\"><typeRef>string</typeRef><allowedValues><text>\"hi\", \"lo\"</text></allowedValues></itemDefinition>";

        Check(type + Table("PRIORITY", ["x:number"], "tLevel", "- => \"hi\"", "< 4 => \"lo\"")).Select(found => found.Place.Row).ShouldBe([2]);
    }

    [Fact]
    public void Check_TwoColumnsOfOneExpressionContradict_NamesBothTests()
    {
        var found = Check(Table("UNIQUE", ["x:number", "y:boolean", "x:number"], "number", "> 5 | - | < 3 => 1", "- | - | - => 2")).Single();

        found.Code.ShouldBe(DmnCodes.NeverFiresCode);
        found.Place.Row.ShouldBe(1);
        found.Text.ShouldContain("`> 5` in column 1 and `< 3` in column 3");
    }

    [Fact]
    public void Check_TwoColumnsOfOneExpression_AreOneDomainForGapsAndOverlaps()
    {
        Check(Table("UNIQUE", ["x:number", "x:number"], "number", ">= 0 | < 10 => 1", "< 0 | - => 2", "- | >= 10 => 3")).ShouldBeEmpty();

        var gap = Check(Table("UNIQUE", ["x:number", "x:number"], "number", ">= 0 | < 10 => 1", "< 0 | - => 2", "- | > 10 => 3")).Single();
        gap.Text.ShouldContain("No rule matches when x = 10,");
    }

    [Fact]
    public void Check_ContradictionBesideATestToEvaluate_IsStillTold() =>
        Check(Table("COLLECT", ["x:number", "x:number"], "number", "> 5 | < 3 => 1", "- | < ? + 1 => 2"))
            .Select(found => found.Code).ShouldBe([DmnCodes.NotAnalysedCode, DmnCodes.NeverFiresCode]);

    private static string Table(string policy, string[] inputs, string output, params string[] rows) =>
        string.Concat(inputs.Distinct().Select(input => input.Split(':')).Select(input => Sample.Input(input[0], input[1])))
        + Sample.Decision(
            "d",
            Sample.Table($"hitPolicy=\"{policy}\"", inputs, [$"o:{output}"], rows),
            null,
            [.. inputs.Distinct().Select(input => "in_" + input.Split(':')[0])]);

    /// <summary>Without gaps of tables that are not about them, and inputs that they need not ask.</summary>
    private static List<DmnDiagnostic> Check(string elements) => [.. DmnChecker.Check(Sample.Model(elements))];
}
