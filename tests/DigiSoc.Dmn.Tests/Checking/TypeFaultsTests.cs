using DigiSoc.Feel;
using static DigiSoc.Dmn.Tests.Sample;

namespace DigiSoc.Dmn.Tests.Checking;

/// <summary>What the check tells of types inside texts and boxed expressions, with the place where it is.</summary>
public sealed class TypeFaultsTests
{
    private const string Person = """
        <itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
          <itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>
        """;

    private const string Doubled = """
        <businessKnowledgeModel id="k" name="double"><variable name="double"/><encapsulatedLogic>
          <formalParameter name="amount" typeRef="number"/><literalExpression><text>amount * 2</text></literalExpression>
        </encapsulatedLogic></businessKnowledgeModel>
        """;

    [Theory]
    [InlineData("p.nmae", DmnCodes.UnknownMemberCode, "has no `nmae`; available: name, age", "Did you mean `name`?")]
    [InlineData("l[agee > 3]", DmnCodes.UnknownNameCode, "available: name, age, item", "Did you mean `age`?")]
    [InlineData("t.totl", DmnCodes.UnknownMemberCode, "available: total, grade", "Did you mean `total`?")]
    [InlineData("t.total + t.grade", DmnCodes.NeverHasValueCode, "`t.total + t.grade`: `+` has no result for a number and a string", "string(…)")]
    [InlineData("r[1].nme", DmnCodes.UnknownMemberCode, "available: name, share", "Did you mean `name`?")]
    [InlineData("r.share[1] + \"a\"", DmnCodes.NeverHasValueCode, "a number and a string", "")]
    [InlineData("c.part", DmnCodes.UnknownMemberCode, "available: parts, sum", "Did you mean `parts`?")]
    [InlineData("c.sum = \"10\"", DmnCodes.NeverHasValueCode, "found a number and a string", "")]
    [InlineData("double(1, 2)", DmnCodes.WrongArgumentsCode, "`double(amount: number)` is given 2 arguments", "")]
    [InlineData("double(amuont: 1)", DmnCodes.WrongArgumentsCode, "is given `amuont`", "Did you mean `amount`?")]
    [InlineData("double(p.name)", DmnCodes.NeverHasValueCode, "`amount` takes number, found a string", "")]
    [InlineData("double(1) + p.name", DmnCodes.NeverHasValueCode, "a number and a string", "")]
    [InlineData("s(p)", DmnCodes.NeverHasValueCode, "`s(n: number)`: `n` takes number, found a context", "")]
    [InlineData("s(1) and true", DmnCodes.NeverHasValueCode, "found a number", "")]
    public void Check_ATextWithAFault_TellsItWithTheNearest(string text, string code, string says, string remedy)
    {
        var found = Faults(Whole(Literal(text))).Single();

        found.Code.ShouldBe(code);
        found.Severity.ShouldBe(DmnSeverity.Error);
        found.Place.ElementName.ShouldBe("d");
        found.Text.ShouldContain(says);
        found.Remedy.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("p.name")]
    [InlineData("l[age > 3].name")]
    [InlineData("t.total + 1")]
    [InlineData("r[share > 0.5].name")]
    [InlineData("c.parts[1] + c.sum")]
    [InlineData("double(c.sum) + s(1)")]
    [InlineData("double([1])")]
    [InlineData("count(p)")]
    public void Check_ATextWithoutFault_FindsNothing(string text) => Faults(Whole(Literal(text))).ShouldBeEmpty();

    [Fact]
    public void Check_ACellWithAFault_TellsRowAndColumn()
    {
        var table = Table("hitPolicy=\"FIRST\"", ["n:number", "p.name:string"], ["o:number"], "? > p.name | - => 1", "- | - => p.agee");
        var found = Faults(Person + Input("n", "number") + Input("p", "tPerson") + Decision("d", table, null, "in_n", "in_p")).ToList();

        found.Select(each => (each.Code, each.Place.Row, each.Place.Column)).ShouldBe(
            [(DmnCodes.NeverHasValueCode, 1, 1), (DmnCodes.UnknownMemberCode, 2, 3)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("number", "\"a\", \"b\"", 2)]
    [InlineData("number", "[0..10], 20", 0)]
    [InlineData("string", "string length(?) > 3", 0)]
    public void Check_AllowedValuesOfAnotherKindThanTheType_AreTold(string type, string values, int faults)
    {
        var definition = $"<itemDefinition id=\"t\" name=\"t\"><typeRef>{type}</typeRef><allowedValues><text>"
            + $"{values.Replace(">", "&gt;", StringComparison.Ordinal)}</text></allowedValues></itemDefinition>";
        var found = Faults(definition + Input("x", "t") + Decision("d", Literal("x"), null, "in_x")).ToList();

        found.Count.ShouldBe(faults);
        found.ShouldAllBe(each => each.Code == DmnCodes.NeverHasValueCode && each.Place.ElementName == "t");
    }

    [Fact]
    public void Check_ACellOfAnotherKind_IsToldOnce()
    {
        var table = Table("hitPolicy=\"FIRST\"", ["n:number"], ["o:number"], "\"a\" => 1", "- => 2");

        Codes(Input("n", "number") + Decision("d", table, null, "in_n"))
            .Where(code => code is DmnCodes.CellTypeCode or DmnCodes.NeverHasValueCode).ShouldBe([DmnCodes.CellTypeCode]);
    }

    [Theory]
    [InlineData("if n > 1 then 1 else \"none\"", "the branch `\"none\"` gives string")]
    [InlineData("if n > 1 then (if n > 2 then p else 3) else 4", "the branch `p` gives context<name: string, age: number>")]
    public void Check_ABranchThatNeverGivesTheType_IsTold(string text, string says)
    {
        var found = Faults(Person + Input("n", "number") + Input("p", "tPerson") + Decision("d", Literal(text), "number", "in_n", "in_p")).Single();

        found.Code.ShouldBe(DmnCodes.ResultTypeCode);
        found.Text.ShouldContain(says);
    }

    [Fact]
    public void Check_AContextWithoutAMemberOfItsType_IsTold()
    {
        var found = Faults(Person + Decision("d", Literal("{nmae: \"A\", age: 1}"), "tPerson")).Single();

        found.Code.ShouldBe(DmnCodes.ResultTypeCode);
        found.Severity.ShouldBe(DmnSeverity.Error);
    }

    [Theory]
    [InlineData("[\"a\"]", "tNumbers")]
    [InlineData("{name: 1, age: 1}", "tPerson")]
    public void Check_WhatFitsOnlyWhenEmpty_IsAWarning(string text, string type)
    {
        var numbers = "<itemDefinition name=\"tNumbers\" isCollection=\"true\"><typeRef>number</typeRef></itemDefinition>";
        var found = Faults(Person + numbers + Decision("d", Literal(text), type)).Single();

        (found.Code, found.Severity).ShouldBe((DmnCodes.ResultTypeCode, DmnSeverity.Warning));
        found.Text.ShouldContain("null unless");
    }

    [Theory]
    [InlineData("amuont", "1", DmnCodes.WrongArgumentsCode, "Did you mean \"amount\"?")]
    [InlineData("amount", "\"one\"", DmnCodes.NeverHasValueCode, "Give an argument of that type")]
    public void Check_ABoxedInvocation_IsHeldAgainstTheParameters(string parameter, string argument, string code, string remedy)
    {
        var call = $"""
            <invocation><literalExpression><text>double</text></literalExpression>
              <binding><parameter name="{parameter}"/><literalExpression><text>{argument}</text></literalExpression></binding></invocation>
            """;
        var found = Faults(Doubled + Decision("d", call + Requires("k"))).ToList();

        found[0].Code.ShouldBe(code);
        found[0].Remedy.ShouldContain(remedy);
        found.Count.ShouldBe(code == DmnCodes.WrongArgumentsCode ? 2 : 1, "the parameter that is missing is told as well");
    }

    // 10.3.2.13.5: what a call by names leaves out is null, which may be meant.
    [Fact]
    public void Check_AnInvocationThatLeavesAParameterOut_IsAWarningAndEvaluates()
    {
        var model = Sample.Model(
            """
            <businessKnowledgeModel id="k" name="either"><variable name="either"/><encapsulatedLogic><formalParameter name="a" typeRef="number"/>
            <formalParameter name="b" typeRef="number"/><literalExpression><text>if b = null then a else b</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
            <decision id="d" name="d"><variable name="d"/><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
            <invocation><literalExpression><text>either</text></literalExpression>
              <binding><parameter name="a"/><literalExpression><text>7</text></literalExpression></binding></invocation></decision>
            """);

        var found = DmnChecker.Check(model).Single();

        (found.Code, found.Severity).ShouldBe((DmnCodes.WrongArgumentsCode, DmnSeverity.Warning));
        found.Text.ShouldEndWith("missing: b.");
        model.Evaluate("d", FeelContext.Empty, Sample.Environment).Value.ShouldBe(FeelValue.Of(7));
    }

    [Theory]
    [InlineData("<conditional><if>{0}</if><then>{1}</then><else>{1}</else></conditional>", "condition of the choice")]
    [InlineData("<filter><in>{1}</in><match>{0}</match></filter>", "condition of the filter")]
    [InlineData("<every iteratorVariable=\"i\"><in>{1}</in><satisfies>{0}</satisfies></every>", "condition of \"every\"")]
    public void Check_ABoxedConditionThatIsNone_IsTold(string logic, string says)
    {
        var boxed = string.Format(System.Globalization.CultureInfo.InvariantCulture, logic, Literal("\"a\""), Literal("[1]"));
        var found = Faults(Decision("d", boxed)).Single();

        found.Code.ShouldBe(DmnCodes.NeverHasValueCode);
        found.Text.ShouldContain(says);
    }

    private static string Requires(string id) =>
        $"<knowledgeRequirement><requiredKnowledge href=\"#{id}\"/></knowledgeRequirement>";

    /// <summary>A decision over an input of a structure, a list of them, a table, a relation, a context, a function and a service.</summary>
    private static string Whole(string logic)
    {
        var table = Table("hitPolicy=\"FIRST\"", ["n:number"], ["total:number", "grade:string"], "> 1 => 1 | \"a\"", "- => 0 | \"b\"");
        var relation = """
            <relation><column name="name"/><column name="share"/>
              <row><literalExpression><text>"A"</text></literalExpression><literalExpression><text>0.3</text></literalExpression></row></relation>
            """;
        var context = """
            <context><contextEntry><variable name="parts"/><literalExpression><text>[1, 2]</text></literalExpression></contextEntry>
              <contextEntry><variable name="sum"/><literalExpression><text>sum(parts)</text></literalExpression></contextEntry></context>
            """;
        var service = """
            <decisionService id="s" name="s"><outputDecision href="#half"/><inputData href="#in_n"/></decisionService>
            """;
        return Person + Input("p", "tPerson") + Input("l", "tPeople") + Input("n", "number") + Doubled + service
            + Decision("half", Literal("n / 2"), null, "in_n") + Decision("t", table, null, "in_n")
            + Decision("r", relation) + Decision("c", context)
            + Decision("d", Requires("k") + Requires("s") + logic, null, "in_p", "in_l", "t", "r", "c");
    }

    private static IEnumerable<string> Codes(string elements) => DmnChecker.Check(Model(elements)).Select(each => each.Code);

    private static IEnumerable<DmnDiagnostic> Faults(string elements) => DmnChecker.Check(Model(elements)).Where(each => each.Code
        is DmnCodes.UnknownNameCode or DmnCodes.ResultTypeCode or DmnCodes.UnknownMemberCode
        or DmnCodes.WrongArgumentsCode or DmnCodes.NeverHasValueCode);
}
