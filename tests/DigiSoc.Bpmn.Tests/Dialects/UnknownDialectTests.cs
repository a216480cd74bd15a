using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Dialects;

/// <summary>Words of an engine nobody here knows, or of a known one whose namespace is misspelt.</summary>
public class UnknownDialectTests
{
    [Fact]
    public void Words_OfADialectNotKnown_AreToldOncePerDialect()
    {
        BpmnDiagnostic[] found = Found(
            "<userTask id=\"t\" x:assignee=\"anna\"><extensionElements><x:candidate group=\"g\"/><x:assignee user=\"b\"/><plain xmlns=\"\"/></extensionElements></userTask><userTask id=\"u\" x:form=\"f\"/>");

        found.Select(each => each.Text).ShouldBe(
        [
            "assignee, candidate, form of `http://camunda.org/schema/bpmn`, a dialect not known here: kept, and not used in the whole process.",
            "plain without a namespace: kept, and not used in the whole process.",
        ]);
        found.ShouldAllBe(each => each.Code == "BPMN-036" && each.Severity == BpmnSeverity.Warning && each.ElementId == "t");
    }

    [Theory]
    [InlineData("http://bpmn.io/schema/bpmn/biocolor/1.0")]
    [InlineData("http://www.omg.org/spec/BPMN/non-normative/color/1.0")]
    [InlineData("http://camunda.org/schema/modeler/1.0")]
    [InlineData("http://www.signavio.com")]
    [InlineData("http://www.bizagi.com/bpmn20")]
    public void Words_OfTools_AreNotTold(string tool) =>
        Found($"<userTask id=\"t\" y:fill=\"red\" xmlns:y=\"{tool}\"><extensionElements><y:colour value=\"red\"/></extensionElements></userTask><userTask id=\"u\"/>").ShouldBeEmpty();

    private static BpmnDiagnostic[] Found(string tasks) => [.. ProcessModel.Compile(
        Read($"""
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="http://camunda.org/schema/bpmn" targetNamespace="t">
              <process id="p" isExecutable="true"><startEvent id="s"/>{tasks}
                <sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="u"/></process>
            </definitions>
            """), "p", ProcessResources.None).Diagnostics];
}
