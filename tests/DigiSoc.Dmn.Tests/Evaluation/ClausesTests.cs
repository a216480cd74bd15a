using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Evaluation;

/// <summary>What the standard says about models, clause by clause (DMN 1.5); judged by its text.</summary>
public sealed class ClausesTests
{
    private const string Types =
        """
        <itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
        <itemDefinition name="tAges" isCollection="true"><typeRef>tAge</typeRef></itemDefinition>
        <itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"LOW", "HIGH"</text></allowedValues></itemDefinition>
        <itemDefinition name="tRisks" isCollection="true"><typeRef>string</typeRef><allowedValues><text>"LOW", "HIGH"</text></allowedValues>
          <typeConstraint><text>count(?) &lt;= 2</text></typeConstraint></itemDefinition>
        <itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
          <itemComponent name="age"><typeRef>tAge</typeRef></itemComponent>
          <itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>
        <itemDefinition name="tTest"><functionItem outputTypeRef="boolean"><parameters name="n" typeRef="number"/></functionItem></itemDefinition>
        """;

    // 7.3.3: allowed values bind every value of the type; typeConstraint (1.5) the collection as a whole.
    [Theory]
    [InlineData("tAge", "150", "150")]
    [InlineData("tAge", "151", null)]
    [InlineData("tAge", "null", "null")]
    [InlineData("tAge", "[5]", "5")]
    [InlineData("tAges", "[1, 2]", "[1, 2]")]
    [InlineData("tAges", "[1, 151]", null)]
    [InlineData("tAges", "5", "[5]")]
    [InlineData("tRisk", "\"LOW\"", "\"LOW\"")]
    [InlineData("tRisk", "\"low\"", null)]
    [InlineData("tRisks", "[\"LOW\", \"HIGH\"]", "[\"LOW\", \"HIGH\"]")]
    [InlineData("tRisks", "[\"LOW\", \"LOW\", \"LOW\"]", null)]
    [InlineData("tRisks", "[\"X\"]", null)]
    [InlineData("tRisks", "\"HIGH\"", "[\"HIGH\"]")]
    [InlineData("tPerson", "{name: \"A\", age: 5, born: @\"2020-01-01\"}", "{name: \"A\", age: 5, born: @\"2020-01-01\"}")]
    [InlineData("tPerson", "{name: \"A\", age: 500, born: @\"2020-01-01\"}", null)]
    [InlineData("tPerson", "{name: \"A\", born: @\"2020-01-01\"}", null)]
    [InlineData("tPerson", "{name: \"A\", age: null, born: @\"2020-01-01\", more: 1}", "{name: \"A\", age: null, born: @\"2020-01-01\", more: 1}")]
    [InlineData("tPeople", "[{name: \"A\", age: 200, born: null}]", null)]
    [InlineData("date and time", "@\"2020-01-01\"", "@\"2020-01-01T00:00:00Z\"")]
    [InlineData("date", "@\"2020-01-01T00:00:00\"", null)]
    [InlineData("string", "[\"a\", \"b\"]", null)]
    public void Evaluate_InputAndResultOfType_AreConvertedOrNullWithACause(string type, string value, string? expected)
    {
        var model = Sample.Model(Types + Sample.Input("x", type)
            + Sample.Decision("given", Sample.Literal("x"), null, "in_x")
            + Sample.Decision("made", Sample.Literal(value), type));

        var given = model.Evaluate("given", Sample.Inputs(("x", value)), Sample.Environment);
        var made = model.Evaluate("made", FeelContext.Empty, Sample.Environment);

        ShouldBe(given, expected);
        ShouldBe(made, expected);
    }

    // 10.4: what a caller outside gives as text is read as the type says, in calls as in decisions.
    [Fact]
    public void Invoke_ServiceAndKnowledgeModelWithTexts_ReadThemAsDates()
    {
        var model = Sample.Model(
            Sample.Input("born", "date") + Sample.Decision("year", Sample.Literal("born.year"), "number", "in_born")
            + """
              <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#year"/><inputData href="#in_born"/></decisionService>
              <businessKnowledgeModel id="b" name="b"><variable name="b"/><encapsulatedLogic><formalParameter name="born" typeRef="date"/>
              <literalExpression><text>born.year</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
              """);

        model.Invoke("s", Sample.Inputs(("born", "\"2020-05-04\"")), Sample.Environment).Value.ShouldBe(FeelValue.Of(2020));
        model.Invoke("b", Sample.Inputs(("born", "\"2020-05-04\"")), Sample.Environment).Value.ShouldBe(FeelValue.Of(2020));
    }

    // 10.3.2.13: an argument that cannot be of the parameter's type makes the invocation null, of services as of knowledge models.
    [Theory]
    [InlineData("b(200)", null)]
    [InlineData("b(20)", "true")]
    [InlineData("b([20])", "true")]
    [InlineData("b(\"a\")", null)]
    [InlineData("b()", null)]
    [InlineData("b(age: 20)", "true")]
    [InlineData("b(years: 20)", null)]
    [InlineData("b(null)", "false")]
    [InlineData("s(200)", null)]
    [InlineData("s(20)", "true")]
    [InlineData("s(\"a\")", null)]
    [InlineData("s(age: 20)", "true")]
    [InlineData("s(null)", "false")]
    public void Evaluate_Invocation_IsNullWhenAnArgumentIsNotOfItsType(string text, string? expected)
    {
        var model = Sample.Model(Types + Sample.Input("age", "tAge")
            + Sample.Decision("known", Sample.Literal("age != null"), "boolean", "in_age")
            + """
              <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#known"/><inputData href="#in_age"/></decisionService>
              <businessKnowledgeModel id="b" name="b"><variable name="b"/><encapsulatedLogic><formalParameter name="age" typeRef="tAge"/>
              <literalExpression><text>age != null</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
              """
            + Calling("d", text, "s", "b"));

        ShouldBe(model.Evaluate("d", FeelContext.Empty, Sample.Environment), expected);
    }

    // 10.2.2.6: a boxed invocation binds by name; 7.3.3: a parameter may be of a function type.
    [Fact]
    public void Evaluate_BoxedInvocationWithAFunctionArgument_CallsIt()
    {
        var model = Sample.Model(Types +
            """
            <businessKnowledgeModel id="b" name="holds"><variable name="holds"/><encapsulatedLogic><formalParameter name="f" typeRef="tTest"/>
            <formalParameter name="n" typeRef="number"/><literalExpression><text>f(n)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
            <decision id="d" name="d"><variable name="d"/><knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>
            <invocation><literalExpression><text>holds</text></literalExpression>
              <binding><parameter name="n"/><literalExpression><text>5</text></literalExpression></binding>
              <binding><parameter name="f"/><functionDefinition><formalParameter name="x" typeRef="number"/><literalExpression><text>x > 4</text></literalExpression></functionDefinition></binding>
            </invocation></decision>
            """);

        model.Evaluate("d", FeelContext.Empty, Sample.Environment).Value.ShouldBe(FeelValue.True);
    }

    // 6.3.13: encapsulated decisions are evaluated inside, input decisions never; several outputs make a context.
    [Fact]
    public void Evaluate_ServiceWithEncapsulatedAndInputDecisions_EvaluatesOnlyTheFormer()
    {
        var model = Sample.Model(
            Sample.Input("a", "number")
            + Sample.Decision("supplied", Sample.Literal("1/0"), "number")
            + Sample.Decision("inside", Sample.Literal("a + supplied"), "number", "in_a", "supplied")
            + Sample.Decision("out1", Sample.Literal("inside * 2"), "number", "inside")
            + Sample.Decision("out2", Sample.Literal("inside * 3"), "number", "inside")
            + """
              <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#out1"/><outputDecision href="#out2"/>
              <encapsulatedDecision href="#inside"/><inputDecision href="#supplied"/><inputData href="#in_a"/></decisionService>
              """
            + Calling("d", "s(a: 1, supplied: 2)", "s") + Calling("positional", "s(1, 2).out2", "s"));

        var result = model.Evaluate("d", FeelContext.Empty, Sample.Environment);

        result.Value.ShouldBe(Sample.Feel("{out1: 6, out2: 9}"));
        result.Causes.ShouldBeEmpty();
        model.Evaluate("positional", FeelContext.Empty, Sample.Environment).Value.ShouldBe(FeelValue.Of(9));
    }

    // 10.2.2: boxed conditional, filter, for, some, every, list, relation, context with a result.
    [Theory]
    [InlineData("<conditional><if>«1 &lt; 2»</if><then>«\"a\"»</then><else>«\"b\"»</else></conditional>", "\"a\"")]
    [InlineData("<filter><in>«[1, 2, 3]»</in><match>«item &gt; 1»</match></filter>", "[2, 3]")]
    [InlineData("<filter><in>«[{a: 1}, {a: 2}]»</in><match>«a = 2»</match></filter>", "[{a: 2}]")]
    [InlineData("<filter><in>«5»</in><match>«item = 5»</match></filter>", "[5]")]
    [InlineData("<for iteratorVariable=\"i\"><in>«1..3»</in><return>«i * 2»</return></for>", "[2, 4, 6]")]
    [InlineData("<for iteratorVariable=\"i\"><in>«[1..3)»</in><return>«sum(partial)»</return></for>", "[null, null]")]
    [InlineData("<for iteratorVariable=\"i\"><in>«[]»</in><return>«i»</return></for>", "[]")]
    [InlineData("<some iteratorVariable=\"i\"><in>«[1, 2]»</in><satisfies>«i &gt; 1»</satisfies></some>", "true")]
    [InlineData("<every iteratorVariable=\"i\"><in>«[1, 2]»</in><satisfies>«i &gt; 1»</satisfies></every>", "false")]
    [InlineData("<every iteratorVariable=\"i\"><in>«null»</in><satisfies>«true»</satisfies></every>", null)]
    [InlineData("<list>«1»«\"a\"»<list>«2»</list></list>", "[1, \"a\", [2]]")]
    [InlineData("<relation><column name=\"a\"/><column name=\"b\"/><row>«1»«2»</row><row>«3»«4»</row></relation>", "[{a: 1, b: 2}, {a: 3, b: 4}]")]
    [InlineData("<context><contextEntry><variable name=\"a\"/>«1»</contextEntry><contextEntry><variable name=\"b\"/>«a + 1»</contextEntry></context>", "{a: 1, b: 2}")]
    [InlineData("<context><contextEntry><variable name=\"a\"/>«1»</contextEntry><contextEntry>«a + 1»</contextEntry></context>", "2")]
    public void Evaluate_BoxedExpression_MeansWhatItsFeelMeans(string boxed, string? expected)
    {
        var logic = boxed.Replace("«", "<literalExpression><text>", StringComparison.Ordinal)
            .Replace("»", "</text></literalExpression>", StringComparison.Ordinal);

        var model = Sample.Model(Sample.Decision("d", logic));

        ShouldBe(model.Evaluate("d", FeelContext.Empty, Sample.Environment), expected);
    }

    // 10.3.2: a context has each name once; boxed ones as literals.
    [Theory]
    [InlineData("<context><contextEntry><variable name=\"a\"/>«1»</contextEntry><contextEntry><variable name=\"a\"/>«2»</contextEntry></context>")]
    [InlineData("<relation><column name=\"a\"/><column name=\"a\"/><row>«1»«2»</row></relation>")]
    [InlineData("<decisionTable><input><inputExpression><text>1</text></inputExpression></input><output name=\"a\"/><output name=\"a\"/><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable>")]
    public void Evaluate_NameTwiceInAContext_IsNullWithACauseAndToldOnReading(string boxed)
    {
        var logic = boxed.Replace("«", "<literalExpression><text>", StringComparison.Ordinal)
            .Replace("»", "</text></literalExpression>", StringComparison.Ordinal);
        var read = DmnReader.Read(Sample.Xml(Sample.Decision("d", logic)));

        ShouldBe(read.Model!.Evaluate("d", FeelContext.Empty, Sample.Environment), null);
        read.Diagnostics.ShouldContain(each => each.Code == DmnCodes.DuplicateNameCode);
    }

    // A long text of blanks is shortened for the message by what is left of it.
    [Fact]
    public void Read_UnknownNameAmongManyBlanks_IsTold() =>
        DmnReader.Read(Sample.Xml(Sample.Decision("d", Sample.Literal(new string(' ', 200) + "unknown")))).Diagnostics
            .ShouldContain(each => each.Text.Contains("unknown"));

    // 7.3.1, 10.3.1: another expression language, written on the expression or on the model, is refused, never read as FEEL.
    [Theory]
    [InlineData("expressionLanguage=\"http://www.example.org/JavaScript\"", "")]
    [InlineData("", "expressionLanguage=\"http://www.example.org/JavaScript\"")]
    [InlineData("expressionLanguage=\"http://www.example.org/JavaScript\"", null)]
    public void Evaluate_AnotherExpressionLanguage_IsNullWithACause(string onModel, string? onExpression)
    {
        var logic = onExpression is null
            ? Sample.Table("", ["1:number"], ["o:number"], "- => 2")
            : $"<literalExpression {onExpression}><text>1 + 1</text></literalExpression>";
        var xml = Sample.Xml(Sample.Decision("d", logic))
            .Replace("id=\"m\"", $"id=\"m\" {onModel}", StringComparison.Ordinal);
        var read = DmnReader.Read(xml);

        var result = read.Model!.Evaluate("d", FeelContext.Empty, Sample.Environment);

        ShouldBe(result, null);
        read.Diagnostics.ShouldContain(each => each.Text.Contains("JavaScript"));
    }

    // 6.3.2: imports by namespace, through several models and versions of the standard.
    [Fact]
    public void Evaluate_NestedImportsOfOtherVersions_AreFoundUnderTheirNames()
    {
        var lowest = Sample.Xml(Types + Sample.Input("age", "tAge") + Sample.Decision("adult", Sample.Literal("age >= 18"), "boolean", "in_age"),
            "urn:low", "http://www.omg.org/spec/DMN/20180521/MODEL/");
        var middle = Sample.Xml(
            """
            <import name="low" namespace="urn:low" importType="http://www.omg.org/spec/DMN/20180521/MODEL/"/>
            <decision id="m1" name="word"><variable name="word" typeRef="low.tRisk"/><informationRequirement><requiredDecision href="urn:low#adult"/></informationRequirement>
            <literalExpression><text>if low.adult then "LOW" else "HIGH"</text></literalExpression></decision>
            """, "urn:middle", "https://www.omg.org/spec/DMN/20191111/MODEL/");
        var top = Sample.Xml(
            """
            <import name="mid dle" namespace="urn:middle" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
            <decision id="t1" name="top"><variable name="top"/><informationRequirement><requiredDecision href="urn:middle#m1"/></informationRequirement>
            <literalExpression><text>"risk " + mid dle.word</text></literalExpression></decision>
            """, "urn:top");

        var models = DmnSet.Read([top, middle, lowest]);

        models.SelectMany(each => each.Diagnostics).Where(each => each.Severity == DmnSeverity.Error).ShouldBeEmpty();
        models[0].Model!.Evaluate("top", Sample.Inputs(("age", "20")), Sample.Environment).Value.ShouldBe(FeelValue.Of("risk LOW"));
        ShouldBe(models[0].Model!.Evaluate("top", Sample.Inputs(("age", "200")), Sample.Environment), "\"risk HIGH\"", hasCause: true);
    }

    private static string Calling(string name, string text, params string[] knowledge) =>
        $"""
        <decision id="{name}" name="{name}"><variable name="{name}"/>
        {string.Concat(knowledge.Select(each => $"<knowledgeRequirement><requiredKnowledge href=\"#{each}\"/></knowledgeRequirement>"))}
        {Sample.Literal(text)}</decision>
        """;

    /// <summary>The expected value; null without quotes in the table means: null, and with a cause.</summary>
    private static void ShouldBe(DmnResult result, string? expected, bool hasCause = false)
    {
        result.Value.ShouldBe(expected is null ? FeelValue.Null : Sample.Feel(expected));
        if (expected is null || hasCause)
        {
            result.Causes.ShouldNotBeEmpty();
            result.Causes.ShouldAllBe(each => each.Place != null);
        }
    }
}
