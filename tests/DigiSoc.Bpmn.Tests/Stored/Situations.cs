using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Stored;

/// <summary>The kinds of waiting whose states are stored at each release. New ones are added at the end; none is taken away.</summary>
internal static partial class Situations
{
    public static IReadOnlyList<Situation> All { get; } =
    [
        .. Waits, .. Events, .. Gateways, .. Loops, .. Scopes, .. Undoing, .. Calls, .. Interventions,
    ];

    private static (string, FeelValue) Key => ("key", FeelValue.Of("k-1"));

    private static IEnumerable<Situation> Waits =>
    [
        // Every kind of value is read, and worked with: a value read as another kind gives another result or none.
        new(
            "user-task",
            Begin() + Script("values", "{n: 12.30, t: \"ā\\u0001\", d: date(\"2026-03-02\"), at: date and time(\"2026-03-02T09:00:00@Europe/Riga\"), off: time(\"10:00:00+02:00\"), "
                + "months: duration(\"P1Y2M\"), days: duration(\"P1DT2H\"), range: [1..5), nothing: null, yes: true, list: [1, [2], {x: 3}]}", "stored")
                + User("a")
                + Script("work", "{n: stored.n * 2, t: string length(stored.t), d: stored.d + stored.months, at: stored.at + stored.days, off: stored.off + duration(\"PT1H\"), "
                    + "within: 4 in stored.range, nothing: stored.nothing = null, yes: not(stored.yes), sum: stored.list[1] + stored.list[2][1] + stored.list[3].x}", "read")
                + End() + Path("s", "values", "a", "work", "e"),
            bench => bench.Begin(("income", FeelValue.Of(120))),
            [Answer.To("a", ("verdict", FeelValue.Of(true)))]),
        new("job", Begin() + Job("a") + End() + Path("s", "a", "e"), bench => bench.Begin(("n", FeelValue.Of(1))), [Answer.To("a", ("answer", FeelValue.Of("yes")))]),
        new("timer", Begin() + Catch("rest", OnTimer("P1D")) + End() + Path("s", "rest", "e"), bench => bench.Begin(), [Answer.To("rest")]),
        new(
            "timer-cycle",
            Begin() + User("a") + Boundary("b", "a", OnCycle("R3/P1D"), interrupting: false) + Script("count", "fired + 1", "fired") + End() + End("e2") + Path("s", "a", "e") + Path("b", "count", "e2"),
            bench => bench.Begin(("fired", FeelValue.Of(0))).Answer("b"),
            [Answer.To("b"), Answer.To("b"), Answer.To("a")]),
        new(
            "timer-cycle-of-months",
            Begin() + User("a") + Boundary("b", "a", OnCycle("R4/2026-05-31T12:00/P1M"), interrupting: false) + Script("note", "fired + string(today())", "fired") + End() + End("e2") + Path("s", "a", "e") + Path("b", "note", "e2"),
            bench => bench.Begin(("fired", FeelValue.Of(""))).Answer("b"),
            [Answer.To("b"), Answer.To("b"), Answer.To("b"), Answer.To("a")]),
        new("message", Begin() + Catch("m", OnMessage) + End() + Path("s", "m", "e"), bench => bench.Begin(Key), [Answer.To("m", ("text", FeelValue.Of("came")))]),
        new("signal", Begin() + Catch("c", OnSignal) + End() + Path("s", "c", "e"), bench => bench.Begin(), [Answer.To("c", ("loud", FeelValue.Of(true)))]),
    ];

    private static IEnumerable<Situation> Events =>
    [
        new(
            "event-gateway",
            Begin() + Gateway("eventBased", "g") + Catch("m", OnMessage) + Catch("t", OnTimer("P2D")) + End() + End("late") + Path("s", "g", "m", "e") + Path("g", "t", "late"),
            bench => bench.Begin(Key),
            [Answer.To("t")]),
        new(
            "boundary-message-not-interrupting",
            Begin() + User("a") + Boundary("b", "a", OnMessage, interrupting: false) + User("aside") + End() + End("e2") + Path("s", "a", "e") + Path("b", "aside", "e2"),
            bench => bench.Begin(Key).Answer("b", ("first", FeelValue.Of(1))),
            [Answer.To("b", ("second", FeelValue.Of(2))), Answer.To("aside"), Answer.To("a"), Answer.To("aside")]),
        new(
            "condition-was-true",
            Begin() + User("a") + Boundary("b", "a", OnMessage + OnCondition("x > 5"), interrupting: false) + End() + End("e2") + Path("s", "a", "e") + Path("b", "e2"),
            bench => bench.Begin(Key, ("x", FeelValue.Of(0))).Send(new SetVariables(0, FeelContext.Of(("x", FeelValue.Of(6))))),
            [Answer.Set(("x", FeelValue.Of(7))), Answer.To("a")]),
        new(
            "parallel-multiple-one-came",
            Begin() + User("a") + Boundary("b", "a", OnMessage + OnSignal).Replace("<bpmn:boundaryEvent ", "<bpmn:boundaryEvent parallelMultiple=\"true\" ", StringComparison.Ordinal)
                + End() + End("e2") + Path("s", "a", "e") + Path("b", "e2"),
            bench => bench.Begin(Key).Answer("b"),
            [Answer.To("b")]),
        new(
            "event-sub-process",
            Begin() + User("a") + End() + Path("s", "a", "e")
                + EventSub("aside", Begin("s2", OnMessage, "isInterrupting=\"false\"") + User("note") + End("e2") + Path("s2", "note", "e2"))
                + EventSub("stop", Begin("s3", OnSignal) + User("end-it") + End("e3") + Path("s3", "end-it", "e3")),
            bench => bench.Begin(Key).Answer("s2", ("text", FeelValue.Of("one"))),
            [Answer.To("s2", ("text", FeelValue.Of("two"))), Answer.To("note"), Answer.To("s3"), Answer.To("end-it")]),
    ];

    private static IEnumerable<Situation> Gateways =>
    [
        new(
            "parallel-join-half",
            Begin() + Gateway("parallel", "f") + User("a") + User("b") + Gateway("parallel", "j") + End() + Path("s", "f", "a", "j", "e") + Path("f", "b", "j"),
            bench => bench.Begin().Answer("a"),
            [Answer.To("b")]),
        new(
            "inclusive-join-half",
            Begin() + Gateway("inclusive", "f") + User("a") + User("b") + User("c") + Gateway("inclusive", "j") + End()
                + Path("s", "f") + Flow("f", "a", "true") + Flow("f", "b", "true") + Flow("f", "c", "false") + Path("a", "j") + Path("b", "j") + Path("c", "j") + Path("j", "e"),
            bench => bench.Begin().Answer("a"),
            [Answer.To("b")]),
        new(
            "inclusive-join-in-a-loop",
            Begin() + Gateway("exclusive", "h") + Gateway("inclusive", "f") + User("a") + User("b") + Gateway("inclusive", "j") + Gateway("exclusive", "x", "default=\"x-e\"") + End()
                + Path("s", "h", "f") + Flow("f", "a", "true") + Flow("f", "b", "true") + Path("a", "j") + Path("b", "j") + Path("j", "x", "e") + Flow("x", "h", "again"),
            bench => bench.Begin(("again", FeelValue.Of(true))).Answer("a").Answer("b").Answer("b"),
            [Answer.To("a", ("again", FeelValue.Of(false)))]),
        // More than 10,000 elements in one step: the rest is put off.
        new(
            "continuation",
            Begin() + Gateway("exclusive", "h") + Script("t", "n + 1", "n") + Gateway("exclusive", "x", "default=\"x-e\"") + End() + Path("s", "h", "t", "x", "e") + Flow("x", "h", "n < 3337"),
            bench => bench.Begin(("n", FeelValue.Of(0))),
            [Answer.To("h")]),
    ];
}
