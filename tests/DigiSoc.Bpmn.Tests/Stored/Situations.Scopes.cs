using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Stored;

/// <summary>Loops, scopes, compensation, calls and what people did by hand.</summary>
internal static partial class Situations
{
    private const string Collected = "outputCollection=\"results\" outputElement=\"=item * factor\"";

    private static IEnumerable<Situation> Loops =>
    [
        new(
            "multi-instance-parallel",
            Begin() + Job("work", Loop("[1, 2, 3]", output: Collected)) + End() + Path("s", "work", "e"),
            bench => bench.Begin(("factor", FeelValue.Of(10))).Answer("work"),
            [Answer.To("work"), Answer.To("work")]),
        new(
            "multi-instance-sequential",
            Begin() + Job("work", Loop("[1, 2, 3]", sequential: true, output: Collected)) + End() + Path("s", "work", "e"),
            bench => bench.Begin(("factor", FeelValue.Of(10))).Answer("work"),
            [Answer.To("work"), Answer.To("work")]),
        new(
            "multi-instance-with-condition",
            Begin() + Job("work", Loop("[1, 2, 3, 4]", inside: "<bpmn:completionCondition>=numberOfCompletedInstances = 2 and numberOfTerminatedInstances = 1</bpmn:completionCondition>")) + End() + Path("s", "work", "e"),
            bench => bench.Begin().Answer("work").Send(new ModifyInstance([new TerminateElement(bench.State.Waits[0].ElementInstanceId)], "not needed")),
            [Answer.To("work")]),
        new(
            "multi-instance-cardinality",
            Begin() + User("work", inside: "<bpmn:multiInstanceLoopCharacteristics isSequential=\"true\"><bpmn:loopCardinality>=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>") + End() + Path("s", "work", "e"),
            bench => bench.Begin(),
            [Answer.To("work"), Answer.To("work")]),
        new(
            "standard-loop",
            Begin() + Job("work", "<bpmn:standardLoopCharacteristics loopMaximum=\"3\"/>") + End() + Path("s", "work", "e"),
            bench => bench.Begin().Answer("work"),
            [Answer.To("work"), Answer.To("work")]),
    ];

    private static IEnumerable<Situation> Scopes =>
    [
        new(
            "nested-sub-process",
            Begin() + "<bpmn:subProcess id=\"outer\"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=base + 1\" target=\"level\"/><zeebe:output source=\"=level\" target=\"reached\"/></zeebe:ioMapping></bpmn:extensionElements>"
                + Begin("s1") + Sub("inner", Begin("s2") + User("in") + Script("up", "level + 1", "level") + Path("s2", "in", "up")) + User("out") + Path("s1", "inner", "out") + "</bpmn:subProcess>"
                + Boundary("late", "outer", OnTimer("P5D")) + End() + End("missed") + Path("s", "outer", "e") + Path("late", "missed"),
            bench => bench.Begin(("base", FeelValue.Of(1))),
            [Answer.To("in"), Answer.To("out")]),
        new(
            "nested-sub-process-interrupted",
            Begin() + Sub("outer", Begin("s1") + Gateway("parallel", "f") + User("in") + Job("also") + Path("s1", "f", "in") + Path("f", "also"))
                + Boundary("late", "outer", OnTimer("P5D")) + End("missed") + Path("s", "outer") + Path("late", "missed"),
            bench => bench.Begin(),
            [Answer.To("late")]),
        new(
            "ad-hoc-sequential",
            Begin() + "<bpmn:adHocSubProcess id=\"adhoc\" ordering=\"Sequential\">" + User("a") + User("b") + User("c") + "</bpmn:adHocSubProcess>" + End() + Path("s", "adhoc", "e"),
            bench => bench.Begin().Answer("a"),
            [Answer.To("b"), Answer.To("c")]),
        new(
            "ad-hoc-parallel",
            Begin() + "<bpmn:adHocSubProcess id=\"adhoc\">" + User("a") + User("b") + User("c") + Path("a", "c") + "</bpmn:adHocSubProcess>" + End() + Path("s", "adhoc", "e"),
            bench => bench.Begin().Answer("b"),
            [Answer.To("a"), Answer.To("c")]),
        // Two activations of one activity with variables of their own; one is over and its output gathered.
        new(
            "ad-hoc-led",
            Begin() + Led(User("a") + Job("b") + Path("a", "b")) + End() + Path("s", "adhoc", "e"),
            bench =>
            {
                bench.Begin();
                Choose(bench, new AdHocChoice([Called(1), Called(2), Called(3)]));
                bench.Answer("a").Answer("a").Answer("b", ("result", FeelValue.Of("one")));
            },
            [Answer.To("b", ("result", FeelValue.Of("two"))), Answer.To("a"), Answer.To("b", ("result", FeelValue.Of("three"))), Answer.Through("adhoc")]),
        new(
            "ad-hoc-led-through",
            Begin() + Led(User("a")) + End() + Path("s", "adhoc", "e"),
            bench =>
            {
                bench.Begin();
                Choose(bench, new AdHocChoice([Called(1), Called(2)]));
                bench.Answer("a", ("result", FeelValue.Of("one")));
                Choose(bench, new AdHocChoice([], IsThrough: true));
            },
            [Answer.To("a", ("result", FeelValue.Of("two")))]),
    ];

    private static string Led(string content) =>
        "<bpmn:adHocSubProcess id=\"adhoc\"><bpmn:extensionElements><zeebe:taskDefinition type=\"lead\"/>"
        + $"<zeebe:adHoc outputCollection=\"results\" outputElement=\"={{call: call, result: result}}\"/></bpmn:extensionElements>{content}</bpmn:adHocSubProcess>";

    private static AdHocActivation Called(int call) => new("a", FeelContext.Of(("call", FeelValue.Of(call)), ("result", FeelValue.Null)));

    private static void Choose(Bench bench, AdHocChoice choice) => bench.Send(new CompleteJob(bench.WaitAt("adhoc").Id, FeelContext.Empty, choice));

    // The undoing job sees the variables of the scope as they were when the activity completed.
    private const string Telling = "<zeebe:ioMapping><zeebe:output source=\"=number\" target=\"seen\"/></zeebe:ioMapping>";

    private static string Undoable(string id, string mapping = "") =>
        Job(id) + Boundary($"b-{id}", id, OnCompensation)
        + Job($"undo-{id}", attributes: "isForCompensation=\"true\"").Replace("</bpmn:extensionElements>", mapping + "</bpmn:extensionElements>", StringComparison.Ordinal)
        + Associate($"b-{id}", $"undo-{id}");

    private static IEnumerable<Situation> Undoing =>
    [
        new(
            "compensation-remembered",
            Begin() + "<bpmn:subProcess id=\"sub\"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=7\" target=\"number\"/></zeebe:ioMapping></bpmn:extensionElements>"
                + Begin("s2") + Undoable("a") + Undoable("b", Telling) + Path("s2", "a", "b") + "</bpmn:subProcess>" + User("wait") + Throw("t", OnCompensation) + End() + Path("s", "sub", "wait", "t", "e"),
            bench => bench.Begin(("seen", FeelValue.Of(0))).Answer("a").Answer("b"),
            [Answer.To("wait"), Answer.To("undo-b"), Answer.To("undo-a")]),
        new(
            "compensation-pending",
            Begin() + "<bpmn:subProcess id=\"sub\"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=7\" target=\"number\"/></zeebe:ioMapping></bpmn:extensionElements>"
                + Begin("s2") + Undoable("a") + Undoable("b", Telling) + Path("s2", "a", "b") + "</bpmn:subProcess>" + Undoable("c") + Throw("t", OnCompensation) + End() + Path("s", "sub", "c", "t", "e"),
            bench => bench.Begin(("seen", FeelValue.Of(0))).Answer("a").Answer("b").Answer("c"),
            [Answer.To("undo-c"), Answer.To("undo-b"), Answer.To("undo-a")]),
        new(
            "transaction-canceled",
            Begin() + "<bpmn:transaction id=\"tx\">" + Begin("s2") + Undoable("a") + Sub("sub", Begin("s3") + Undoable("b") + Path("s3", "b")) + End("c", OnCancel) + Path("s2", "a", "sub", "c") + "</bpmn:transaction>"
                + Boundary("canceled", "tx", OnCancel) + End("after") + End("not") + Path("s", "tx", "not") + Path("canceled", "after"),
            bench => bench.Begin().Answer("a").Answer("b"),
            [Answer.To("undo-b"), Answer.To("undo-a")]),
        new(
            "transaction-running",
            Begin() + "<bpmn:transaction id=\"tx\">" + Begin("s2") + Undoable("a") + User("confirm") + Path("s2", "a", "confirm") + "</bpmn:transaction>"
                + Boundary("canceled", "tx", OnCancel) + End("after") + End() + Path("s", "tx", "e") + Path("canceled", "after"),
            bench => bench.Begin().Answer("a"),
            [Answer.To("confirm")]),
        // Rounds that still run are parts of what is canceled: the transaction's own way to undo it does not apply to them.
        new(
            "transaction-canceled-in-a-round",
            Begin() + "<bpmn:transaction id=\"tx\">" + Loop("[1, 2]") + Begin("s2") + Undoable("a") + User("confirm") + End("c", OnCancel) + Path("s2", "a", "confirm", "c")
                + EventSub("aside", Begin("s3", OnCompensation) + User("not") + Path("s3", "not")) + "</bpmn:transaction>"
                + Boundary("canceled", "tx", OnCancel) + End("after") + Path("s", "tx") + Path("canceled", "after"),
            bench => bench.Begin().Answer("a").Answer("a").Answer("confirm"),
            [Answer.To("undo-a"), Answer.To("undo-a")]),
        new(
            "multi-instance-remembered",
            Begin() + "<bpmn:subProcess id=\"sub\">" + Loop("[1, 2]") + Begin("s2") + Undoable("a") + Path("s2", "a")
                + EventSub("aside", Begin("s3", OnCompensation) + User("by-hand") + Script("note", "seen * 10 + item", "seen") + Path("s3", "by-hand", "note")) + "</bpmn:subProcess>"
                + User("wait") + Throw("t", OnCompensation) + End() + Path("s", "sub", "wait", "t", "e"),
            bench => bench.Begin(("seen", FeelValue.Of(0))).Answer("a").Answer("a"),
            [Answer.To("wait"), Answer.To("by-hand"), Answer.To("by-hand")]),
        new(
            "throw-of-several",
            Begin() + Sub("sub", Begin("s2") + Undoable("a") + Throw("t", OnEscalation + OnCompensation + OnSignal) + Path("s2", "a", "t"))
                + Boundary("told", "sub", OnEscalation, interrupting: false) + End() + End("e2") + Path("s", "sub", "e") + Path("told", "e2"),
            bench => bench.Begin().Answer("a"),
            [Answer.To("undo-a")]),
    ];

    private static IEnumerable<Situation> Calls =>
    [
        new(
            "call-activity",
            Begin() + "<bpmn:callActivity id=\"call\" calledElement=\"child\"/>" + Boundary("b", "call", OnEscalation, interrupting: false) + User("handle") + End() + End("e2") + Path("s", "call", "e") + Path("b", "handle", "e2"),
            bench => bench.Begin(),
            [Answer.Escalation("call", "late"), Answer.To("handle"), Answer.To("call", ("result", FeelValue.Of(5)))]),
        new(
            "called",
            Begin() + User("a") + End("failed", OnError) + Path("s", "a", "failed"),
            bench => bench.Send(new StartInstance(FeelContext.Of(("given", FeelValue.Of(1))), null, Called: true)),
            [Answer.To("a")]),
        new(
            "error-boundary",
            Begin() + Job("work") + Boundary("b", "work", OnError) + User("repair") + End() + End("e2") + Path("s", "work", "e") + Path("b", "repair", "e2"),
            bench => bench.Begin(),
            [Answer.Error("work", "refused"), Answer.To("repair")]),
    ];

    private static IEnumerable<Situation> Interventions =>
    [
        new(
            "incident-at-a-gateway",
            Begin() + Gateway("exclusive", "g", "default=\"g-high\"") + End("low") + End("high") + Path("s", "g") + Flow("g", "low", "income < 10") + Flow("g", "high"),
            bench => bench.Begin(),
            [Answer.Set(("income", FeelValue.Of(1))), Answer.Resolve()]),
        new(
            "incident-of-a-job",
            Begin() + Job("work") + End() + Path("s", "work", "e"),
            bench =>
            {
                bench.Begin();
                bench.Send(new FailJob(bench.WaitAt("work").Id, "REG-001", "The register is silent."));
            },
            [Answer.Resolve(), Answer.To("work", ("answer", FeelValue.Of(1)))]),
        new(
            "incident-before-the-start",
            Begin() + Begin("by-message", OnMessage2) + End("e1") + End("e2") + Path("s", "e1") + Path("by-message", "e2")
                + EventSub("aside", Begin("s3", OnMessage) + End("e3") + Path("s3", "e3")),
            bench => bench.Send(new StartInstance(FeelContext.Empty, "by-message")),
            [Answer.Set(Key), Answer.Resolve()]),
        new(
            "incident-before-a-loop",
            Begin() + Job("work", "<bpmn:standardLoopCharacteristics testBefore=\"true\"><bpmn:loopCondition>=again</bpmn:loopCondition></bpmn:standardLoopCharacteristics>")
                + Boundary("b", "work", OnMessage) + End() + End("e2") + Path("s", "work", "e") + Path("b", "e2"),
            bench => bench.Begin(("again", FeelValue.Of(false))),
            [Answer.Set(Key), Answer.Resolve()]),
        new(
            "suspended",
            Begin() + User("a") + End() + Path("s", "a", "e"),
            bench => bench.Begin(("n", FeelValue.Of(1))).Send(new SuspendInstance("asked for papers")),
            [Answer.Resume(), Answer.To("a")]),
        new("completed", Begin() + User("a") + End() + Path("s", "a", "e"), bench => bench.Begin(("n", FeelValue.Of(1))).Answer("a"), []),
    ];
}
