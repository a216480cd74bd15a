using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Tests;

/// <summary>What has happened leaves no trace in the state: a loop of many rounds is as small at its end as at its beginning.</summary>
public sealed class FlatStateTests
{
    private const int Rounds = 100_000;

    // Each id and counter that is stored, longer by at most this many digits than in the thousandth round.
    private const int LongerNumbers = 8 * 4;

    [Fact]
    public void Loop_OfManyRounds_KeepsItsSize()
    {
        ProcessModel model = Models.Compile(
            Models.Begin() + Models.Gateway("exclusive", "again")
            + Models.Job("work")
            + Models.Path("s", "again", "work", "again"));
        InstanceState state = Advance(model, InstanceState.New, new StartInstance(FeelContext.Of(("text", FeelValue.Of(new string('x', 700))))));
        int early = 0;
        for (int round = 1; round <= Rounds; round++)
        {
            state = Advance(model, state, new CompleteJob(state.Waits[0].Id, FeelContext.Of(("round", FeelValue.Of(round)))));
            if (round == 1000)
            {
                early = state.Serialize().Length;
            }
        }

        state.Serialize().Length.ShouldBeInRange(early, early + LongerNumbers);
        state.Elements.Count.ShouldBe(2);
        state.Waits.Count.ShouldBe(1);
    }

    private static InstanceState Advance(ProcessModel model, InstanceState state, Command command)
    {
        AdvanceResult result = Interpreter.Advance(model, state, command, Bench.Start);
        result.Rejection.ShouldBeNull();
        return result.State;
    }
}
