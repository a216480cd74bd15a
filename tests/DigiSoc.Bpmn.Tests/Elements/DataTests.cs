using DigiSoc.Dmn;
using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

public class DataTests
{
    private const string Inputs = "<bpmn:ioSpecification><bpmn:dataInput id=\"in\" name=\"taken\"/><bpmn:dataOutput id=\"out\" name=\"given\"/></bpmn:ioSpecification>";

    private static string In(string source, string inside = "") => $"<bpmn:dataInputAssociation>{source}<bpmn:targetRef>in</bpmn:targetRef>{inside}</bpmn:dataInputAssociation>";

    private static string Source(string id) => $"<bpmn:sourceRef>{id}</bpmn:sourceRef>";

    [Fact]
    public void DataObject_CarriedInAndOut_IsAVariableOfItsScope()
    {
        Bench bench = Bench.Of(
            "<bpmn:dataObject id=\"d\" name=\"order\"/><bpmn:dataObjectReference id=\"ref\" dataObjectRef=\"d\"/>" + Begin()
            + Job("work", Inputs + In(Source("ref")) + "<bpmn:dataOutputAssociation><bpmn:sourceRef>out</bpmn:sourceRef><bpmn:targetRef>ref</bpmn:targetRef></bpmn:dataOutputAssociation>")
            + End() + Path("s", "work", "e"));

        bench.Begin(("order", FeelValue.Of("first")));
        bench.Effects.OfType<CreateJob>().Single().Variables["taken"].ShouldBe(FeelValue.Of("first"));
        bench.Answer("work", ("given", FeelValue.Of("second"))).ShouldBeCompleted();
        bench.State.Variables["order"].ShouldBe(FeelValue.Of("second"));
    }

    [Fact]
    public void Property_OfTheProcess_IsCarriedAsItsVariable()
    {
        Bench bench = Bench.Of("<bpmn:property id=\"prop\" name=\"amount\"/>" + Begin() + Job("work", Inputs + In(Source("prop"))) + Path("s", "work"));

        bench.Begin(("amount", FeelValue.Of(5)));

        bench.Effects.OfType<CreateJob>().Single().Variables["taken"].ShouldBe(FeelValue.Of(5));
    }

    [Fact]
    public void Assignment_FromAnExpression_IsWrittenToItsDataInput()
    {
        Bench bench = Bench.Of(
            Begin() + Job("work", Inputs + In("", "<bpmn:assignment><bpmn:from>=amount * 2</bpmn:from><bpmn:to>in</bpmn:to></bpmn:assignment>")) + Path("s", "work"));

        bench.Begin(("amount", FeelValue.Of(5)));

        bench.Effects.OfType<CreateJob>().Single().Variables["taken"].ShouldBe(FeelValue.Of(10));
    }

    [Theory]
    [InlineData("<bpmn:assignment><bpmn:to>in</bpmn:to></bpmn:assignment>")]
    [InlineData("<bpmn:assignment><bpmn:from> </bpmn:from><bpmn:to>in</bpmn:to></bpmn:assignment>")]
    public void Assignment_FromNothing_LeavesItsDataInputAsItIs(string assignment)
    {
        Bench bench = Bench.Of(Begin() + Job("work", Inputs + In("", assignment)) + Path("s", "work"));

        bench.Begin();

        bench.Effects.OfType<CreateJob>().Single().Variables.Count.ShouldBe(0);
    }

    [Fact]
    public void Transformation_ReplacesTheCarriedValue()
    {
        Bench bench = Bench.Of(
            "<bpmn:dataObject id=\"d\" name=\"order\"/>" + Begin() + Job("work", Inputs + In(Source("d"), "<bpmn:transformation>=upper case(order)</bpmn:transformation>")) + Path("s", "work"));

        bench.Begin(("order", FeelValue.Of("a")));

        bench.Effects.OfType<CreateJob>().Single().Variables["taken"].ShouldBe(FeelValue.Of("A"));
    }

    [Fact]
    public void Mappings_IntoAPath_KeepWhatIsBesideIt()
    {
        Bench bench = Bench.Of(
            Begin() + Job("work").Replace("</bpmn:ext", "<zeebe:ioMapping><zeebe:input source=\"=a\" target=\"inner.x\"/><zeebe:input source=\"=inner.x + 1\" target=\"inner.y\"/><zeebe:output source=\"=result\" target=\"outer.z\"/></zeebe:ioMapping></bpmn:ext", StringComparison.Ordinal)
            + End() + Path("s", "work", "e"));

        bench.Begin(("a", FeelValue.Of(1)), ("outer", FeelValue.Of(FeelContext.Of(("kept", FeelValue.Of(true))))));
        bench.Effects.OfType<CreateJob>().Single().Variables["inner"].ToString().ShouldBe("{x: 1, y: 2}");
        bench.Answer("work", ("result", FeelValue.Of(3)), ("unmapped", FeelValue.Of(4))).ShouldBeCompleted();
        bench.State.Variables["outer"].ToString().ShouldBe("{kept: true, z: 3}");
        bench.State.Variables.ContainsKey("unmapped").ShouldBeFalse();
    }

    [Fact]
    public void SubProcess_VariableOfItsOwn_IsGoneWithIt()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:subProcess id=\"sub\"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=1\" target=\"local\"/></zeebe:ioMapping></bpmn:extensionElements>"
            + Begin("s2") + Script("add", "local + 1", "local") + Script("tell", "local * 10", "told") + Path("s2", "add", "tell") + "</bpmn:subProcess>" + End() + Path("s", "sub", "e"));

        bench.Begin().ShouldBeCompleted();

        bench.State.Variables.Keys.ShouldBe(["told"]);
        bench.State.Variables["told"].ShouldBe(FeelValue.Of(20));
    }

    [Fact]
    public void BusinessRuleTask_KeepsItsDecisionWithTheTrace()
    {
        DmnModel decision = DmnReader.Read(
            """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
              <inputData id="i" name="income"><variable name="income" typeRef="number"/></inputData>
              <decision id="grant" name="grant">
                <variable name="grant" typeRef="string"/>
                <informationRequirement><requiredInput href="#i"/></informationRequirement>
                <decisionTable hitPolicy="UNIQUE">
                  <input><inputExpression typeRef="number"><text>income</text></inputExpression></input>
                  <output typeRef="string"/>
                  <rule id="low"><inputEntry><text>&lt; 100</text></inputEntry><outputEntry><text>"yes"</text></outputEntry></rule>
                  <rule id="high"><inputEntry><text>&gt;= 100</text></inputEntry><outputEntry><text>"no"</text></outputEntry></rule>
                </decisionTable>
              </decision>
            </definitions>
            """).Model!;
        Bench bench = Bench.Of(
            Begin() + "<bpmn:businessRuleTask id=\"decide\"><bpmn:extensionElements><zeebe:calledDecision decisionId=\"grant\" resultVariable=\"granted\"/><digisoc:norm ref=\"LAW 1\"/></bpmn:extensionElements></bpmn:businessRuleTask>" + End() + Path("s", "decide", "e"),
            resources: ProcessResources.None with { Decisions = id => id == "grant" ? decision : null });

        bench.Begin(("income", FeelValue.Of(50))).ShouldBeCompleted();

        DecisionEvaluated kept = bench.History.OfType<DecisionEvaluated>().Single();
        (kept.DecisionId, kept.Output, kept.Norms.Single()).ShouldBe(("grant", FeelValue.Of("yes"), "LAW 1"));
        kept.Inputs["income"].ShouldBe(FeelValue.Of(50));
        kept.TraceJson.ShouldContain("low");
        bench.State.Variables["granted"].ShouldBe(FeelValue.Of("yes"));
    }

    [Fact]
    public void BusinessRuleTask_DecisionThatCannotBeTaken_IsAnIncident()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:businessRuleTask id=\"decide\"><bpmn:extensionElements><zeebe:calledDecision decisionId=\"=which\" resultVariable=\"r\"/></bpmn:extensionElements></bpmn:businessRuleTask>" + Path("s", "decide"));

        bench.Begin(("which", FeelValue.Of("none"))).ShouldHaveIncident("BPMN-108");
    }

    private static string Mapped(string kind, params (string Source, string Target)[] mappings) =>
        $"<zeebe:ioMapping>{string.Concat(mappings.Select(each => $"<zeebe:{kind} source=\"={each.Source}\" target=\"{each.Target}\"/>"))}</zeebe:ioMapping>";

    [Fact]
    public void OutputMappings_ReadWhatThoseBeforeThemWrote()
    {
        Bench bench = Bench.Of(
            Begin() + User("a", Mapped("output", ("sum + 1", "sum"), ("sum * 10", "tenfold"), ("sum", "kept.sum"), ("kept.sum", "copy"))) + End() + Path("s", "a", "e"));

        bench.Begin(("sum", FeelValue.Of(0))).Answer("a", ("sum", FeelValue.Of(4))).ShouldBeCompleted();

        FeelValue.Of(bench.State.Variables).ToString().ShouldBe("{sum: 5, tenfold: 50, kept: {sum: 5}, copy: 5}");
    }

    /// <summary>What a form brings is the task's own until it is mapped: writing one place of it must not hide the places beside it from the mappings that follow.</summary>
    [Fact]
    public void OutputMappings_IntoPlacesOfWhatTheTaskBrought_StillReadWhatIsBesideThem()
    {
        Bench bench = Bench.Of(
            Begin() + User("a", Mapped("output", ("decision.result", "decision.result"), ("decision.notes.first", "decision.notes.first"), ("decision", "copy"))) + End() + Path("s", "a", "e"));
        FeelContext notes = FeelContext.Of(("first", FeelValue.Of("n")));
        FeelContext brought = FeelContext.Of(("result", FeelValue.Of("yes")), ("notes", FeelValue.Of(notes)), ("draft", FeelValue.Of(1)));

        bench.Begin(("decision", FeelValue.Of(FeelContext.Of(("number", FeelValue.Of(7)))))).Answer("a", ("decision", FeelValue.Of(brought))).ShouldBeCompleted();

        bench.State.Variables["decision"].ToString().ShouldBe("{number: 7, result: \"yes\", notes: {first: \"n\"}}");
        bench.State.Variables["copy"].ToString().ShouldBe("{result: \"yes\", notes: {first: \"n\"}, draft: 1}");
    }

    [Fact]
    public void InputMappings_TriedAgainAfterAnIncident_ReadWhatIsAroundAndNotWhatTheyWrote()
    {
        Bench bench = Bench.Of(
            Begin() + User("a", Mapped("input", ("n + 1", "n"))) + Boundary("b", "a", OnTimer("=until")) + End() + Path("s", "a") + Path("b", "e"));

        bench.Begin(("n", FeelValue.Of(1)));
        Incident incident = bench.State.Incidents.Single();
        bench.Send(new ResolveIncident(incident.Id) { Variables = FeelContext.Of(("until", FeelValue.Of("P1D"))) }).ShouldWaitAt("a", "b");

        FeelValue.Of(bench.State.Elements[^1].Variables).ToString().ShouldBe("{n: 2}");
    }

    /// <summary>A place inside a variable is written to a variable of the activity's own, which hides what was there; later mappings still read what is beside that place.</summary>
    [Fact]
    public void InputMappings_IntoAPathOfAnOuterVariable_StillReadWhatIsBesideIt()
    {
        Bench bench = Bench.Of(
            Begin() + User("a", Mapped("input", ("person.name", "person.name"), ("person.address.city", "person.address.city"), ("person.address.street", "person.address.street"), ("person", "all"))) + Path("s", "a"));

        FeelContext person = FeelContext.Of(
            ("name", FeelValue.Of("Test")), ("code", FeelValue.Of("1")), ("address", FeelValue.Of(FeelContext.Of(("city", FeelValue.Of("Ogre")), ("street", FeelValue.Of("Upes"))))));
        bench.Begin(("person", FeelValue.Of(person)));

        FeelContext own = bench.State.Elements[^1].Variables;
        own["person"].ToString().ShouldBe("{name: \"Test\", address: {city: \"Ogre\", street: \"Upes\"}}");
        own["all"].ToString().ShouldBe("{name: \"Test\", code: \"1\", address: {city: \"Ogre\", street: \"Upes\"}}");
    }

    [Fact]
    public void InputMappings_OverAWholeVariable_HideWhatWasThere()
    {
        Bench bench = Bench.Of(
            Begin() + User("a", Mapped("input", ("1", "x"), ("2", "x.a"), ("x", "y"))) + Path("s", "a"));

        bench.Begin(("x", FeelValue.Of(FeelContext.Of(("a", FeelValue.Of(1)), ("b", FeelValue.Of(2))))));

        FeelValue.Of(bench.State.Elements[^1].Variables).ToString().ShouldBe("{x: {a: 2}, y: {a: 2}}");
    }
}
