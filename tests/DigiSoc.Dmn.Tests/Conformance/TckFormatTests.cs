using DigiSoc.Dmn.Conformance;

namespace DigiSoc.Dmn.Tests.Conformance;

/// <summary>The kit's file format in all that <c>testCases.xsd</c> allows, and files that are not as they should be.</summary>
public sealed class TckFormatTests
{
    private const string Echo = "echo.dmn";

    /// <summary>A model that gives its input back, and one of each thing that can be called.</summary>
    private static readonly string Model = Sample.Xml(
        """
        <inputData id="v" name="v"><variable name="v"/></inputData>
        <decision id="_e" name="echo āž"><variable name="echo āž"/>
          <informationRequirement><requiredInput href="#v"/></informationRequirement><literalExpression><text>v</text></literalExpression></decision>
        <decision id="_p" name="pair"><variable name="pair"/>
          <informationRequirement><requiredInput href="#v"/></informationRequirement><literalExpression><text>[v, v]</text></literalExpression></decision>
        <decision id="_n" name="nothing"><variable name="nothing" typeRef="number"/><literalExpression><text>"x"</text></literalExpression></decision>
        <decision id="_q" name="silent"><variable name="silent"/><literalExpression><text>null</text></literalExpression></decision>
        <businessKnowledgeModel id="_b" name="plus one"><variable name="plus one"/><encapsulatedLogic>
          <formalParameter name="n" typeRef="number"/><literalExpression><text>n + 1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
        <decisionService id="_s" name="service"><variable name="service"/><outputDecision href="#_e"/><outputDecision href="#_p"/><inputData href="#v"/></decisionService>
        """);

    [Theory]
    [InlineData("""<value xsi:type="xsd:decimal"> 1.50 </value>""", "1.5")]
    [InlineData("""<value xsi:type="xsd:double">1.5E3</value>""", "1500")]
    [InlineData("""<value xsi:type="xsd:string"> a </value>""", "\" a \"")]
    [InlineData("""<value>a</value>""", "\"a\"")]
    [InlineData("""<value xsi:type="xsd:string"/>""", "\"\"")]
    [InlineData("""<value xsi:type="xsd:string"><![CDATA[<ā>]]></value>""", "\"<ā>\"")]
    [InlineData("""<value xsi:type="xsd:boolean">1</value>""", "true")]
    [InlineData("""<value xsi:type="xsd:dateTime">2026-01-31T10:00:00+02:00</value>""", "@\"2026-01-31T10:00:00+02:00\"")]
    [InlineData("""<value xsi:type="xsd:time">10:00:00Z</value>""", "@\"10:00:00Z\"")]
    [InlineData("""<value xsi:type="xsd:duration">P1Y2M</value>""", "@\"P1Y2M\"")]
    [InlineData("""<value xsi:type="xsd:duration">-PT1.5S</value>""", "@\"-PT1.5S\"")]
    [InlineData("""<value xsi:nil="true"/>""", "null")]
    [InlineData("""<value xsi:type="xsd:string" xsi:nil="true"/>""", "null")]
    [InlineData("""<list xsi:nil="true"/>""", "null")]
    [InlineData("""<list/>""", "[]")]
    [InlineData("""<list><item xsi:nil="true"/><item><value xsi:nil="1"/></item></list>""", "[null, null]")]
    [InlineData("""<list><item><list><item><value xsi:type="xsd:decimal">1</value></item></list></item></list>""", "[[1]]")]
    [InlineData(
        """<component name="b"><value xsi:type="xsd:decimal">1</value></component><component name="a"><list><item><component name="c ā"><value>x</value></component></item></list></component>""",
        "{a: [{\"c ā\": \"x\"}], b: 1}")]
    [InlineData("""<component name="a" xsi:nil="true"/>""", "{a: null}")]
    public void Run_EveryShapeOfValue_IsRead(string value, string feel)
    {
        var folder = Folder($"""<testCase id="1"><inputNode name="v">{value}</inputNode><resultNode name="echo āž"><expected>{value}</expected></resultNode></testCase>""");

        folder.Run(Sample.Environment).Single().Outcome.Failures.ShouldBeEmpty();
        var content = TckReader.Read(folder.Tests.Values.Single()).File!;
        content.Cases[0].Inputs[0].Value.ShouldBe(Sample.Feel(feel));
    }

    [Fact]
    public void Run_ExpectedValueThatIsNotOfItsType_FailsEvenWhereTheResultIsNull()
    {
        var verdict = RunOne("""<testCase id="1"><resultNode name="nothing"><expected><value xsi:type="xsd:decimal">one</value></expected></resultNode></testCase>""");

        verdict.Outcome.Passed.ShouldBeFalse();
        verdict.ToString().ShouldContain("one");
    }

    [Theory]
    [InlineData("""<resultNode name="nothing" errorResult="true"/>""")]
    [InlineData("""<resultNode name="nothing" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode>""")]
    [InlineData("""<resultNode name="nothing" errorResult="1"><expected xsi:nil="true"/></resultNode>""")]
    [InlineData("""<resultNode name="echo āž"><expected><value xsi:nil="true"/></expected></resultNode>""")]
    public void Run_ErrorOrMissingInput_IsTheNullThatIsExpected(string result) =>
        RunOne($"""<testCase id="1">{result}</testCase>""").Outcome.Failures.ShouldBeEmpty();

    [Theory]
    [InlineData("echo āž", "1")] // a value, although an error is expected
    [InlineData("silent", "null without a cause")]
    public void Run_ErrorThatDoesNotHappen_FailsAndSaysWhatCame(string decision, string actual)
    {
        var verdict = RunOne($"""<testCase id="1"><inputNode name="v"><value xsi:type="xsd:decimal">1</value></inputNode><resultNode name="{decision}" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode></testCase>""");

        verdict.Outcome.Passed.ShouldBeFalse();
        verdict.ToString().ShouldEndWith($"{decision}: expected an error (null with a cause), actual {actual}");
    }

    [Theory]
    [InlineData("""<testCase type="bkm" invocableName="plus one"><inputNode name="n"><value xsi:type="xsd:decimal">1</value></inputNode><resultNode name="any"><expected><value xsi:type="xsd:decimal">2</value></expected></resultNode></testCase>""")]
    [InlineData("""<testCase type="bkm"><inputNode name="n"><value xsi:type="xsd:decimal">1</value></inputNode><resultNode name="plus one"><expected><value xsi:type="xsd:decimal">2</value></expected></resultNode></testCase>""")]
    [InlineData("""<testCase type="decisionService" invocableName="service"><inputNode name="v"><value xsi:type="xsd:decimal">1</value></inputNode><resultNode name="echo āž"><expected><value xsi:type="xsd:decimal">1</value></expected></resultNode><resultNode name="pair"><expected><list><item><value xsi:type="xsd:decimal">1</value></item><item><value xsi:type="xsd:decimal">1</value></item></list></expected></resultNode></testCase>""")]
    public void Run_Invocables_AreCalled(string test) => RunOne(test).Outcome.Failures.ShouldBeEmpty();

    [Theory]
    [InlineData("echo.dmn")]
    [InlineData("echo")]
    [InlineData("ECHO.DMN")]
    [InlineData("")]
    public void Run_ModelNamedInAnyWay_IsFound(string name)
    {
        var folder = Folder(Case("1"), name);

        folder.Run(Sample.Environment).Single().Outcome.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void Run_ModelThatIsNotThereOrNotReadable_FailsAndSaysWhy()
    {
        var missing = Folder(Case("1"), "other.dmn").Run(Sample.Environment).Single();
        var broken = (Folder(Case("1")) with { Models = new Dictionary<string, string> { [Echo] = "<definitions" } })
            .Run(Sample.Environment).Single();
        var none = (Folder(Case("1")) with { Models = new Dictionary<string, string>() }).Run(Sample.Environment).Single();

        foreach (var verdict in (TckVerdict[])[missing, broken, none])
        {
            verdict.Outcome.Failures.Single().ShouldStartWith("echo āž: expected 1, actual none: ");
        }

        missing.Outcome.Failures.Single().ShouldContain("other.dmn");
        missing.Outcome.Failures.Single().ShouldContain(Echo);
        broken.Outcome.Failures.Single().ShouldContain("could not be read");
        none.Outcome.Passed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("<testCases")]
    [InlineData("<other/>")]
    public void Run_TestFileThatIsNone_IsOneFailedCase(string xml)
    {
        var verdict = (Folder("") with { Tests = new Dictionary<string, string> { ["a-test-01.xml"] = xml } }).Run(Sample.Environment).Single();

        verdict.Outcome.Passed.ShouldBeFalse();
        verdict.ToString().ShouldContain("expected a test file of the kit, actual none: ");
        verdict.ReportLine().ShouldBe("\"compliance-level-3/a\",\"a-test-01\",\"\",\"ERROR\",\"\"");
    }

    [Fact]
    public void Run_ResultOfAnotherModel_IsAskedThere()
    {
        var other = Sample.Xml(Sample.Decision("d", Sample.Literal("2")), "urn:other");
        var mine = Sample.Xml(Sample.Decision("d", Sample.Literal("1")), "urn:mine");
        var test = Test("mine.dmn", """<testCase id="1"><resultNode name="d" namespace="urn:other"><expected><value xsi:type="xsd:decimal">2</value></expected></resultNode><resultNode name="d"><expected><value xsi:type="xsd:decimal">1</value></expected></resultNode></testCase>""");
        var folder = new TckFolder(
            "compliance-level-3/a",
            new Dictionary<string, string> { ["mine.dmn"] = mine, ["other.dmn"] = other },
            new Dictionary<string, string> { ["a-test-01.xml"] = test });

        folder.Run(Sample.Environment).Single().Outcome.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void ReportAndSummary_SeveralFilesOddNames_HaveTheKitsShape()
    {
        var folder = Folder("") with
        {
            Tests = new Dictionary<string, string>
            {
                ["b-test-02.xml"] = Test(Echo, Case("a \"b\", c")),
                ["b-test-01.xml"] = Test(Echo, Case("ā") + Case("2", expected: "9")),
            },
        };

        var verdicts = folder.Run(Sample.Environment);

        verdicts.Select(verdict => verdict.ReportLine()).ShouldBe(
        [
            "\"compliance-level-3/a\",\"b-test-01\",\"ā\",\"SUCCESS\",\"\"",
            "\"compliance-level-3/a\",\"b-test-01\",\"2\",\"ERROR\",\"\"",
            "\"compliance-level-3/a\",\"b-test-02\",\"a \"\"b\"\", c\",\"SUCCESS\",\"\"",
        ]);
        TckSummary.Of(verdicts).ToString().ShouldBe("TCK: cases 2/3, folders 0/1");
    }

    private static string Case(string id, string expected = "1") =>
        $"""<testCase id="{id.Replace("\"", "&quot;", StringComparison.Ordinal)}"><inputNode name="v"><value xsi:type="xsd:decimal">1</value></inputNode><resultNode name="echo āž"><expected><value xsi:type="xsd:decimal">{expected}</value></expected></resultNode></testCase>""";

    private static TckVerdict RunOne(string test) => Folder(test).Run(Sample.Environment).Single();

    private static TckFolder Folder(string cases, string model = Echo) => new(
        "compliance-level-3/a",
        new Dictionary<string, string> { [Echo] = Model },
        new Dictionary<string, string> { ["a-test-01.xml"] = Test(model, cases) });

    private static string Test(string model, string cases) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
          {(model.Length == 0 ? "" : $"<modelName>{model}</modelName>")}<labels><label>Ā &amp; b</label></labels>{cases}
        </testCases>
        """;
}
