using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

public class TaskTests
{
    [Fact]
    public void ServiceTask_JobCompleted_PassesItsVariablesOn()
    {
        Bench bench = Bench.Of(Begin() + Job("work") + End() + Path("s", "work", "e"));

        bench.Begin(("given", FeelValue.Of(1))).ShouldWaitAt("work");
        CreateJob job = bench.Effects.OfType<CreateJob>().ShouldHaveSingleItem();
        job.Type.ShouldBe("work");
        job.Retries.ShouldBe(3);
        job.Variables["given"].ShouldBe(FeelValue.Of(1));

        bench.Answer("work", ("result", FeelValue.Of("done"))).ShouldBeCompleted();
        bench.State.Variables["result"].ShouldBe(FeelValue.Of("done"));
    }

    [Fact]
    public void UserTask_WithAssignment_IsOfferedAsModelled()
    {
        Bench bench = Bench.Of(
            Begin()
            + User("ask", "<zeebe:userTask/><zeebe:formDefinition formId=\"f\"/><zeebe:assignmentDefinition assignee=\"=who\" candidateGroups=\"a, b\"/>"
                + "<zeebe:taskSchedule dueDate=\"=date(&quot;2026-04-01&quot;)\"/><zeebe:priorityDefinition priority=\"70\"/><digisoc:norm ref=\"APL 62\"/>")
            + End() + Path("s", "ask", "e"));

        bench.Begin(("who", FeelValue.Of("liga")));

        CreateUserTask task = bench.Effects.OfType<CreateUserTask>().ShouldHaveSingleItem();
        task.Assignee.ShouldBe("liga");
        task.CandidateGroups.ShouldBe(["a", "b"]);
        task.Priority.ShouldBe(70);
        task.FormId.ShouldBe("f");
        task.Norms.ShouldBe(["APL 62"]);
        // Midnight of 1 April in Riga, summer time.
        task.DueAt.ShouldBe(new DateTimeOffset(2026, 3, 31, 21, 0, 0, TimeSpan.Zero));
        bench.Answer("ask").ShouldBeCompleted();
    }

    [Fact]
    public void UserTask_WithoutAssignment_IsForItsLane()
    {
        Bench bench = Bench.Of(
            "<bpmn:laneSet id=\"ls\"><bpmn:lane id=\"l\" name=\"social-worker\"><bpmn:flowNodeRef>ask</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
            + Begin() + User("ask") + End() + Path("s", "ask", "e"));

        bench.Begin();

        bench.Effects.OfType<CreateUserTask>().Single().CandidateGroups.ShouldBe(["social-worker"]);
    }

    [Fact]
    public void ManualAndAbstractTask_PassAtOnce()
    {
        Bench bench = Bench.Of(Begin() + "<bpmn:manualTask id=\"m\"/><bpmn:task id=\"t\"/>" + End() + Path("s", "m", "t", "e"));

        bench.Begin().ShouldBeCompleted();

        bench.Completed.ShouldBe(["s", "m", "t", "e", "p"]);
    }

    [Fact]
    public void ScriptTask_KeepsItsValue()
    {
        Bench bench = Bench.Of(Begin() + Script("sum", "a + 1", "b") + End() + Path("s", "sum", "e"));

        bench.Begin(("a", FeelValue.Of(2))).ShouldBeCompleted();

        bench.State.Variables["b"].ShouldBe(FeelValue.Of(3));
    }

    [Fact]
    public void SendTask_WithMessage_PublishesIt()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:sendTask id=\"send\" messageRef=\"M\"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=1\" target=\"n\"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:sendTask>"
            + End() + Path("s", "send", "e"));

        bench.Begin(("key", FeelValue.Of("k-1"))).ShouldBeCompleted();

        PublishMessage message = bench.Effects.OfType<PublishMessage>().ShouldHaveSingleItem();
        message.Name.ShouldBe("answer");
        message.CorrelationKey.ShouldBe("k-1");
        message.Variables["n"].ShouldBe(FeelValue.Of(1));
    }

    [Fact]
    public void ReceiveTask_WaitsForItsMessage()
    {
        Bench bench = Bench.Of(Begin() + "<bpmn:receiveTask id=\"wait\" messageRef=\"M\"/>" + End() + Path("s", "wait", "e"));

        bench.Begin(("key", FeelValue.Of(7))).ShouldWaitAt("wait");
        bench.WaitAt("wait").CorrelationKey.ShouldBe("7");

        bench.Answer("wait", ("answer", FeelValue.Of("yes"))).ShouldBeCompleted();
        bench.State.Variables["answer"].ShouldBe(FeelValue.Of("yes"));
    }

    [Fact]
    public void CallActivity_ChildCompletes_TakesWhatItMaps()
    {
        Bench bench = Bench.Of(
            Begin()
            + "<bpmn:callActivity id=\"call\"><bpmn:extensionElements><zeebe:calledElement processId=\"child\" propagateAllChildVariables=\"false\"/>"
            + "<zeebe:ioMapping><zeebe:output source=\"=inner\" target=\"outer\"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:callActivity>"
            + End() + Path("s", "call", "e"));

        bench.Begin(("a", FeelValue.Of(1))).ShouldWaitAt("call");
        bench.Effects.OfType<StartChild>().Single().Variables["a"].ShouldBe(FeelValue.Of(1));

        bench.Answer("call", ("inner", FeelValue.Of(5)), ("other", FeelValue.Of(6))).ShouldBeCompleted();
        bench.State.Variables["outer"].ShouldBe(FeelValue.Of(5));
        bench.State.Variables.ContainsKey("other").ShouldBeFalse();
    }

    [Fact]
    public void ServiceTask_JobFailed_IsAnIncidentThatCanBeRetried()
    {
        Bench bench = Bench.Of(Begin() + Job("work") + End() + Path("s", "work", "e")).Begin();

        bench.Send(new FailJob(bench.WaitAt("work").Id, "REG-001", "register down"));
        Incident incident = bench.ShouldHaveIncident("BPMN-105");
        bench.State.Waits.ShouldBeEmpty();

        bench.Send(new ResolveIncident(incident.Id)).ShouldWaitAt("work");
        bench.Answer("work").ShouldBeCompleted();
    }

    [Fact]
    public void ServiceTask_AnsweredTwice_RefusesTheSecond()
    {
        Bench bench = Bench.Of(Begin() + Job("work") + User("next") + End() + Path("s", "work", "next", "e")).Begin();
        Wait job = bench.WaitAt("work");
        bench.Answer("work");

        bench.Send(new CompleteJob(job.Id, FeelContext.Empty));

        bench.Rejection!.Code.ShouldBe("BPMN-208");
        bench.ShouldWaitAt("next");
    }

    [Fact]
    public void ServiceTask_JobFailedWithVariables_LeavesThemAtItsElementForTheNextTry()
    {
        Bench bench = Bench.Of(Begin() + Job("work") + User("after") + Path("s", "work", "after")).Begin();

        bench.Send(new FailJob(bench.WaitAt("work").Id, "X-1", "down") { Variables = FeelContext.Of(("page", FeelValue.Of(7))) });
        Incident incident = bench.ShouldHaveIncident("BPMN-105");
        bench.State.Variables.ContainsKey("page").ShouldBeFalse();
        bench.Effects.Clear();
        bench.Send(new ResolveIncident(incident.Id));

        bench.Effects.OfType<CreateJob>().ShouldHaveSingleItem().Variables["page"].ShouldBe(FeelValue.Of(7));
        bench.Answer("work").ShouldWaitAt("after").State.Variables.ContainsKey("page").ShouldBeFalse();
    }
}
