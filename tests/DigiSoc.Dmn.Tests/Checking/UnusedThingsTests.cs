namespace DigiSoc.Dmn.Tests.Checking;

public sealed class UnusedThingsTests
{
    [Fact]
    public void Check_EntryThatNeitherAnEntryAfterItNorTheResultUses_IsAWarning()
    {
        var found = Check(Sample.Input("x", "number") + Sample.Decision("d", Context(("a", "x"), ("b", "a + 1"), ("idle", "b"), (null, "a")), null, "in_x"));

        found.Select(each => each.Code).ShouldBe([DmnCodes.UnusedEntryCode]);
        found[0].Text.ShouldContain("\"idle\"");
        found[0].Place.ElementName.ShouldBe("d");
    }

    [Theory]
    [InlineData("d.used", "idle")]
    [InlineData("d.used + d.idle", null)]
    [InlineData("d", null)]
    public void Check_EntryOfADecisionThatItsUsersDoNotMention_IsAWarning(string user, string? idle)
    {
        var found = Check(Sample.Decision("d", Context(("used", "1"), ("idle", "2"))) + Sample.Decision("user", Sample.Literal(user), null, "d"));

        found.Select(each => each.Code).ShouldBe(idle is null ? [] : [DmnCodes.UnusedOutputCode]);
    }

    [Fact]
    public void Check_ContextThatIsAResult_ExpectsNoUse() =>
        Check(Sample.Decision("d", Context(("a", "1"), ("b", "2")))).ShouldBeEmpty();

    [Fact]
    public void Check_ParameterThatTheBodyDoesNotUse_IsAWarning()
    {
        var found = Check(Knowledge("k", "a", "a", "idle") + Caller("k(1, 2)", "k"));

        found.Select(each => each.Code).ShouldBe([DmnCodes.UnusedParameterCode]);
        found[0].Text.ShouldContain("\"k\" takes the parameter \"idle\"");
    }

    // What sorts calls with two, whether both are needed or not.
    [Fact]
    public void Check_ParameterOfAFunctionThatIsPassedOn_IsExpected() =>
        Check(Knowledge("k", "a > 1", "a", "idle") + Caller("sort([1, 2], k)", "k")).ShouldBeEmpty();

    [Theory]
    [InlineData("if a > 0 then k(a - 1) else 0", "a", "k → k")]
    [InlineData("if a > 0 then other(a - 1) else 0", "a", null)]
    [InlineData("k(1)", "k", null)]
    public void Check_KnowledgeModelThatCallsItself_IsANote(string body, string parameter, string? circle)
    {
        var found = Check(Knowledge("k", body, parameter) + Caller("k(1)", "k")).Where(each => each.Code == DmnCodes.RecursionCode).ToList();

        found.Select(each => each.Severity).ShouldBe(circle is null ? [] : [DmnSeverity.Note]);
        found.ShouldAllBe(each => each.Text.Contains(circle!));
    }

    [Fact]
    public void Check_KnowledgeModelWhoseNameEndsAnothers_DoesNotCallItself() =>
        Check(Knowledge("to hex", "digit to hex(a)", ["a"], "digit to hex") + Knowledge("digit to hex", "a + 1", "a") + Caller("to hex(1)", "to hex"))
            .ShouldBeEmpty();

    [Fact]
    public void Check_KnowledgeModelsThatCallOneAnother_AreOneNote()
    {
        var found = Check(Knowledge("k", "if a > 0 then m(a - 1) else 0", ["a"], "m") + Knowledge("m", "k(a)", ["a"], "k") + Caller("k(1)", "k"))
            .Single(each => each.Code == DmnCodes.RecursionCode);

        found.Text.ShouldContain("k → m → k");
    }

    [Fact]
    public void Check_ElementUsedButNotRequired_NamesTheRequirement()
    {
        var found = Check(Sample.Input("x", "number") + Sample.Decision("c", Sample.Literal("x"), null, "in_x") + Sample.Decision("d", Sample.Literal("c + 1")))
            .Single();

        found.Code.ShouldBe(DmnCodes.UnknownNameCode);
        found.Remedy.ShouldContain("Draw the requirement");
    }

    [Fact]
    public void Check_KnowledgeModelRequiredByItselfAlone_IsUnused() =>
        Check(Knowledge("k", "k(a)", ["a"], "k") + Sample.Decision("d", Sample.Literal("1"))).Select(each => each.Code)
            .ShouldContain(DmnCodes.UnusedKnowledgeCode);

    [Fact]
    public void Check_LibraryWithoutDecisions_ExpectsNoUse() => Check(Knowledge("k", "a + 1", "a")).ShouldBeEmpty();

    // What the model does not use itself may be used where it is imported; a requirement that is not mentioned is its own.
    [Fact]
    public void Check_ModelThatIsImported_ExpectsNoUseOfWhatItOffers()
    {
        var model = Sample.Model("<itemDefinition name=\"tOne\"><typeRef>number</typeRef></itemDefinition>"
            + Sample.Input("n", "number") + Knowledge("k", "a + 1", "a") + Sample.Decision("d", Sample.Literal("1")));

        DmnChecker.Check(model).Select(found => found.Code).Order()
            .ShouldBe([DmnCodes.UnusedInputCode, DmnCodes.UnusedKnowledgeCode, DmnCodes.UnusedTypeCode]);
        DmnChecker.Check(model, isImported: true).ShouldBeEmpty();
    }

    [Fact]
    public void Check_WhatAServiceHoldsAndDoesNotNeed_IsAWarning()
    {
        var found = Check(
            Sample.Input("x", "number") + Sample.Input("y", "number")
            + Sample.Decision("inner", Sample.Literal("x"), null, "in_x") + Sample.Decision("out", Sample.Literal("inner"), null, "inner")
            + Sample.Decision("apart", Sample.Literal("y"), null, "in_y")
            + """
              <decisionService id="s" name="s"><outputDecision href="#out"/><encapsulatedDecision href="#inner"/><encapsulatedDecision href="#apart"/>
                <inputData href="#in_x"/><inputData href="#in_y"/></decisionService>
              """);

        found.Select(each => each.Code).Distinct().ShouldBe([DmnCodes.UnusedInServiceCode]);
        found.Select(each => each.Text).ShouldContain(text => text.Contains("\"apart\""));
        found.Select(each => each.Text).ShouldContain(text => text.Contains("\"y\""));
        found.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("<informationRequirement><requiredDecision href=\"urn:lib#base\"/></informationRequirement><literalExpression><text>lib.base</text></literalExpression>", false)]
    [InlineData("<literalExpression typeRef=\"lib.tOne\"><text>1</text></literalExpression>", false)]
    [InlineData("<literalExpression><text>1</text></literalExpression>", true)]
    public void Check_ImportOfWhichNothingIsUsed_IsAWarning(string logic, bool isUnused)
    {
        var library = Sample.Xml("<itemDefinition name=\"tOne\"><typeRef>number</typeRef></itemDefinition>" + Sample.Decision("base", Sample.Literal("1"), "tOne"), "urn:lib");
        var model = DmnSet.Read(
            Sample.Xml($"<import name=\"lib\" namespace=\"urn:lib\" importType=\"{Sample.DmnNamespace}\"/><decision id=\"d\" name=\"d\"><variable name=\"d\"/>{logic}</decision>"),
            [library]).Model!;

        DmnChecker.Check(model).Select(each => each.Code).ShouldBe(isUnused ? [DmnCodes.UnusedImportCode] : []);
    }

    private static string Context(params (string? Name, string Text)[] entries) =>
        $"<context>{string.Concat(entries.Select(entry => $"<contextEntry>{(entry.Name is null ? "" : $"<variable name=\"{entry.Name}\"/>")}{Sample.Literal(entry.Text)}</contextEntry>"))}</context>";

    private static string Knowledge(string name, string body, params string[] parameters) => Knowledge(name, body, parameters, requires: null);

    private static string Knowledge(string name, string body, string[] parameters, string? requires) =>
        $"<businessKnowledgeModel id=\"{name}\" name=\"{name}\"><variable name=\"{name}\"/><encapsulatedLogic>"
        + string.Concat(parameters.Select(parameter => $"<formalParameter name=\"{parameter}\"/>"))
        + $"{Sample.Literal(body)}</encapsulatedLogic>"
        + (requires is null ? "" : $"<knowledgeRequirement><requiredKnowledge href=\"#{requires}\"/></knowledgeRequirement>")
        + "</businessKnowledgeModel>";

    private static string Caller(string text, string knowledge) =>
        $"<decision id=\"d\" name=\"d\"><variable name=\"d\"/><knowledgeRequirement><requiredKnowledge href=\"#{knowledge}\"/></knowledgeRequirement>{Sample.Literal(text)}</decision>";

    private static IReadOnlyList<DmnDiagnostic> Check(string elements) => DmnChecker.Check(Sample.Model(elements));
}
