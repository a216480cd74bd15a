using System.Diagnostics;
using System.Globalization;
using DigiSoc.Benchmarks.Measuring;
using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>The pure step alone: time and bytes of advancing, storing and reading a state, and what a million rounds of a loop leave.</summary>
internal static class PureStep
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);

    public static void Measure(int rounds)
    {
        var model = Compile(MeasuredProcess.Xml, "bench");
        Command[] path =
        [
            new StartInstance(MeasuredProcess.Application),
            new CompleteJob(4, FeelContext.Of(("asked", FeelValue.Of(true)))),
            new CompleteUserTask(6, MeasuredProcess.Agreed),
            new CompleteJob(8, FeelContext.Of(("asked", FeelValue.Of(true)))),
        ];
        Console.WriteLine();
        Console.WriteLine("| pure step | µs | bytes | state after, bytes | store, µs | read, µs |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        var state = InstanceState.New;
        foreach (var command in path)
        {
            var before = state;
            state = Advance(model, before, command);
            var after = state;
            var stored = after.Serialize();
            var advance = Rate.Of(() => Interpreter.Advance(model, before, command, Now), Round);
            var store = Rate.Of(() => after.Serialize(), Round);
            var read = Rate.Of(() => InstanceState.Deserialize(stored), Round);
            Print($"| {command.GetType().Name} | {1e6 / advance.PerSecond:N1} | {advance.BytesEach:N0} | {stored.Length:N0} | {1e6 / store.PerSecond:N1} | {1e6 / read.PerSecond:N1} |");
        }

        Loop(rounds);
    }

    // start → service task, again and again while there are rounds left.
    private static void Loop(int rounds)
    {
        var model = Compile("""
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:bench">
              <bpmn:process id="loop" isExecutable="true">
                <bpmn:startEvent id="start"/>
                <bpmn:exclusiveGateway id="again"/>
                <bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="work"/></bpmn:extensionElements></bpmn:serviceTask>
                <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="again"/>
                <bpmn:sequenceFlow id="f2" sourceRef="again" targetRef="work"/>
                <bpmn:sequenceFlow id="f3" sourceRef="work" targetRef="again"/>
              </bpmn:process>
            </bpmn:definitions>
            """, "loop");
        var state = Advance(model, InstanceState.New, new StartInstance(MeasuredProcess.Application));
        var early = (State: 0, Memory: 0L);
        var started = Stopwatch.GetTimestamp();
        for (var round = 1; round <= rounds; round++)
        {
            state = Advance(model, state, new CompleteJob(state.Waits[0].Id, FeelContext.Of(("round", FeelValue.Of(round)))));
            if (round == 1000)
            {
                early = (state.Serialize().Length, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        var took = Stopwatch.GetElapsedTime(started);
        Print($"A loop of {rounds:N0} rounds: {took.TotalMicroseconds / rounds:N1} µs each; state {early.State:N0} bytes after 1,000, {state.Serialize().Length:N0} at the end (longer numbers); memory {early.Memory / 1e6:N1} MB, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:N1} MB.");
    }

    private static InstanceState Advance(ProcessModel model, InstanceState state, Command command)
    {
        var result = Interpreter.Advance(model, state, command, Now);
        return result.Rejection is null ? result.State : throw new InvalidOperationException(result.Rejection.Text);
    }

    private static ProcessModel Compile(string xml, string process) =>
        ProcessModel.Compile(BpmnReader.Read(xml).Document!, process, ProcessResources.None).Model
            ?? throw new InvalidOperationException($"Process {process} does not compile.");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
