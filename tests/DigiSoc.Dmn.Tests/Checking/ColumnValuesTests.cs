namespace DigiSoc.Dmn.Tests.Checking;

/// <summary>What is known of the values of a column beside its tests.</summary>
public sealed class ColumnValuesTests
{
    private const string Person = """
        <itemDefinition name="tStatus"><typeRef>string</typeRef><allowedValues><text>"new", "old"</text></allowedValues></itemDefinition>
        <itemDefinition name="tPerson">
          <itemComponent name="status"><typeRef>tStatus</typeRef></itemComponent>
          <itemComponent name="age"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemComponent>
          <itemComponent name="home"><itemComponent name="floor"><typeRef>number</typeRef><typeConstraint><text>[1..9]</text></typeConstraint></itemComponent></itemComponent>
        </itemDefinition>
        <inputData id="in_person" name="person"><variable name="person" typeRef="tPerson"/></inputData>
        """;

    [Theory]
    [InlineData("person.status:string", "\"new\" => 1|\"old\" => 2", null)]
    [InlineData("person.status:string", "\"new\" => 1", "person.status = \"old\"")]
    [InlineData("person . age:number", "< 18 => 1|>= 18 => 2|> 150 => 3", "matches none of the values that the column can have: [0..150]")]
    [InlineData("person.age:number", "[0..100] => 1", "person.age > 100 and person.age <= 150")]
    [InlineData("person.home.floor:number", "[1..5] => 1|(5..9] => 2", null)]
    [InlineData("person.home.floor:number", "[1..5] => 1|(5..8] => 2", "person.home.floor > 8 and person.home.floor <= 9")]
    [InlineData("person.age:number:[10..20]", "[10..19] => 1", "person.age > 19 and person.age <= 20")]
    public void Check_MemberWithAConstraint_HasTheValuesAllowed(string input, string rows, string? text)
    {
        var table = Sample.Table("", [input], ["o:number"], rows.Split('|'));
        var found = DmnChecker.Check(Sample.Model(Person + Sample.Decision("d", table, null, "in_person")));

        if (text is null)
        {
            found.ShouldBeEmpty();
        }
        else
        {
            found.Single().Text.ShouldContain(text);
        }
    }

    [Fact]
    public void Check_InputValuesAndTypeTogether_BothHold()
    {
        const string type = "<itemDefinition name=\"tSmall\"><typeRef>number</typeRef><allowedValues><text>&lt;= 10</text></allowedValues><typeConstraint><text>&gt;= 0</text></typeConstraint></itemDefinition>";
        var table = Sample.Table("", ["x:tSmall:[5..20]"], ["o:number"], "[5..9] => 1");

        DmnChecker.Check(Sample.Model(type + Sample.Input("x", "tSmall") + Sample.Decision("d", table, null, "in_x"))).Single()
            .Text.ShouldContain("x > 9 and x <= 10");
    }

    // A parameter hides the input of the same name, whose type allows less.
    [Fact]
    public void Check_ParameterOfAKnowledgeModel_HasItsOwnType()
    {
        const string type = "<itemDefinition name=\"tTwo\"><typeRef>string</typeRef><allowedValues><text>\"a\", \"b\"</text></allowedValues></itemDefinition>";
        var table = Sample.Table("", ["x:string"], ["o:number"], "\"a\" => 1", "\"c\" => 2", "not(\"a\", \"c\") => 3");
        var knowledge = $"""
            <businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic><formalParameter name="x" typeRef="string"/>{table}</encapsulatedLogic></businessKnowledgeModel>
            <decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#in_x"/></informationRequirement>
              <knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><literalExpression><text>k(x)</text></literalExpression></decision>
            """;

        DmnChecker.Check(Sample.Model(type + Sample.Input("x", "tTwo") + knowledge)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("? > 0", "> 0 => 1", "which values `? > 0` allows needs evaluation")]
    [InlineData("floor(?) = ?", "1 => 1|2 => 2|< 1 => 3|> 2 => 4", "which values `floor(?) = ?` allows needs evaluation")]
    [InlineData("? > 0", "> 1 => 1", "x = 1")]
    [InlineData("? > 0", "> 0 => 1|> 1 => 2", "Rules 1 and 2 both match when x > 1")]
    public void Check_ValuesAllowedByATestToEvaluate_GiveNoFalseAlarm(string values, string rows, string text)
    {
        var table = Sample.Table("", [$"x:number:{values}"], ["o:number"], rows.Split('|'));
        var found = DmnChecker.Check(Sample.Model(Sample.Input("x", "number") + Sample.Decision("d", table, null, "in_x")));

        found.ShouldContain(each => each.Text.Contains(text, StringComparison.Ordinal));
        found.Where(each => each.Code != DmnCodes.NotAnalysedCode).ShouldAllBe(each => each.Text.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_OneTestToEvaluate_LeavesTheOthersJudged()
    {
        var table = Sample.Table("", ["x:number"], ["o:number"], "< ? + 1 => 1", "[5..7] => 2", "[7..9] => 3", "[9..8] => 4");
        var found = DmnChecker.Check(Sample.Model(Sample.Input("x", "number") + Sample.Decision("d", table, null, "in_x")));

        found.Select(each => each.Code).Order()
            .ShouldBe([DmnCodes.OverlapCode, DmnCodes.NotAnalysedCode, DmnCodes.ImpossibleCellCode]);
    }

    [Fact]
    public void Check_TenThousandIntervals_AreJudgedInFull()
    {
        string[] rows = [.. Enumerable.Range(0, 10_000).Where(at => at != 5_000).Select(at => $"[{at}..{at + 1}) => {at}"), "9999.5 => 0"];
        var table = Sample.Table("", ["x:number:[0..10000)"], ["o:number"], rows);
        var found = DmnChecker.Check(Sample.Model(Sample.Input("x", "number") + Sample.Decision("d", table, null, "in_x")));

        found.Select(each => each.Code).ShouldBe([DmnCodes.GapCode, DmnCodes.OverlapCode], ignoreOrder: true);
        found.ShouldContain(each => each.Text.Contains("x >= 5000 and x < 5001"));
    }

    [Fact]
    public void Check_MoreGapsThanAreTold_SaysSo()
    {
        var table = Sample.Table("", ["x:number"], ["o:number"], [.. Enumerable.Range(0, 20).Select(at => $"{at} => {at}")]);
        var found = DmnChecker.Check(Sample.Model(Sample.Input("x", "number") + Sample.Decision("d", table, null, "in_x")));

        found.Count(each => each.Code == DmnCodes.GapCode).ShouldBe(8);
        found.Single(each => each.Code == DmnCodes.NotAnalysedCode).Text.ShouldContain("more gaps than the 8 told");
    }
}
