namespace DigiSoc.Dmn.Tests.Reading;

/// <summary>Models of every version are read, told by their namespace, and mean the same.</summary>
public sealed class VersionsTests
{
    public static TheoryData<string, string, string> Versions => new()
    {
        { "1.1", "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/FEEL/20140401" },
        { "1.2", "http://www.omg.org/spec/DMN/20180521/MODEL/", "http://www.omg.org/spec/DMN/20180521/FEEL/" },
        { "1.3", "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20191111/FEEL/" },
        { "1.4", "https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20211108/FEEL/" },
        { "1.5", "https://www.omg.org/spec/DMN/20230324/MODEL/", "https://www.omg.org/spec/DMN/20230324/FEEL/" },
    };

    [Theory]
    [MemberData(nameof(Versions))]
    public void Evaluate_ModelOfVersion_TableAndTypeAndKnowledge(string version, string model, string feel)
    {
        // Up to DMN 1.1 types of FEEL are written with a prefix.
        var prefix = version == "1.1" ? "feel:" : "";
        var xml = $"""
            <definitions xmlns="{model}" xmlns:feel="{feel}" id="m" name="m" namespace="urn:test"
                         expressionLanguage="{feel}" typeLanguage="{feel}">
              <itemDefinition id="t" name="tAge"><typeRef>{prefix}number</typeRef>
                <allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
              <inputData id="in_age" name="Age of person"><variable name="Age of person" typeRef="tAge"/></inputData>
              <businessKnowledgeModel id="k" name="double it"><variable name="double it" typeRef="{prefix}number"/>
                <encapsulatedLogic><formalParameter name="x" typeRef="{prefix}number"/>
                  <literalExpression><text>x * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
              <decision id="d" name="d"><variable name="d" typeRef="{prefix}string"/>
                <informationRequirement><requiredInput href="#in_age"/></informationRequirement>
                <knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
                <decisionTable hitPolicy="FIRST">
                  <input><inputExpression typeRef="{prefix}number"><text>double it(Age of person)</text></inputExpression></input>
                  <output typeRef="{prefix}string"/>
                  <rule><inputEntry><text>&lt; 36</text></inputEntry><outputEntry><text>"minor"</text></outputEntry></rule>
                  <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"adult"</text></outputEntry></rule>
                </decisionTable></decision>
            </definitions>
            """;
        var read = DmnReader.Read(xml);

        read.Diagnostics.ShouldBeEmpty(version);
        Answer(read.Model!, "17").ShouldBe(Sample.Feel("\"minor\""));
        Answer(read.Model!, "18").ShouldBe(Sample.Feel("\"adult\""));
        read.Model!.Evaluate("d", Sample.Inputs(("Age of person", "151")), Sample.Environment).Causes.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("1.4", "https://www.omg.org/spec/DMN/20211108/MODEL/")]
    [InlineData("1.5", "https://www.omg.org/spec/DMN/20230324/MODEL/")]
    public void Evaluate_BoxedExpressionsOfNewerVersions_AreRead(string version, string model)
    {
        const string logic = """
            <conditional>
              <if><some iteratorVariable="n"><in><literalExpression><text>[1, 2]</text></literalExpression></in>
                <satisfies><literalExpression><text>n > 1</text></literalExpression></satisfies></some></if>
              <then><for iteratorVariable="n"><in><filter>
                  <in><literalExpression><text>[1, 2, 3]</text></literalExpression></in>
                  <match><literalExpression><text>item > 1</text></literalExpression></match></filter></in>
                <return><literalExpression><text>n * 10</text></literalExpression></return></for></then>
              <else><literalExpression><text>null</text></literalExpression></else>
            </conditional>
            """;
        var read = DmnReader.Read(Sample.Xml(Sample.Decision("d", logic), model: model));

        read.Diagnostics.ShouldBeEmpty(version);
        read.Model!.Evaluate("d", DigiSoc.Feel.FeelContext.Empty, Sample.Environment).Value.ShouldBe(Sample.Feel("[20, 30]"));
    }

    private static DigiSoc.Feel.FeelValue Answer(DmnModel model, string age) =>
        model.Evaluate("d", Sample.Inputs(("Age of person", age)), Sample.Environment).Value;
}
