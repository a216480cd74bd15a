using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

public class CompensationTests
{
    private static string Undoable(string id) =>
        Job(id) + Boundary($"b-{id}", id, OnCompensation) + Job($"undo-{id}", attributes: "isForCompensation=\"true\"") + Associate($"b-{id}", $"undo-{id}");

    private static string UndoSub(string content) => EventSub("undo", Begin("us", OnCompensation) + content);

    // Canceling the instance compensates nothing, and ends what undoes like everything else that runs.
    [Fact]
    public void Cancel_WhileAHandlerRuns_EndsItAndBeginsNoOther()
    {
        Bench bench = Bench.Of(Begin() + Undoable("a") + Undoable("b") + Throw("t", OnCompensation) + Path("s", "a", "b", "t"));
        bench.Begin().Answer("a").Answer("b").ShouldWaitAt("undo-b");

        bench.Send(new CancelInstance("applied twice"));

        bench.State.Status.ShouldBe(InstanceStatus.Canceled);
        bench.ShouldWaitAt();
        bench.Count("undo-b").ShouldBe(0);
        bench.Count("undo-a").ShouldBe(0);
    }

    // A transaction that is canceled while another branch undoes a part of it: that handler is ended and not begun again.
    [Fact]
    public void Transaction_CanceledWhileAHandlerRuns_EndsItAndUndoesOnlyWhatIsLeft()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:transaction id=\"tx\">" + Begin("s2") + Gateway("parallel", "f") + Undoable("a") + Undoable("b") + Throw("t", OnCompensation) + User("confirm") + End("bad", OnCancel)
            + Path("s2", "f", "a", "b", "t") + Path("f", "confirm", "bad") + "</bpmn:transaction>"
            + Boundary("canceled", "tx", OnCancel) + User("after") + Path("s", "tx") + Path("canceled", "after"));
        bench.Begin().Answer("a").Answer("b").ShouldWaitAt("confirm", "undo-b");

        bench.Answer("confirm").ShouldWaitAt("undo-a");
        bench.Answer("undo-a").ShouldWaitAt("after");
        bench.Count("undo-b").ShouldBe(0);
    }

    [Fact]
    public void CompensationThrow_CompletedEventSubProcess_UndoesWhatItHolds()
    {
        Bench bench = Bench.Of(
            Begin() + User("task") + End("e", OnCompensation) + Path("s", "task", "e")
            + EventSub("beside", Begin("signaled", OnSignal, "isInterrupting=\"false\"") + Undoable("book") + Path("signaled", "book")));

        bench.Begin().Answer("signaled").Answer("book").Answer("signaled").Answer("book").Answer("task").ShouldWaitAt("signaled", "undo-book");
        bench.Answer("undo-book").ShouldWaitAt("signaled", "undo-book");
        bench.Answer("undo-book").ShouldBeCompleted();
    }

    [Fact]
    public void Transaction_CanceledAfterItsEventSubProcess_UndoesThatToo()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:transaction id=\"t\">" + Begin("s1") + User("task") + End("cancel", OnCancel) + Path("s1", "task", "cancel")
            + EventSub("beside", Begin("signaled", OnSignal, "isInterrupting=\"false\"") + Undoable("book") + Path("signaled", "book")) + "</bpmn:transaction>"
            + Boundary("canceled", "t", OnCancel) + User("after") + Path("s", "t") + Path("canceled", "after"));

        bench.Begin().Answer("signaled").Answer("book").Answer("task");
        bench.Answer("undo-book").ShouldWaitAt("after");
    }

    // Work begun while it is undone would stay; an event that ends it would leave it half undone.
    [Fact]
    public void Transaction_BeingUndone_WaitsForNoEventAnyMore()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:transaction id=\"t\">" + Begin("s1") + Undoable("book") + Sub("inner", Begin("s2") + User("task") + End("cancel", OnCancel) + Path("s2", "task", "cancel")
                + EventSub("inside", Begin("signaled", OnSignal, "isInterrupting=\"false\""))) + Path("s1", "book", "inner")
            + EventSub("beside", Begin("told", OnMessage)) + "</bpmn:transaction>"
            + Boundary("late", "t", OnTimer("P1D")) + Boundary("canceled", "t", OnCancel) + User("after") + Path("s", "t") + Path("canceled", "after"));

        bench.Begin(("key", FeelValue.Of("k"))).Answer("book").ShouldWaitAt("task", "signaled", "told", "late");
        bench.Answer("task").ShouldWaitAt("undo-book");
        bench.Answer("undo-book").ShouldWaitAt("after");
    }

    [Fact]
    public void CompensationThrow_OfOneActivity_UndoesThatOnly()
    {
        Bench bench = Bench.Of(
            Begin() + Undoable("a") + Undoable("b") + Throw("t", "<bpmn:compensateEventDefinition activityRef=\"a\"/>") + User("after") + Path("s", "a", "b", "t", "after"));

        bench.Begin().Answer("a").Answer("b").ShouldWaitAt("undo-a");
        bench.Answer("undo-a").ShouldWaitAt("after");
    }

    [Fact]
    public void CompensationBoundary_AssociationDrawnFromItsHandler_IsTheSame()
    {
        Bench bench = Bench.Of(
            Begin() + Job("a") + Boundary("b", "a", OnCompensation) + Job("undo", attributes: "isForCompensation=\"true\"") + Associate("undo", "b")
            + Throw("t", OnCompensation) + User("after") + Path("s", "a", "t", "after"));

        bench.Begin().Answer("a").ShouldWaitAt("undo");
        bench.Answer("undo").ShouldWaitAt("after");
    }

    [Fact]
    public void CompensationThrow_CompletedSubProcess_UndoesWhatItHoldsWithItsVariables()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:subProcess id=\"sub\"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=7\" target=\"number\"/></zeebe:ioMapping></bpmn:extensionElements>"
            + Begin("s2") + Undoable("a") + Undoable("b") + Path("s2", "a", "b") + "</bpmn:subProcess>" + Throw("t", OnCompensation) + User("after") + Path("s", "sub", "t", "after"));

        bench.Begin().Answer("a").Answer("b").ShouldWaitAt("undo-b");
        bench.Effects.OfType<CreateJob>().Last().Variables["number"].ShouldBe(FeelValue.Of(7));
        bench.Answer("undo-b").ShouldWaitAt("undo-a");
        bench.Answer("undo-a").ShouldWaitAt("after");
    }

    [Fact]
    public void CompensationThrow_SubProcessWithItsOwnHandler_RunsThatInstead()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + Undoable("a") + Path("s2", "a") + UndoSub(User("by-hand") + Path("us", "by-hand"))) + Throw("t", OnCompensation) + User("after") + Path("s", "sub", "t", "after"));

        bench.Begin().Answer("a").ShouldWaitAt("by-hand");
        bench.Answer("by-hand").ShouldWaitAt("after");
    }

    [Fact]
    public void CompensationThrow_ActivityThatIsNotDone_IsNotUndone()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("parallel", "f") + Undoable("a") + Throw("t", OnCompensation) + User("after") + Path("s", "f", "a") + Path("f", "t", "after"));

        bench.Begin().ShouldWaitAt("a", "after");
    }

    [Fact]
    public void CompensationThrow_Twice_UndoesOnce()
    {
        Bench bench = Bench.Of(Begin() + Undoable("a") + Throw("t1", OnCompensation) + Throw("t2", OnCompensation) + User("after") + Path("s", "a", "t1", "t2", "after"));

        bench.Begin().Answer("a").Answer("undo-a").ShouldWaitAt("after");
    }

    [Fact]
    public void CompensationEnd_InAnErrorHandler_UndoesWhatTheProcessDid()
    {
        Bench bench = Bench.Of(
            Begin() + Undoable("a") + Job("b") + Boundary("failed", "b", OnError) + End("undone", OnCompensation) + Path("s", "a", "b") + Path("failed", "undone"));

        bench.Begin().Answer("a").Throw("b", "refused").ShouldWaitAt("undo-a");
        bench.Answer("undo-a").ShouldBeCompleted();
    }

    [Fact]
    public void CompensationThrow_ErrorWhileUndoing_IsNotCaughtOnTheCompletedSubProcess()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("outer", Begin("s1") + Sub("sub", Begin("s2") + Undoable("a") + Path("s2", "a")) + Boundary("inner", "sub", OnAnyError) + User("wrong") + Throw("t", OnCompensation) + Path("s1", "sub", "t") + Path("inner", "wrong"))
            + Boundary("caught", "outer", OnAnyError) + User("right") + Path("s", "outer") + Path("caught", "right"));

        bench.Begin().Answer("a").Throw("undo-a", "refused").ShouldWaitAt("right");
    }

    [Fact]
    public void CompensationThrow_HandlerIsInterrupted_GoesOnWithTheNext()
    {
        Bench bench = Bench.Of(
            Begin() + Undoable("a") + Undoable("b") + Boundary("late", "undo-b", OnTimer("P1D")) + User("by-hand") + Throw("t", OnCompensation) + User("after") + Path("s", "a", "b", "t", "after") + Path("late", "by-hand"));

        bench.Begin().Answer("a").Answer("b").ShouldWaitAt("undo-b", "late");
        bench.Answer("late").ShouldWaitAt("undo-a", "by-hand");
        bench.Answer("undo-a").ShouldWaitAt("after", "by-hand");
    }

    [Fact]
    public void CompensationThrow_HandlerIsEndedByHand_GoesOnWithTheNext()
    {
        Bench bench = Bench.Of(Begin() + Undoable("a") + Undoable("b") + Throw("t", OnCompensation) + User("after") + Path("s", "a", "b", "t", "after")).Begin().Answer("a").Answer("b");

        bench.Send(new ModifyInstance([new TerminateElement(bench.WaitAt("undo-b").ElementInstanceId)], "done by phone")).ShouldWaitAt("undo-a");
        bench.Answer("undo-a").ShouldWaitAt("after");
    }

    [Fact]
    public void CompensationThrow_EscalationWhileUndoing_TheSubProcessIsLeftWhenNothingRunsInIt()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + Undoable("a") + Path("s2", "a") + EventSub("aside", Begin("s3", OnEscalation, "isInterrupting=\"false\"") + User("tell") + Script("note", "1", "noted") + Path("s3", "tell", "note")))
            + Throw("t", OnCompensation) + User("after") + Path("s", "sub", "t", "after")).Begin().Answer("a");

        bench.Send(new ThrowEscalation(bench.WaitAt("undo-a").Id, "late", FeelContext.Empty)).ShouldWaitAt("undo-a", "tell");
        bench.Answer("undo-a").ShouldWaitAt("tell");
        bench.Answer("tell").ShouldWaitAt("after");
        bench.State.Variables["noted"].ShouldBe(FeelValue.Of(1));
    }

    [Fact]
    public void MultiInstance_EachRoundIsUndone()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:subProcess id=\"sub\">" + Loop("[1, 2]", sequential: true) + Begin("s2") + Undoable("a") + Path("s2", "a") + "</bpmn:subProcess>"
            + Throw("t", OnCompensation) + User("after") + Path("s", "sub", "t", "after"));

        bench.Begin().Answer("a").Answer("a").Answer("undo-a").Answer("undo-a").ShouldWaitAt("after");

        bench.Effects.OfType<CreateJob>().Where(job => job.ElementId == "undo-a").Select(job => job.Variables["item"]).ShouldBe([FeelValue.Of(2), FeelValue.Of(1)]);
    }

    [Fact]
    public void Transaction_CanceledInside_UndoesTheInnerSubProcessToo()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:transaction id=\"tx\">" + Begin("s2") + Undoable("a") + Sub("sub", Begin("s3") + Undoable("b") + Path("s3", "b")) + End("c", OnCancel) + Path("s2", "a", "sub", "c") + "</bpmn:transaction>"
            + Boundary("canceled", "tx", OnCancel) + User("after") + User("not") + Path("s", "tx", "not") + Path("canceled", "after"));

        bench.Begin().Answer("a").Answer("b").ShouldWaitAt("undo-b");
        bench.Answer("undo-b").ShouldWaitAt("undo-a");
        bench.Answer("undo-a").ShouldWaitAt("after");
    }

    [Fact]
    public void Transaction_CanceledWhileOthersRun_EndsThemFirst()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:transaction id=\"tx\">" + Begin("s2") + Gateway("parallel", "f") + User("busy") + Undoable("a") + End("c", OnCancel) + Path("s2", "f", "busy") + Path("f", "a", "c") + "</bpmn:transaction>"
            + Boundary("canceled", "tx", OnCancel) + User("after") + Path("s", "tx") + Path("canceled", "after"));

        bench.Begin().Answer("a").ShouldWaitAt("undo-a");
        bench.Answer("undo-a").ShouldWaitAt("after");
    }

    [Fact]
    public void Transaction_NestedAndCanceled_OnlyTheInnerOneIsLeft()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:transaction id=\"outer\">" + Begin("s1") + "<bpmn:transaction id=\"inner\">" + Begin("s2") + End("c", OnCancel) + Path("s2", "c") + "</bpmn:transaction>"
            + Boundary("canceled", "inner", OnCancel) + User("go-on") + Path("s1", "inner") + Path("canceled", "go-on") + "</bpmn:transaction>" + User("after") + Path("s", "outer", "after"));

        bench.Begin().ShouldWaitAt("go-on");
        bench.Answer("go-on").ShouldWaitAt("after");
    }

    private static string Transaction(string loop, string content) =>
        $"<bpmn:transaction id=\"tx\">{loop}{Begin("s2")}{content}</bpmn:transaction>{Boundary("canceled", "tx", OnCancel)}{User("after")}{Path("s", "tx")}{Path("canceled", "after")}";

    // One round is over, one cancels, one still runs: all of them are one transaction.
    [Fact]
    public void Transaction_MultiInstanceAndCanceledByOneRound_UndoesEveryRoundAndIsLeftOnce()
    {
        Bench bench = Bench.Of(Begin() + Transaction(
            Loop("[1, 2, 3]"),
            Undoable("a") + User("confirm") + Gateway("exclusive", "x", "default=\"x-good\"") + End("good") + End("bad", OnCancel)
                + Path("s2", "a", "confirm", "x", "good") + Flow("x", "bad", "item = 2")));
        bench.Begin().Answer("a").Answer("a").Answer("a").Answer("confirm").ShouldWaitAt("confirm", "confirm");

        bench.Answer("confirm").ShouldWaitAt("undo-a");
        bench.Answer("undo-a").Answer("undo-a").Answer("undo-a").ShouldWaitAt("after");

        bench.Effects.OfType<CreateJob>().Where(job => job.ElementId == "undo-a").Select(job => job.Variables["item"])
            .ShouldBe([FeelValue.Of(3), FeelValue.Of(2), FeelValue.Of(1)]);
        bench.Count("canceled").ShouldBe(1);
    }

    [Fact]
    public void Transaction_SequentialMultiInstanceAndCanceled_BeginsNoFurtherRound()
    {
        Bench bench = Bench.Of(Begin() + Transaction(Loop("[1, 2, 3]", sequential: true), Undoable("a") + End("bad", OnCancel) + Path("s2", "a", "bad")));

        bench.Begin().Answer("a").Answer("undo-a").ShouldWaitAt("after");
    }

    [Fact]
    public void Transaction_CanceledInASubProcessThatRuns_EndsTheOthersAndUndoesThatToo()
    {
        Bench bench = Bench.Of(Begin() + Transaction(
            "",
            Undoable("a") + Gateway("parallel", "f") + User("busy")
                + Sub("sub", Begin("s3") + Undoable("b") + End("bad", OnCancel) + Path("s3", "b", "bad") + UndoSub(User("by-hand") + Path("us", "by-hand")))
                + Path("s2", "a", "f", "busy") + Path("f", "sub")));

        // The sub-process never completed, so that its own way to undo it does not apply.
        bench.Begin().Answer("a").Answer("b").ShouldWaitAt("undo-b");
        bench.Answer("undo-b").ShouldWaitAt("undo-a");
        bench.Answer("undo-a").ShouldWaitAt("after");
    }

    [Fact]
    public void MultiInstance_WithItsOwnHandler_RunsItForEachRound()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:subProcess id=\"sub\">" + Loop("[1, 2]", sequential: true) + Begin("s2") + Undoable("a") + Path("s2", "a") + UndoSub(Job("by-hand") + Path("us", "by-hand")) + "</bpmn:subProcess>"
            + Throw("t", OnCompensation) + User("after") + Path("s", "sub", "t", "after"));

        bench.Begin().Answer("a").Answer("a").Answer("by-hand").Answer("by-hand").ShouldWaitAt("after");

        bench.Effects.OfType<CreateJob>().Where(job => job.ElementId == "by-hand").Select(job => job.Variables["item"]).ShouldBe([FeelValue.Of(2), FeelValue.Of(1)]);
    }

    [Fact]
    public void CompensationThrow_WithOtherTriggers_ThrowsThemAllOnce()
    {
        Bench bench = Bench.Of(
            Begin() + Undoable("a") + Throw("t", OnCompensation + OnSignal + OnEscalation) + User("after") + Path("s", "a", "t", "after"));

        bench.Begin().Answer("a").ShouldWaitAt("undo-a");
        bench.Answer("undo-a").ShouldWaitAt("after");

        bench.History.OfType<EventThrown>().Select(each => each.Trigger).ShouldBe(["signal", "compensation", "escalation"]);
    }
}
