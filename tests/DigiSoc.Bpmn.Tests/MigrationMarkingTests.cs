using DigiSoc.Bpmn.Execution;
using DigiSoc.Bpmn.Tests.Stored;
using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests;

/// <summary>Only to states that the new model can come to: whether tokens can stand together is told by its flows.</summary>
public class MigrationMarkingTests
{
    private const string StandsSo = "the target never comes to stand so";

    private static readonly string Both =
        Begin() + Gateway("parallel", "f") + User("a") + User("b") + Gateway("parallel", "j") + User("c") + Path("s", "f", "a", "j", "c") + Path("f", "b", "j");

    private static readonly string Either =
        Begin() + Gateway("exclusive", "x", "default=\"x-b\"") + User("a") + User("b") + User("c") + Flow("s", "x") + Flow("x", "a", "key = \"k\"") + Flow("x", "b") + Path("a", "c") + Path("b", "c");

    public static TheoryData<string> All => [.. ReleasedStates.All()];

    [Fact]
    public void Check_OneTokenBeforeAJoinOfTwo_IsRefused() =>
        Refused(Begin() + User("a") + Path("s", "a"), Both).ShouldContain("tokens at `a` in `p`");

    [Fact]
    public void Check_TwoTokensInAChoice_IsRefused() =>
        Refused(Both, Either).ShouldContain("tokens at `a`, at `b` in `p`");

    [Fact]
    public void Check_ElementNoFlowLeadsTo_IsRefused() =>
        Refused(Begin() + User("a") + Path("s", "a"), Begin() + User("z") + User("a") + User("b") + Path("s", "z") + Path("b", "a", "b")).ShouldContain("at `a`");

    [Fact]
    public void Check_TokenAtAJoinAndBehindIt_IsRefused()
    {
        Bench bench = Bench.Of(Both).Begin().Answer("a");
        string content = Begin() + Gateway("parallel", "f") + User("a") + User("d") + Gateway("parallel", "j") + User("b") + Path("s", "f", "a", "j", "b") + Path("f", "d", "j");

        MigrationPlan.SameIds.Check(Compile(Both), Compile(content), bench.State).Single().ShouldBe($"tokens at `b`, on flow `a-j` in `p`: {StandsSo}");
    }

    [Theory]
    [InlineData("choice")]
    [InlineData("event")]
    [InlineData("boundary")]
    [InlineData("link")]
    [InlineData("inclusive")]
    [InlineData("loop")]
    public void Check_TheTargetComesThereInAnotherWay_IsAllowed(string way)
    {
        string target = way switch
        {
            "choice" => Either,
            "event" => Begin() + Gateway("eventBased", "g") + Catch("m", OnMessage) + Catch("t", OnTimer("P1D")) + User("a") + Path("s", "g", "m", "a") + Path("g", "t"),
            "boundary" => Begin() + User("z") + Boundary("late", "z", OnTimer("P1D"), interrupting: false) + User("a") + Path("s", "z") + Path("late", "a"),
            "link" => Begin() + Throw("out", Link("l")) + Catch("in", Link("l")) + User("a") + Path("s", "out") + Path("in", "a"),
            "inclusive" => Begin() + Gateway("inclusive", "f", "default=\"f-b\"") + User("a") + User("b") + Gateway("inclusive", "j")
                + Flow("s", "f") + Flow("f", "a", "key = \"k\"") + Flow("f", "b") + Path("a", "j") + Path("b", "j"),
            _ => Begin() + User("z") + Gateway("exclusive", "x", "default=\"x-a\"") + User("a") + Path("s", "z", "x", "a", "z") + Flow("x", "z", "key = \"k\""),
        };

        MigrationPlan.SameIds.Check(Compile(Begin() + User("a") + Path("s", "a")), Compile(target), Bench.Of(Begin() + User("a") + Path("s", "a")).Begin().State)
            .ShouldBeEmpty();
    }

    // Two tokens of an event that comes again and again.
    [Fact]
    public void Check_RepeatedEvent_StandsBesideItsHost()
    {
        string content = Begin() + User("z") + Boundary("more", "z", OnSignal, interrupting: false) + User("a") + Path("s", "z") + Path("more", "a");
        ProcessModel model = Compile(content);

        Markings.CanBe(model, model.Root, "zaaa".Select(id => Markings.At(model.NodeById[id.ToString()]))).ShouldBeTrue();
        Markings.CanBe(model, model.Root, "zz".Select(id => Markings.At(model.NodeById[id.ToString()]))).ShouldBeFalse();
    }

    // A person put the second token there: the state is theirs, in the old model and in the new.
    [Fact]
    public void Check_StateAModificationMade_IsNotJudged()
    {
        Bench bench = Bench.Of(Either).Begin(("key", FeelValue.Of("k")));
        bench.Send(new ModifyInstance([new ActivateElement("b")], "both are needed")).ShouldWaitAt("a", "b");

        MigrationPlan.SameIds.Check(Compile(Either), Compile(Either), bench.State).ShouldBeEmpty();
    }

    // More markings than are gone through: not judged, and told in time.
    [Fact]
    public void Check_ManyParallelBranches_IsAllowed()
    {
        string content = Begin() + Gateway("parallel", "f") + Flow("s", "f") + string.Concat(Enumerable.Range(0, 16).Select(i => User($"a{i}") + User($"b{i}") + Path("f", $"a{i}", $"b{i}")));
        Bench bench = Bench.Of(content).Begin().Answer("a15");

        MigrationPlan.SameIds.Check(Compile(content), Compile(content + User("new") + Path("b1", "new")), bench.State).ShouldBeEmpty();
    }

    // Each marking on the way there would be as long: a thousand reminders, all open, would not be judged in hours.
    [Fact]
    public void Check_ThousandsOfTokensInAScope_IsAllowed()
    {
        string content = Begin() + Script("count", "if n = null then 1 else n + 1", "n") + User("a") + Flow("s", "count") + Flow("count", "count", "n < 3000") + Flow("count", "a");
        InstanceState state = Interpreter.Advance(Compile(content), InstanceState.New, new StartInstance(FeelContext.Empty), Bench.Start).State;
        state.Elements.Count.ShouldBe(3001);

        MigrationPlan.SameIds.Check(Compile(content), Compile(content + User("b") + Path("a", "b")), state).ShouldBeEmpty();
    }

    // What the engine came to, the flows come to: else a migration to the very same model would be refused.
    [Theory]
    [MemberData(nameof(All))]
    public void CanBe_WhatAReleaseStored_IsInItsOwnModel(string path)
    {
        StoredCase stored = ReleasedStates.Read(path);

        foreach (ElementInstance scope in InstanceState.Deserialize(stored.State).Elements)
        {
            FlowNode node = stored.Model.NodeById[scope.ElementId];
            if (Migration.HasMarking(node, scope))
            {
                Markings.CanBe(stored.Model, node, Migration.Places(stored.Model, stored.Model, id => id, scope, InstanceState.Deserialize(stored.State))).ShouldBeTrue(node.Id);
            }
        }
    }

    private static string Refused(string source, string target)
    {
        Bench bench = Bench.Of(source).Begin(("key", FeelValue.Of("k")));
        string reason = MigrationPlan.SameIds.Check(Compile(source), Compile(target), bench.State).Single();
        reason.ShouldEndWith(StandsSo);
        return reason;
    }
}
