using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests;

/// <summary>What people do by hand where it is not simple: beside loops, in transactions, on instances that are suspended or stuck.</summary>
public class HandworkTests
{
    private const string Transaction = "<bpmn:transaction id=\"deal\">";

    [Fact]
    public void Modify_IntoALoop_BeginsAllItsRounds()
    {
        Bench bench = Bench.Of(Begin() + User("a") + Job("work", Loop("[1, 2]")) + User("after") + Path("s", "a", "work", "after")).Begin();

        bench.Send(new ModifyInstance([new ActivateElement("work"), Without(bench, "a")], "forward")).ShouldWaitAt("work", "work");

        bench.Answer("work").Answer("work").ShouldWaitAt("after");
    }

    // The rest of it was ended by the cancel: nothing could go on in it, and by no way would it be left.
    [Theory]
    [InlineData("", "bad")]
    [InlineData("sequential", "tx")]
    [InlineData("parallel", "tx")]
    public void Modify_EndsWhatCancelsATransaction_TheTransactionIsEnded(string rounds, string ended)
    {
        string loop = rounds.Length == 0 ? "" : $"<bpmn:multiInstanceLoopCharacteristics isSequential=\"{(rounds == "sequential" ? "true" : "false")}\"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=[1, 2]\"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>";
        Bench bench = Bench.Of(
            Begin() + Gateway("parallel", "f") + User("beside") + "<bpmn:transaction id=\"tx\">" + loop + Begin("s2")
            + Job("book") + Boundary("b", "book", OnCompensation) + Job("unbook", attributes: "isForCompensation=\"true\"") + Associate("b", "unbook")
            + End("bad", OnCancel) + Path("s2", "book", "bad") + "</bpmn:transaction>"
            + Boundary("canceled", "tx", OnCancel) + User("after") + User("through") + Path("s", "f", "beside") + Path("f", "tx", "through") + Path("canceled", "after")).Begin();
        bench.Send(new CompleteJob(bench.WaitAt("book").Id, FeelContext.Empty));
        bench.Waits("unbook").ShouldBeTrue();

        ElementInstance chosen = bench.State.Elements.Last(each => each.ElementId == ended && (rounds.Length == 0 || each.LoopCounter > 0));
        bench.Send(new ModifyInstance([new TerminateElement(chosen.Id)], "settled on paper")).ShouldWaitAt("beside");
        bench.Answer("beside").ShouldBeCompleted();
    }

    // Both are asked for, and both are so in the end.
    [Fact]
    public void Modify_WhatIsBegunEndsWhatIsToBeEnded_IsDone()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:transaction id=\"tx\">" + Begin("s2") + User("a") + End("bad", OnCancel) + Path("s2", "a", "bad") + "</bpmn:transaction>"
            + Boundary("canceled", "tx", OnCancel) + User("after") + Path("s", "tx") + Path("canceled", "after")).Begin();

        bench.Send(new ModifyInstance([new ActivateElement("bad"), Without(bench, "a")], "withdrawn")).ShouldWaitAt("after");
        bench.Send(new ModifyInstance([new TerminateElement(99)], "typed wrong")).Rejection!.Code.ShouldBe("BPMN-211");
    }

    [Fact]
    public void Modify_IntoOneRoundOfALoop_StaysInThatRound()
    {
        Bench bench = Bench.Of(
            Begin() + Looped("sub", "[1, 2]", Begin("s2") + User("in") + User("more") + Path("s2", "in") + End("e2") + Path("more", "e2")) + User("after") + Path("s", "sub", "after")).Begin();
        long round = bench.State.Elements.First(element => element.ElementId == "in").ParentId;

        bench.Send(new ModifyInstance([new ActivateElement("more")], "which round")).Rejection!.Code.ShouldBe("BPMN-213");
        bench.Send(new ModifyInstance([new ActivateElement("more", round)], "this one")).ShouldWaitAt("in", "more", "in");

        bench.State.Elements.Single(element => element.ElementId == "more").ParentId.ShouldBe(round);
        bench.Answer("more").Answer("in").Answer("in").ShouldWaitAt("after");
    }

    [Fact]
    public void Modify_VariablesOfOneScope_StayInIt()
    {
        Bench bench = Bench.Of(Begin() + Sub("sub", Begin("s2") + User("in") + Path("s2", "in")) + Path("s", "sub")).Begin(("x", FeelValue.Of(1)));
        long sub = bench.State.Elements.Single(element => element.ElementId == "sub").Id;

        bench.Send(new ModifyInstance([new ChangeVariables(FeelContext.Of(("x", FeelValue.Of(2))), 77)], "no such")).Rejection!.Code.ShouldBe("BPMN-211");
        bench.Send(new ModifyInstance([new ChangeVariables(FeelContext.Of(("x", FeelValue.Of(2))), sub)], "in it"));

        bench.State.Variables["x"].ShouldBe(FeelValue.Of(1));
        bench.State.Elements.Single(element => element.Id == sub).Variables["x"].ShouldBe(FeelValue.Of(2));
    }

    [Fact]
    public void Modify_OutOfATransaction_UndoesNothingAndClosesIt()
    {
        Bench bench = Bench.Of(
            Begin() + Transaction + Begin("s2") + Job("pay") + User("sign") + Path("s2", "pay", "sign") + Boundary("undo", "pay", OnCompensation) + Job("repay", "", "isForCompensation=\"true\"")
            + Associate("undo", "repay") + "</bpmn:transaction>" + User("by-hand") + Path("s", "deal")).Begin().Answer("pay");

        bench.Send(new ModifyInstance([new ActivateElement("by-hand"), Without(bench, "deal")], "signed on paper")).ShouldWaitAt("by-hand");

        bench.State.Elements.Select(element => element.ElementId).ShouldBe(["p", "by-hand"]);
    }

    [Fact]
    public void Modify_OnASuspendedInstance_StaysSuspendedAtTheNewPlace()
    {
        Bench bench = Bench.Of(Begin() + User("a") + Script("count", "1 + 1", "two") + User("b") + Path("s", "a", "count", "b")).Begin();
        bench.Send(new SuspendInstance("court case"));

        bench.Send(new ModifyInstance([new ActivateElement("count"), Without(bench, "a")], "forward")).ShouldWaitAt("b");

        bench.State.Status.ShouldBe(InstanceStatus.Suspended);
        bench.Send(new CompleteUserTask(bench.WaitAt("b").Id, FeelContext.Empty)).Rejection!.Code.ShouldBe("BPMN-206");
        bench.Send(new ResumeInstance("over")).Answer("b").State.Status.ShouldBe(InstanceStatus.Completed);
    }

    [Fact]
    public void Migrate_Suspended_StaysSuspended()
    {
        Bench bench = Bench.Of(Begin() + User("a") + Path("s", "a")).Begin();
        bench.Send(new SuspendInstance("court case"));

        bench.Send(new MigrateInstance(Compile(Begin() + User("a") + User("b") + Path("s", "a", "b")), MigrationPlan.SameIds, "new law"));

        bench.State.Status.ShouldBe(InstanceStatus.Suspended);
        bench.Send(new ResumeInstance("over")).Answer("a").ShouldWaitAt("b");
    }

    [Fact]
    public void Migrate_WithAnOpenIncident_IsMendedByTheNewModel()
    {
        Bench bench = Bench.Of(Begin() + Gateway("exclusive", "choose") + User("b") + Path("s", "choose") + Flow("choose", "b", "n > 1")).Begin();
        Incident before = bench.State.Incidents.ShouldHaveSingleItem();
        ProcessModel target = Compile(Begin() + Gateway("exclusive", "either") + User("b") + Path("s", "either", "b"));

        bench.Send(new MigrateInstance(target, new MigrationPlan(new Dictionary<string, string> { ["choose"] = "either" }), "mended"));

        bench.State.Incidents.ShouldHaveSingleItem().ShouldBe(before with { ElementId = "either" });
        bench.Send(new ResolveIncident(before.Id)).ShouldWaitAt("b");
    }

    [Fact]
    public void Migrate_TimerDue_FiresInTheNewModelOnce()
    {
        Bench bench = Bench.Of(Begin() + User("a") + Boundary("late", "a", OnTimer("P1D")) + User("old") + Path("s", "a") + Path("late", "old")).Begin();
        long timer = bench.WaitAt("late").Id;

        bench.Send(new MigrateInstance(
            Compile(Begin() + User("a") + Boundary("late", "a", OnTimer("P7D")) + User("new") + Path("s", "a") + Path("late", "new")), MigrationPlan.SameIds, "new law"));

        bench.Effects.OfType<CancelTimer>().ShouldBeEmpty();
        bench.Send(new FireTimer(timer)).ShouldWaitAt("new");
        bench.Send(new FireTimer(timer)).Rejection!.Code.ShouldBe("BPMN-208");
    }

    private static TerminateElement Without(Bench bench, string elementId) => new(bench.State.Elements.Single(element => element.ElementId == elementId).Id);

    private static string Looped(string id, string over, string content) => Sub(id, Loop(over) + content);
}
