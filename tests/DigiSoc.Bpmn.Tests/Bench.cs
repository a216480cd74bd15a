using System.Globalization;
using System.Text;
using DigiSoc.Bpmn.Driving;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Tests;

/// <summary>Plays a model step by step and tells what it stands at: the helper of every engine test.</summary>
/// <remarks>Every state is stored and restored between steps, and the invariants are checked after each.</remarks>
internal sealed class Bench
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly List<string> _violations = [];

    public Bench(ProcessModel model) => Model = model;

    public ProcessModel Model { get; private set; }

    public InstanceState State { get; private set; } = InstanceState.New;

    public DateTimeOffset Now { get; set; } = Start;

    public List<Effect> Effects { get; } = [];

    public Rejection? Rejection { get; private set; }

    public IEnumerable<HistoryEvent> History => Effects.OfType<Record>().Select(record => record.Event);

    public IEnumerable<string> Completed => History.OfType<ElementCompleted>().Select(each => each.ElementId);

    public static Bench Of(string content, string extra = "", ProcessResources? resources = null) => new(Models.Compile(content, extra, resources));

    /// <summary>Goes on from a stored state.</summary>
    public static Bench Restored(ProcessModel model, ReadOnlySpan<byte> stored, DateTimeOffset now) =>
        new(model) { State = InstanceState.Deserialize(stored), Now = now };

    public Bench Begin(params ReadOnlySpan<(string, FeelValue)> variables) => Send(new StartInstance(FeelContext.Of(variables)));

    public Bench Send(Command command)
    {
        AdvanceResult result = Interpreter.Advance(Model, State, command, Now);
        Invariants.Check(Model, State, command, Now, result, _violations);
        Rejection = result.Rejection;
        Effects.AddRange(result.Effects);
        State = InstanceState.Deserialize(result.State.Serialize());
        if (command is MigrateInstance migrate && Rejection is null)
        {
            Model = migrate.Target;
        }

        _violations.ShouldBeEmpty(Describe());
        return this;
    }

    /// <summary>Answers the only open point of an element.</summary>
    public Bench Answer(string elementId, params ReadOnlySpan<(string, FeelValue)> variables)
    {
        Wait wait = WaitAt(elementId);
        FeelContext brought = FeelContext.Of(variables);
        if (wait.DueAt is { } due && wait.Kind == WaitKind.Timer && due > Now)
        {
            Now = due;
        }

        return Send(wait.Kind switch
        {
            WaitKind.UserTask => new CompleteUserTask(wait.Id, brought),
            WaitKind.Job => new CompleteJob(wait.Id, brought),
            WaitKind.Message => new DeliverMessage(wait.Id, "message-1", brought),
            WaitKind.Signal => new DeliverSignal(wait.Id, brought),
            WaitKind.Child => new CompleteChild(wait.Id, brought),
            _ => new FireTimer(wait.Id),
        });
    }

    public Bench Throw(string elementId, string code, params ReadOnlySpan<(string, FeelValue)> variables) =>
        Send(new ThrowError(WaitAt(elementId).Id, code, "thrown by the test", FeelContext.Of(variables)));

    public Wait WaitAt(string elementId) =>
        State.Waits.FirstOrDefault(wait => wait.ElementId == elementId)
        ?? throw new InvalidOperationException($"Nothing waits at `{elementId}`. {Describe()}");

    public bool Waits(string elementId) => State.Waits.Any(wait => wait.ElementId == elementId);

    public int Count(string elementId) => Completed.Count(each => each == elementId);

    public Bench ShouldWaitAt(params string[] elementIds)
    {
        State.Waits.Select(wait => wait.ElementId).Order(StringComparer.Ordinal)
            .ShouldBe(elementIds.Order(StringComparer.Ordinal), Describe());
        return this;
    }

    public Bench ShouldBeCompleted()
    {
        State.Status.ShouldBe(InstanceStatus.Completed, Describe());
        State.Waits.ShouldBeEmpty();
        return this;
    }

    public Incident ShouldHaveIncident(string code)
    {
        State.Incidents.Select(incident => incident.Code).ShouldContain(code, Describe());
        return State.Incidents.First(incident => incident.Code == code);
    }

    public string Describe()
    {
        StringBuilder text = new($"\n{State.Status}; now {Now:u}\n");
        foreach (ElementInstance element in State.Elements)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {element.Id} in {element.ParentId}: {element.ElementId} {element.Phase} {FeelValue.Of(element.Variables)}");
        }

        foreach (Wait wait in State.Waits)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  wait {wait.Id}: {wait.Kind} at {wait.ElementId} of {wait.ElementInstanceId} {wait.Name} {wait.DueAt:u}");
        }

        foreach (Incident incident in State.Incidents)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  incident {incident.Code} at {incident.ElementId}: {incident.Text}");
        }

        foreach (Effect effect in Effects.TakeLast(12))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {effect}");
        }

        return text.ToString();
    }
}
