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

    [Fact]
    public void Migrate_WhileACompletedSubProcessIsUndone_ArmsNoNewEventOfIt()
    {
        string model = Begin() + Sub("sub", Begin("s2") + Undoable("work") + Path("s2", "work")) + Throw("t", OnCompensation) + Path("s", "sub", "t");
        Bench bench = Bench.Of(model).Begin().Answer("work");
        bench.ShouldWaitAt("undo-work");

        bench.Send(new MigrateInstance(Compile(model + Boundary("new", "sub", OnTimer("PT1H")) + User("b") + Path("new", "b")), MigrationPlan.SameIds, "new rules"))
            .ShouldWaitAt("undo-work");
    }

    [Fact]
    public void Migrate_WhileATransactionIsCanceled_ArmsNoNewEventOfIt()
    {
        string model = Begin() + "<bpmn:transaction id=\"tx\">" + Begin("s2") + Undoable("work") + End("bad", OnCancel) + Path("s2", "work", "bad") + "{0}</bpmn:transaction>"
            + Boundary("canceled", "tx", OnCancel) + User("after") + Path("s", "tx") + Path("canceled", "after");
        string aside = EventSub("aside", Begin("s3", OnTimer("PT2H")) + User("c") + Path("s3", "c"));
        Bench bench = Bench.Of(model.Replace("{0}", "", StringComparison.Ordinal)).Begin().Answer("work");
        bench.ShouldWaitAt("undo-work");

        ProcessModel target = Compile(model.Replace("{0}", aside, StringComparison.Ordinal) + Boundary("new", "tx", OnTimer("PT1H")) + User("b") + Path("new", "b"));
        bench.Send(new MigrateInstance(target, MigrationPlan.SameIds, "new rules")).ShouldWaitAt("undo-work");
        bench.Answer("undo-work").ShouldWaitAt("after");
    }

    [Theory]
    [InlineData("b2", null)]
    [InlineData("b3", "has yet to begin `b`")]
    public void Migrate_WhatAnAdHocSubProcessHasYetToBegin_FollowsThePlan(string target, string? refusal)
    {
        Bench bench = Bench.Of(OneByOne("a", "b")).Begin();
        MigrationPlan plan = new(new Dictionary<string, string> { ["a"] = "a2", ["b"] = target });

        bench.Send(new MigrateInstance(Compile(OneByOne("a2", "b2")), plan, "renamed"));

        if (refusal is null)
        {
            bench.Answer("a2").ShouldWaitAt("b2").Answer("b2").ShouldWaitAt("after");
        }
        else
        {
            bench.Rejection!.Text.ShouldContain(refusal);
            bench.Answer("a").ShouldWaitAt("b");
        }

        static string OneByOne(string first, string second) =>
            Begin() + $"<bpmn:adHocSubProcess id=\"adhoc\" ordering=\"Sequential\">{User(first)}{User(second)}</bpmn:adHocSubProcess>" + User("after") + Path("s", "adhoc", "after");
    }

    [Theory]
    [InlineData("hear2", null)]
    [InlineData("hear3", "it begins at `hear`")]
    public void Migrate_BeforeTheProcessHasBegun_BeginsAtTheStartOfThePlan(string target, string? refusal)
    {
        Bench bench = new(Compile(Heard("hear")));
        bench.Send(new StartInstance(FeelContext.Empty, "hear")).ShouldHaveIncident("BPMN-102");

        bench.Send(new MigrateInstance(Compile(Heard("hear2")), new(new Dictionary<string, string> { ["hear"] = target }), "renamed"));

        if (refusal is not null)
        {
            bench.Rejection!.Text.ShouldContain(refusal);
            return;
        }

        bench.Send(new SetVariables(0, FeelContext.Of(("key", FeelValue.Of("k")))));
        bench.Send(new ResolveIncident(bench.State.Incidents.Single().Id)).ShouldWaitAt("a", "other");
        bench.Completed.ShouldContain("hear2");

        static string Heard(string start) => Begin() + Begin(start, OnSignal) + User("a") + Path("s", "a") + Path(start, "a")
            + EventSub("aside", Begin("other", OnMessage) + User("b") + Path("other", "b"));
    }

    private static string Undoable(string id) =>
        Job(id) + Boundary($"b-{id}", id, OnCompensation) + Job($"undo-{id}", attributes: "isForCompensation=\"true\"") + Associate($"b-{id}", $"undo-{id}");

    private static string Late(string place, string trigger) => place == "boundary"
        ? Boundary("late", "a", trigger, interrupting: false) + User("b") + Path("late", "b")
        : EventSub("aside", Begin("late", trigger, "isInterrupting=\"false\"") + User("b") + Path("late", "b"));
}
