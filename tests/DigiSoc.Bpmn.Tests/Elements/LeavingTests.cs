using System.Text;
using System.Text.RegularExpressions;
using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

/// <summary>What is done and has stopped on its way out waits for nothing beside it any more.</summary>
public class LeavingTests
{
    private static readonly string Beside = EventSub("es", Begin("es1", OnTimer("PT1H"), "isInterrupting=\"false\"") + User("beside") + Path("es1", "beside"));
    private static readonly string Choice = User("v") + User("w") + Path("s", "a") + Flow("a", "v", "ok") + Flow("a", "w", "not(ok)");
    private static readonly string Stops = Begin() + Sub("a", Begin("s2") + User("u") + Path("s2", "u") + Beside) + Choice;

    [Fact]
    public void Scope_StoppedOnItsWayOut_NothingBeginsBesideItAnyMore()
    {
        Bench bench = Bench.Of(Stops).Begin().Answer("u");

        bench.ShouldHaveIncident("BPMN-101");
        bench.ShouldWaitAt().Effects.OfType<CancelTimer>().Count().ShouldBe(1);
        GoOn(bench, "ok", true).ShouldWaitAt("v");
    }

    [Fact]
    public void Round_StoppedOnItsWayOut_NothingBeginsBesideItAnyMore()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("a", Loop("[1, 2]", inside: "<bpmn:completionCondition>=done</bpmn:completionCondition>") + Begin("s2") + User("u") + Path("s2", "u") + Beside) + User("v") + Path("s", "a", "v"));

        bench.Begin().Answer("u").ShouldWaitAt("u", "es1");
        GoOn(bench, "done", false).ShouldWaitAt("u", "es1").Answer("es1").Answer("beside").Answer("u").ShouldWaitAt("v");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Activity_DoneAndStoppedOnItsWayOut_ItsBoundaryEventDoesNotGoOffAnyMore(bool isInterrupting)
    {
        Bench bench = Bench.Of(Begin() + User("a") + Boundary("b", "a", OnTimer("PT1H"), isInterrupting) + User("late") + Path("b", "late") + Choice);

        bench.Begin().Answer("a").ShouldWaitAt();
        GoOn(bench, "ok", false).ShouldWaitAt("w");
    }

    /// <summary>States stored before waits ended with the work still wait there.</summary>
    [Fact]
    public void Scope_StoppedOnItsWayOutWithAWaitOfOld_BeginsNothing()
    {
        Bench bench = Bench.Of(Stops).Begin();
        string wait = Regex.Match(Encoding.UTF8.GetString(bench.State.Serialize()), "\\{[^{}]*\"e\":\"es1\"[^{}]*\\}", RegexOptions.CultureInvariant).Value;
        string stopped = Encoding.UTF8.GetString(bench.Answer("u").State.Serialize());
        Bench old = Bench.Restored(bench.Model, Encoding.UTF8.GetBytes($"{stopped[..^1]},\"w\":[{wait}]}}"), Bench.Start);

        old.ShouldWaitAt("es1").Answer("es1").ShouldWaitAt();
        GoOn(old, "ok", true).ShouldWaitAt("v");
    }

    private static Bench GoOn(Bench bench, string name, bool value) =>
        bench.Send(new ResolveIncident(bench.State.Incidents.Single().Id) { Variables = FeelContext.Of((name, FeelValue.Of(value))) });
}
