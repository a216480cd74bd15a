using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests;

/// <summary>What has happened leaves no trace in the state: after very many rounds or events it is as small as after a few.</summary>
public sealed class FlatStateTests
{
    // Each id and counter that is stored may be longer by the digits that it grew.
    private const int LongerNumbers = 8 * 4;

    private static readonly string Text = new('x', 700);

    [Theory]
    [InlineData("loop by a gateway", 10_000, 200_000)]
    [InlineData("standard loop", 1_000, 20_000)]
    [InlineData("standard loop of a sub-process", 1_000, 20_000)]
    [InlineData("timer beside", 1_000, 20_000)]
    [InlineData("message beside", 1_000, 20_000)]
    [InlineData("event sub-process beside", 1_000, 20_000)]
    [InlineData("condition beside", 1_000, 20_000)]
    public void State_AfterManyRounds_HasItsSizeAfterFew(string kind, int few, int many)
    {
        ProcessModel model = Compile(Content(kind));
        InstanceState state = Advance(model, InstanceState.New, new StartInstance(FeelContext.Of(("text", FeelValue.Of(Text)), ("key", FeelValue.Of("k")))));
        int early = 0;
        (int Elements, int Waits) open = default;
        for (int round = 1; round <= many; round++)
        {
            state = Round(model, state, kind, round);
            if (round == few)
            {
                early = state.Serialize().Length;
                open = (state.Elements.Count, state.Waits.Count);
            }
        }

        state.Serialize().Length.ShouldBeInRange(early, early + LongerNumbers);
        (state.Elements.Count, state.Waits.Count).ShouldBe(open);
        state.Incidents.ShouldBeEmpty();
    }

    private static string Content(string kind) => kind switch
    {
        "loop by a gateway" => Begin() + Gateway("exclusive", "again") + Job("work") + Path("s", "again", "work", "again"),
        "standard loop" => Begin() + Job("work", "<bpmn:standardLoopCharacteristics><bpmn:loopCondition>=round > 0</bpmn:loopCondition></bpmn:standardLoopCharacteristics>") + Path("s", "work"),
        "standard loop of a sub-process" => Begin() + "<bpmn:subProcess id=\"sub\"><bpmn:standardLoopCharacteristics><bpmn:loopCondition>=round > 0</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
            + Begin("s2") + Job("work") + Path("s2", "work") + "</bpmn:subProcess>" + Path("s", "sub"),
        "timer beside" => Beside(OnCycle("R/PT1H")),
        "message beside" => Beside(OnMessage),
        "condition beside" => Beside(OnCondition("on")),
        _ => Begin() + User("a") + Path("s", "a")
            + EventSub("aside", Begin("s2", OnMessage, "isInterrupting=\"false\"") + Script("note", "1 + 1", "noted") + End("e2") + Path("s2", "note", "e2")),
    };

    private static string Beside(string trigger) =>
        Begin() + User("a") + Boundary("b", "a", trigger, interrupting: false) + Script("note", "1 + 1", "noted") + End() + Path("s", "a") + Path("b", "note", "e");

    private static InstanceState Round(ProcessModel model, InstanceState state, string kind, int round)
    {
        if (kind == "condition beside")
        {
            state = Advance(model, state, new SetVariables(0, FeelContext.Of(("on", FeelValue.Of(true)))));
            return Advance(model, state, new SetVariables(0, FeelContext.Of(("on", FeelValue.Of(false)))));
        }

        Wait wait = state.Waits.First(each => each.Kind != WaitKind.UserTask);
        FeelContext brought = FeelContext.Of(("round", FeelValue.Of(round)));
        return Advance(model, state, wait.Kind switch
        {
            WaitKind.Job => new CompleteJob(wait.Id, brought),
            WaitKind.Timer => new FireTimer(wait.Id),
            _ => new DeliverMessage(wait.Id, "m", brought),
        });
    }

    private static InstanceState Advance(ProcessModel model, InstanceState state, Command command)
    {
        AdvanceResult result = Interpreter.Advance(model, state, command, Bench.Start);
        result.Rejection.ShouldBeNull();
        return result.State;
    }
}
