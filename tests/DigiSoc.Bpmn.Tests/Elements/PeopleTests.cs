using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

/// <summary>Whom a user task is for when that is computed.</summary>
public class PeopleTests
{
    [Theory]
    [InlineData("candidateGroups=\"=office\"")]
    [InlineData("candidateUsers=\"=office\"")]
    [InlineData("assignee=\"=office\"")]
    [InlineData("assignee=\"=office\" candidateGroups=\"=[]\"")]
    public void UserTask_NobodyComesOfItsExpressions_IsAnIncidentAndNotEverybodys(string assignment)
    {
        Bench bench = Asked(assignment).Begin();

        Incident incident = bench.ShouldHaveIncident("BPMN-115");
        bench.Effects.OfType<CreateUserTask>().ShouldBeEmpty();

        bench.Send(new ResolveIncident(incident.Id) { Variables = FeelContext.Of(("office", FeelValue.Of("north"))) }).ShouldWaitAt("ask");
    }

    [Theory]
    [InlineData("candidateGroups=\"=true\"")]
    [InlineData("candidateGroups=\"=[&quot;north&quot;, null]\"")]
    [InlineData("candidateUsers=\"={name: &quot;liga&quot;}\"")]
    [InlineData("assignee=\"=[&quot;liga&quot;, &quot;anna&quot;]\"")]
    public void UserTask_PeopleOfTheWrongKind_IsAnIncident(string assignment) => Asked(assignment).Begin().ShouldHaveIncident("BPMN-115");

    [Fact]
    public void UserTask_NoAssigneeYetButCandidates_IsOfferedToThem()
    {
        Bench bench = Asked("assignee=\"=office\" candidateGroups=\"=[&quot;north&quot;, &quot;south&quot;]\"").Begin();

        CreateUserTask task = bench.Effects.OfType<CreateUserTask>().ShouldHaveSingleItem();
        task.Assignee.ShouldBeNull();
        task.CandidateGroups.ShouldBe(["north", "south"]);
    }

    private static Bench Asked(string assignment) =>
        Bench.Of(Begin() + User("ask", $"<zeebe:userTask/><zeebe:assignmentDefinition {assignment}/>") + Path("s", "ask"));
}
