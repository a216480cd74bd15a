using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests;

/// <summary>What events beside a running activity wait for after a migration: new ones begin to, those that went off do not go off again.</summary>
public sealed class MigrateEventsTests
{
    private static readonly string Same = Begin() + User("a") + Path("s", "a");

    [Theory]
    [InlineData("boundary")]
    [InlineData("event sub-process")]
    public void Migrate_AfterAnEventWentOff_DoesNotWaitForItAgain(string place)
    {
        string model = Same + Late(place, OnTimer("PT1H"));
        Bench bench = Bench.Of(model).Begin().Answer("late").Answer("b");
        bench.ShouldWaitAt("a");

        bench.Send(new MigrateInstance(Compile(model + User("more") + Path("a", "more")), MigrationPlan.SameIds, "new rules")).ShouldWaitAt("a");
    }

    [Fact]
    public void Migrate_AfterAnEventWentOff_WhereAllIsRenamed_DoesNotWaitForItAgain()
    {
        Bench bench = Bench.Of(Same + Late("boundary", OnTimer("PT1H"))).Begin().Answer("late").Answer("b");
        ProcessModel target = Compile(Begin() + User("a2") + Path("s", "a2") + Boundary("late2", "a2", OnTimer("PT1H"), interrupting: false) + User("b") + Path("late2", "b"));

        bench.Send(new MigrateInstance(target, new(new Dictionary<string, string> { ["a"] = "a2", ["late"] = "late2" }), "renamed")).ShouldWaitAt("a2");
    }

    [Fact]
    public void Migrate_AfterAnEventWentOff_ToOneOfAnotherKind_WaitsForThat()
    {
        Bench bench = Bench.Of(Same + Late("boundary", OnTimer("PT1H"))).Begin().Answer("late").Answer("b");

        bench.Send(new MigrateInstance(Compile(Same + Late("boundary", OnSignal)), MigrationPlan.SameIds, "new rules")).ShouldWaitAt("a", "late");
    }

    [Fact]
    public void Migrate_WhileAnInterruptingEventSubProcessRuns_WaitsForNoOther()
    {
        string interrupting = EventSub("instead", Begin("stop", OnSignal) + User("x") + Path("stop", "x"));
        Bench bench = Bench.Of(Same + interrupting + Late("event sub-process", OnTimer("PT1H"))).Begin().Answer("stop");
        bench.ShouldWaitAt("x");

        string more = EventSub("third", Begin("new", OnTimer("P9D"), "isInterrupting=\"false\"") + User("y") + Path("new", "y"));
        bench.Send(new MigrateInstance(Compile(Same + interrupting + Late("event sub-process", OnTimer("PT1H")) + more), MigrationPlan.SameIds, "new rules"))
            .ShouldWaitAt("x");
    }

    [Fact]
    public void Migrate_WhileAnEventCannotWaitAgain_WaitsWhenTheIncidentIsResolved()
    {
        string both = Boundary("both", "a", OnMessage + OnSignal, interrupting: false).Replace("<bpmn:boundaryEvent ", "<bpmn:boundaryEvent parallelMultiple=\"true\" ", StringComparison.Ordinal)
            + User("b") + Path("both", "b");
        Bench bench = Bench.Of(Same + both).Begin(("key", FeelValue.Of("k")));
        bench.Send(new SetVariables(0, FeelContext.Of(("key", FeelValue.Null)))).Answer("both").Answer("both").Answer("b");

        bench.Send(new MigrateInstance(Compile(Same + both + User("more") + Path("a", "more")), MigrationPlan.SameIds, "new rules")).ShouldWaitAt("a");
        bench.Send(new SetVariables(0, FeelContext.Of(("key", FeelValue.Of("k")))));
        bench.Send(new ResolveIncident(bench.ShouldHaveIncident("BPMN-102").Id)).ShouldWaitAt("a", "both", "both");
    }

    private static string Late(string place, string trigger) => place == "boundary"
        ? Boundary("late", "a", trigger, interrupting: false) + User("b") + Path("late", "b")
        : EventSub("aside", Begin("late", trigger, "isInterrupting=\"false\"") + User("b") + Path("late", "b"));
}
