using System.Diagnostics;
using System.Text;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Safety;

public sealed class HostileModelTests
{
    [Fact]
    public void Read_ExternalEntity_IsRefused() => Refusal(
        $"""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{Sample.Xml("<description>&e;</description>")}""")
        .ShouldContain("DTD");

    [Fact]
    public void Read_BillionLaughs_IsRefused()
    {
        var entities = string.Concat(Enumerable.Range(1, 9)
            .Select(at => $"<!ENTITY l{at} \"{string.Concat(Enumerable.Repeat($"&l{at - 1};", 10))}\">"));

        Refusal($"""<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>{Sample.Xml("<description>&l9;</description>")}""").ShouldContain("DTD");
    }

    [Fact]
    public void Read_DeeplyNestedElements_IsRefused()
    {
        string Many(string tag) => string.Concat(Enumerable.Repeat(tag, 100_000));

        Refusal(Sample.Xml(Many("<list>") + Many("</list>"))).ShouldContain("nested");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<definitions/>")]
    [InlineData("<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>")]
    public void Read_SomethingElse_IsRefused(string xml)
    {
        var result = DmnReader.Read(xml);

        result.Model.ShouldBeNull();
        result.Diagnostics.Single().Severity.ShouldBe(DmnSeverity.Error);
    }

    [Fact]
    public void Check_ThingsWithoutName_Ends()
    {
        var model = Sample.Model(
            "<itemDefinition><typeRef>number</typeRef></itemDefinition>"
            + Sample.Decision("", Sample.Table("", ["1:number"], ["a:number", "b:number"], "- => 1 | 2"))
            + Sample.Decision("d", Sample.Literal("1")));

        DmnChecker.Check(model).ShouldNotBeNull();
    }

    [Fact]
    public void Evaluate_DeepFeel_EndsWithACause()
    {
        var text = new string('(', 100_000) + "1" + new string(')', 100_000);
        var result = Sample.Model(Sample.Decision("d", Sample.Literal(text))).Evaluate("d", FeelContext.Empty, Sample.Environment);

        result.Value.IsNull.ShouldBeTrue();
        result.Causes.ShouldNotBeEmpty();
    }

    [Fact]
    public void Evaluate_LongChainOfDecisions_EndsWithAValueOrACause()
    {
        var elements = new StringBuilder(Sample.Decision("d0", Sample.Literal("1")));
        for (var at = 1; at < 20_000; at++)
        {
            elements.Append(Sample.Decision($"d{at}", Sample.Literal($"d{at - 1} + 1"), null, $"d{at - 1}"));
        }

        var result = Sample.Model(elements.ToString()).Evaluate("d19999", FeelContext.Empty, Sample.Environment);

        (result.Causes.Count > 0 || result.Value == FeelValue.Of(20_000)).ShouldBeTrue();
    }

    [Fact]
    public void Evaluate_ContextOfManyEntries_TakesNoMoreThanTheirNumber()
    {
        var started = Stopwatch.StartNew();
        var entries = Enumerable.Range(2, 29_999).Select(at => Entry($"e{at}", $"e{at - 1} + 1"));
        var model = Sample.Model(Sample.Decision("d", $"<context>{Entry("e1", "1")}{string.Concat(entries)}</context>"));

        DmnChecker.Check(model).ShouldBeEmpty();
        var value = model.Evaluate("d", FeelContext.Empty, Sample.Environment).Value;

        value.AsContext()["e30000"].ShouldBe(FeelValue.Of(30_000));
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20)); // A fifth of that; by the square it were minutes.
    }

    [Fact]
    public void Evaluate_WideContextOfFunctions_EndsWithACauseOrItsValue()
    {
        static string Function(string name) => $"""
            <contextEntry><variable name="{name}"/><functionDefinition><formalParameter name="x"/>
            <literalExpression><text>x</text></literalExpression></functionDefinition></contextEntry>
            """;
        var functions = string.Concat(Enumerable.Range(0, 5_000).Select(at => Function($"f{at}")));

        var result = Sample.Model(Sample.Decision("d", $"<context>{functions}</context>")).Evaluate("d", FeelContext.Empty, Sample.Environment);

        result.Causes.ShouldContain(cause => cause.Kind == FeelCauseKind.LimitReached);
    }

    [Fact]
    public void Evaluate_BoxedLoopOverManyItems_EndsInTime()
    {
        static DmnModel Loop(string body) => Sample.Model(Sample.Decision(
            "d", $"<for iteratorVariable=\"i\"><in>{Sample.Literal("[1..200000]")}</in><return>{Sample.Literal(body)}</return></for>"));

        var plain = Loop("i + 1").Evaluate("d", FeelContext.Empty, Sample.Environment);
        var partial = Loop("count(partial)").Evaluate("d", FeelContext.Empty, Sample.Environment);

        plain.Value.AsList()[^1].ShouldBe(FeelValue.Of(200_001));
        partial.Causes.ShouldContain(cause => cause.Kind == FeelCauseKind.LimitReached);
    }

    [Fact]
    public void Evaluate_FunctionThatCallsItself_EndsWithACause()
    {
        var model = Sample.Model(
            """
            <businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n"/>
            <literalExpression><text>f(n + 1)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
            <decision id="d" name="d"><variable name="d"/><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
            <literalExpression><text>f(1)</text></literalExpression></decision>
            """);

        var result = model.Evaluate("d", FeelContext.Empty, Sample.Environment);

        result.Value.IsNull.ShouldBeTrue();
        result.Causes.ShouldContain(cause => cause.Kind == FeelCauseKind.LimitReached);
    }

    [Fact]
    public void Evaluate_ServiceThatReachesItself_EndsWithACause()
    {
        var model = Sample.Model(
            """
            <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#d"/></decisionService>
            <decision id="d" name="d"><variable name="d"/><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>
            <literalExpression><text>s()</text></literalExpression></decision>
            """);

        var result = model.Evaluate("d", FeelContext.Empty, Sample.Environment);

        result.Value.IsNull.ShouldBeTrue();
        result.Causes.ShouldNotBeEmpty();
    }

    [Fact]
    public void ReadSet_ModelsImportOneAnother_NamesTheCircle()
    {
        string Importing(string own, string other) => Sample.Xml(
            $"""<import name="x" namespace="urn:{other}" importType="{Sample.DmnNamespace}"/>""", $"urn:{own}");

        var results = DmnSet.Read([Importing("a", "b"), Importing("b", "a")]);

        results.ShouldAllBe(result => result.Model != null);
        results.SelectMany(result => result.Diagnostics).ShouldContain(found => found.Code == DmnCodes.CyclicImportCode);
    }

    [Fact]
    public void Read_TypeDefinedByItself_IsADiagnostic() =>
        DmnReader.Read(Sample.Xml("""<itemDefinition name="t"><typeRef>t</typeRef></itemDefinition>""")).Diagnostics
            .ShouldContain(found => found.Code == DmnCodes.CyclicTypeCode);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void Read_LongChainOfTypes_IsRefused(int references, bool innermostFirst)
    {
        var types = Enumerable.Range(0, 20_000).Select(at => $"<itemDefinition name=\"t{at}\">" + string.Concat(Enumerable.Range(0, references)
            .Select(member => $"<itemComponent name=\"m{member}\"><typeRef>t{at + 1}</typeRef></itemComponent>")) + "</itemDefinition>");
        var xml = Sample.Xml(string.Concat(innermostFirst ? types.Reverse() : types)
            + """<itemDefinition name="t20000"><typeRef>number</typeRef></itemDefinition>"""
            + Sample.Input("x", "t0") + Sample.Decision("d", Sample.Literal("x.m0.m0.m0"), "t3", "in_x"));

        UseAll(xml);

        DmnReader.Read(xml).Diagnostics.ShouldContain(found => found.Code == DmnCodes.TooDeepCode);
    }

    [Theory]
    [InlineData("1", "+1")]
    [InlineData("x", ".x")]
    [InlineData("x", "[1]")]
    [InlineData("x", "(1)")]
    [InlineData("true", " and true")]
    [InlineData("1", " instance of number")]
    public void Use_LongChainInAText_Ends(string first, string next) => UseAll(Sample.Xml(
        Sample.Input("x", "number")
        + Sample.Decision("d", Sample.Literal(first + string.Concat(Enumerable.Repeat(next, 50_000))), null, "in_x")
        + Sample.Decision("t", Sample.Table("", ["x:number"], ["o:number"], first + string.Concat(Enumerable.Repeat(next, 20_000)) + " => 1"), null, "in_x")));

    [Fact]
    public void Check_ColumnOfVeryManyChoices_IsJudged()
    {
        var choices = string.Join(", ", Enumerable.Range(0, 60_000).Select(at => $"[{at}..{at + 1}]"));

        var found = DmnChecker.Check(Sample.Model(
            Sample.Input("x", "number") + Sample.Decision("d", Sample.Table("", ["x:number"], ["o:number"], choices + " => 1"), null, "in_x")));

        found.Select(each => each.Text[..28]).ShouldBe(["No rule matches when x < 0, ", "No rule matches when x > 600"]);
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    public void Read_VeryManyCells_IsRefusedAtTheLimit(int rules, bool isRead)
    {
        var read = DmnReader.Read(Sample.Xml(
            Sample.Input("x", "number") + Sample.Decision("d", Sample.Table("", ["x:number"], ["o:number"], [.. Enumerable.Repeat("1 => 1", rules)]), null, "in_x")));

        (read.Model is not null).ShouldBe(isRead);
        if (!isRead)
        {
            read.Diagnostics.ShouldHaveSingleItem().Text.ShouldContain("more than 200000 cells");
        }
    }

    [Fact]
    public void Read_LargeCircleOfDecisions_NamesItsBeginning()
    {
        var circle = Enumerable.Range(0, 1_000)
            .Select(at => Sample.Decision($"d{at}", Sample.Literal("1"), null, $"d{(at + 1) % 1_000}"));

        DmnReader.Read(Sample.Xml(string.Concat(circle))).Diagnostics[0].Text.ShouldContain("d19 → … (980 more) → d0");
    }

    // A neighbour that is not imported is not made ready: it may be large, or wrong.
    [Fact]
    public void ReadOne_AmongOthers_ReadsWhatItImports()
    {
        string Importing(string own, string other) => Sample.Xml(
            $"""<import name="x" namespace="urn:{other}" importType="{Sample.DmnNamespace}"/>""" + Sample.Decision("d", Sample.Literal("x.d")), $"urn:{own}");

        var result = DmnSet.Read(Importing("a", "b"), ["no model", Importing("c", "a"), Sample.Xml(Sample.Decision("d", Sample.Literal("1")), "urn:b")]);

        result.Diagnostics.ShouldNotContain(found => found.Code == DmnCodes.NotXmlCode || found.Code == DmnCodes.CyclicImportCode);
        result.Model!.Evaluate("d", FeelContext.Empty, Sample.Environment).ShouldNotBeNull();
    }

    // A model torn at random places is read, checked and evaluated without an exception.
    [Fact]
    public void Read_RandomlyTornModels_NeverThrows()
    {
        var run = RandomRun.Begin(600);
        var random = run.Random;
        var table = Sample.Table(
            "hitPolicy=\"COLLECT\"", ["x:number", "y:string"], ["o:number", "p:string"], "< 1 | \"a\" => 1 | \"b\"", "[1..2] | - => x | y");
        var xml = Sample.Xml(
            """<itemDefinition name="t"><itemComponent name="a"><typeRef>number</typeRef></itemComponent></itemDefinition>"""
            + Sample.Input("x", "number") + Sample.Input("y", "string") + Sample.Decision("d", table, "t", "in_x", "in_y"));
        for (var round = 0; round < run.Rounds; round++)
        {
            var torn = Torn(xml, random);
            Should.NotThrow(() => UseAll(torn), $"{run}, round {round}: {torn}");
        }
    }

    private static void UseAll(string xml)
    {
        if (DmnReader.Read(xml).Model is { } model)
        {
            DmnChecker.Check(model);
            model.Evaluate("d", Sample.Inputs(("x", "1"), ("y", "\"a\"")), Sample.Environment, DmnTracing.On).Trace!.ToJson();
        }
    }

    private static string Torn(string xml, Random random)
    {
        string[] words = ["table", "text", "typeRef", "number", "hitPolicy", "input", "output", "COLLECT", "rule", "href", "#", "[", "..", "1"];
        string[] others = ["context", "relation", "t", "d", "filter", "1e999999999", "", "((", "not(", "-"];
        var tears = random.Next(1, 4);
        for (var at = 0; at < tears; at++)
        {
            var word = words[random.Next(words.Length)];
            var place = xml.IndexOf(word, random.Next(xml.Length), StringComparison.Ordinal);
            if (place >= 0)
            {
                xml = xml[..place] + others[random.Next(others.Length)] + xml[(place + word.Length)..];
            }
        }

        return xml;
    }

    private static string Refusal(string xml)
    {
        var result = DmnReader.Read(xml);
        result.Model.ShouldBeNull();
        result.Diagnostics.Single().Code.ShouldBe(DmnCodes.NotXmlCode);
        return result.Diagnostics.Single().Text;
    }

    private static string Entry(string name, string text) =>
        $"<contextEntry><variable name=\"{name}\"/>{Sample.Literal(text)}</contextEntry>";
}
