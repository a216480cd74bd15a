using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests;

/// <summary>What people do to running instances: modify, migrate, suspend, cancel.</summary>
public class OperationsTests
{
    private static readonly MigrationPlan Same = MigrationPlan.SameIds;

    [Fact]
    public void Modify_MovesATokenWithVariablesAndReason()
    {
        Bench bench = Bench.Of(Begin() + User("a") + User("b") + Path("s", "a", "b")).Begin();
        long running = bench.State.Elements.Single(element => element.ElementId == "a").Id;

        bench.Send(new ModifyInstance([new ChangeVariables(FeelContext.Of(("skipped", FeelValue.Of(true)))), new ActivateElement("b"), new TerminateElement(running)], "asked by phone"));

        bench.ShouldWaitAt("b");
        bench.State.Variables["skipped"].ShouldBe(FeelValue.Of(true));
        bench.History.OfType<InstanceChanged>().Single().ShouldSatisfyAllConditions(each => each.Change.ShouldBe("modified"), each => each.Reason.ShouldBe("asked by phone"));
    }

    [Fact]
    public void Modify_IntoASubProcessThatDoesNotRun_OpensItWithItsEvents()
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + Sub("sub", Begin("s2") + User("in") + Path("s2", "in")) + Boundary("late", "sub", OnTimer("P1D")) + User("after") + User("handle")
            + Path("s", "a", "sub", "after") + Path("late", "handle")).Begin();

        bench.Send(new ModifyInstance([new ActivateElement("in"), new TerminateElement(bench.State.Elements.Single(element => element.ElementId == "a").Id)], "back")).ShouldWaitAt("in", "late");
        bench.Answer("in").ShouldWaitAt("after");
    }

    [Theory]
    [InlineData("none", "BPMN-212")]
    [InlineData("b", "BPMN-212")]
    [InlineData("in", "BPMN-213")]
    public void Modify_WhereNoTokenCanBePut_IsRefusedAndNothingChanges(string elementId, string code)
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:subProcess id=\"sub\">" + Loop("[1, 2]") + Begin("s2") + User("in") + Path("s2", "in") + "</bpmn:subProcess>" + Boundary("b", "sub", OnTimer("P1D")) + Path("s", "sub")).Begin();
        byte[] before = bench.State.Serialize();

        bench.Send(new ModifyInstance([new ActivateElement("sub"), new ActivateElement(elementId)], "try")).Rejection!.Code.ShouldBe(code);

        bench.State.Serialize().ShouldBe(before);
    }

    [Fact]
    public void Modify_EndsOneRound_TheLoopGoesOnWithoutIt()
    {
        Bench bench = Bench.Of(Begin() + Job("work", Loop("[1, 2]")) + User("after") + Path("s", "work", "after")).Begin();

        bench.Send(new ModifyInstance([new TerminateElement(bench.State.Waits[0].ElementInstanceId)], "not needed")).ShouldWaitAt("work");
        bench.Answer("work").ShouldWaitAt("after");
    }

    [Fact]
    public void Migrate_ToAVersionWithMore_KeepsTheTaskAndArmsNewEvents()
    {
        Bench bench = Bench.Of(Begin() + User("a") + Path("s", "a")).Begin(("key", FeelValue.Of("k")));
        long task = bench.WaitAt("a").Id;
        ProcessModel target = Compile(Begin() + User("a") + Boundary("late", "a", OnTimer("P1D")) + User("b") + User("c") + Path("s", "a", "b") + Path("late", "c"));

        bench.Send(new MigrateInstance(target, Same, "new rules")).ShouldWaitAt("a", "late");

        bench.WaitAt("a").Id.ShouldBe(task);
        bench.Answer("a").ShouldWaitAt("b");
    }

    [Fact]
    public void Migrate_RenamedElement_FollowsThePlan()
    {
        Bench bench = Bench.Of(Begin() + User("a") + Boundary("late", "a", OnTimer("P1D")) + Path("s", "a")).Begin();
        ProcessModel target = Compile(Begin() + User("z") + User("after") + Path("s", "z", "after"));

        bench.Send(new MigrateInstance(target, Same, "no plan")).Rejection!.Text.ShouldContain("`a` has no counterpart `a`");
        bench.Send(new MigrateInstance(target, new MigrationPlan(new Dictionary<string, string> { ["a"] = "z" }), "renamed")).ShouldWaitAt("z");
        bench.Effects.OfType<CancelTimer>().ShouldHaveSingleItem();
        bench.Answer("z").ShouldWaitAt("after");
    }

    [Theory]
    [InlineData("job", "is a userTask")]
    [InlineData("loop", "do not repeat in the same way")]
    [InlineData("scope", "the token is in")]
    public void Migrate_ToWhatCannotStand_IsRefusedWithTheReason(string kind, string reason)
    {
        ProcessModel source = Compile(Begin() + User("a") + Path("s", "a"));
        ProcessModel target = kind switch
        {
            "job" => Compile(Begin() + Job("a") + Path("s", "a")),
            "loop" => Compile(Begin() + User("a", "", Loop("[1]")) + Path("s", "a")),
            _ => Compile(Begin() + Sub("sub", Begin("s2") + User("a") + Path("s2", "a")) + Path("s", "sub")),
        };
        Bench bench = new Bench(source).Begin();

        MigrationPlan.SameIds.Check(source, target, bench.State).Single().ShouldContain(reason);
        bench.Send(new MigrateInstance(target, Same, "try")).Rejection!.Code.ShouldBe("BPMN-214");
        bench.ShouldWaitAt("a");
    }

    [Fact]
    public void Migrate_TokensAtAJoin_WaitAtItsCounterpart()
    {
        string content = Begin() + Gateway("parallel", "f") + User("a") + User("b") + Gateway("parallel", "j") + Path("s", "f", "a", "j") + Path("f", "b", "j");
        Bench bench = Bench.Of(content + User("old") + Path("j", "old")).Begin().Answer("a");

        bench.Send(new MigrateInstance(Compile(content + User("new") + Path("j", "new")), Same, "better")).Answer("b").ShouldWaitAt("new");
    }

    // A loop without a wait is put off after many turns; the new version mends it.
    [Fact]
    public void Migrate_ATokenPutOff_GoesOnInTheNewModel()
    {
        Bench bench = Bench.Of(Turning("h", "x", "false")).Begin();
        Wait putOff = bench.State.Waits.Single();
        ProcessModel target = Compile(Turning("h2", "x2", "true"));
        Dictionary<string, string> nodes = new() { ["h"] = "h2", ["x"] = "x2" };
        Dictionary<string, string> all = new(nodes) { ["s-h"] = "s-h2", ["h-t"] = "h2-t", ["t-x"] = "t-x2", ["x-h"] = "x2-h2" };

        bench.Send(new MigrateInstance(target, new(nodes), "no flows")).Rejection!.Text.ShouldContain("on its way to");
        bench.Send(new MigrateInstance(target, new(all), "mended")).Send(new FireTimer(putOff.Id)).ShouldBeCompleted();

        static string Turning(string head, string way, string ends) =>
            Begin() + Gateway("exclusive", head) + "<bpmn:task id=\"t\"/>" + Gateway("exclusive", way, $"default=\"{way}-{head}\"") + End()
            + Path("s", head, "t", way, head) + Flow(way, "e", ends);
    }

    [Fact]
    public void Suspend_RefusesAnswersUntilResumed()
    {
        Bench bench = Bench.Of(Begin() + User("a") + User("b") + Path("s", "a", "b")).Begin();
        long task = bench.WaitAt("a").Id;

        bench.Send(new SuspendInstance("court case"));
        bench.Send(new CompleteUserTask(task, FeelContext.Empty)).Rejection!.Code.ShouldBe("BPMN-206");
        bench.Send(new SetVariables(0, FeelContext.Of(("x", FeelValue.Of(1))))).Rejection.ShouldBeNull();
        bench.Send(new ResumeInstance("over"));
        bench.Send(new ResumeInstance("again")).Rejection!.Code.ShouldBe("BPMN-207");
        bench.Send(new CompleteUserTask(task, FeelContext.Empty)).ShouldWaitAt("b");
    }

    /// <summary>Variables may be mended in a suspended instance; nothing begins by that before it is resumed.</summary>
    [Fact]
    public void Suspend_ConditionBecomesTrueMeanwhile_FiresWhenResumed()
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + Boundary("b", "a", OnCondition("ready = true"), false) + User("c") + Path("s", "a") + Path("b", "c")).Begin();
        bench.Send(new SuspendInstance("court case"));

        bench.Send(new SetVariables(0, FeelContext.Of(("ready", FeelValue.Of(true))))).ShouldWaitAt("a", "b");
        bench.Send(new ResumeInstance("over")).ShouldWaitAt("a", "b", "c");
    }

    [Fact]
    public void Suspend_ConditionIsTrueOnlyMeanwhile_DoesNotFire()
    {
        Bench bench = Bench.Of(Begin() + Catch("c", OnCondition("ready = true")) + End() + Path("s", "c", "e")).Begin();
        bench.Send(new SuspendInstance("court case"));

        bench.Send(new SetVariables(0, FeelContext.Of(("ready", FeelValue.Of(true)))));
        bench.Send(new SetVariables(0, FeelContext.Of(("ready", FeelValue.Of(false)))));
        bench.Send(new ResumeInstance("over")).ShouldWaitAt("c");
    }

    [Fact]
    public void Cancel_ClosesEverythingThatWaits()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("parallel", "f") + User("a") + Job("b") + Catch("c", OnMessage) + Catch("d", OnTimer("P1D")) + "<bpmn:callActivity id=\"x\" calledElement=\"child\"/>"
            + Path("s", "f", "a") + Path("f", "b") + Path("f", "c") + Path("f", "d") + Path("f", "x")).Begin(("key", FeelValue.Of("k")));

        bench.Send(new CancelInstance("withdrawn"));

        bench.State.Status.ShouldBe(InstanceStatus.Canceled);
        bench.State.Waits.ShouldBeEmpty();
        bench.Effects.Select(effect => effect.GetType().Name).Where(name => name is "EndUserTask" or "EndJob" or "CloseSubscription" or "CancelTimer" or "CancelChild").Order()
            .ShouldBe(["CancelChild", "CancelTimer", "CloseSubscription", "EndJob", "EndUserTask"]);
        bench.Send(new CancelInstance("again")).Rejection!.Code.ShouldBe("BPMN-203");
    }
}
