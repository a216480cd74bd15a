using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Cases.Scenarios;

/// <summary>
/// Instances in memory: applies commands through the pure interpreter and makes its effects true as the runtime does
/// with its tables – tasks, jobs, timers, messages, called parts, incidents.
/// </summary>
internal sealed class ScenarioWorld(Func<string, ProcessModel> models)
{
    private const int MostSteps = 20_000;

    private readonly Queue<(ScenarioInstance Instance, Command Command)> _commands = new();
    private readonly List<(string Name, string Key, FeelContext Variables)> _buffered = [];
    private int _steps;

    public DateTimeOffset Now { get; set; }

    public List<ScenarioInstance> Instances { get; } = [];

    public List<OpenTask> Tasks { get; } = [];

    public List<OpenJob> Jobs { get; } = [];

    public List<OpenTimer> Timers { get; } = [];

    public List<OpenSubscription> Subscriptions { get; } = [];

    public List<OpenIncident> Incidents { get; } = [];

    /// <summary>Ids of elements in the order in which they were completed, all instances together.</summary>
    public List<string> Completed { get; } = [];

    public List<DecisionEvaluated> Decisions { get; } = [];

    public ScenarioInstance Start(string processId, FeelContext variables)
    {
        var root = new ScenarioInstance(Instances.Count + 1, models(processId), null, 0);
        Instances.Add(root);
        Send(root, new StartInstance(variables));
        return root;
    }

    /// <summary>Applies the command and everything that follows from it without time passing.</summary>
    public void Send(ScenarioInstance instance, Command command)
    {
        _commands.Enqueue((instance, command));
        while (_commands.TryDequeue(out var next))
        {
            Step(next.Instance, next.Command);
        }
    }

    public void Publish(string name, string key, FeelContext variables)
    {
        Correlate(name, key, variables);
        while (_commands.TryDequeue(out var next))
        {
            Step(next.Instance, next.Command);
        }
    }

    private void Step(ScenarioInstance instance, Command command)
    {
        if (++_steps > MostSteps)
        {
            throw new ScenarioProblem($"CASE-082 the process took more than {MostSteps} steps; it seems to run in circles. Last command: {command}");
        }

        var result = Interpreter.Advance(instance.Model, instance.State, command, Now, instance.IsCaughtByCaller);
        if (result.Rejection is { } rejection)
        {
            throw new ScenarioProblem($"CASE-083 {instance.Model.ProcessId} refused {command.GetType().Name}: {rejection.Code} {rejection.Text}");
        }

        instance.State = result.State;
        foreach (var effect in result.Effects)
        {
            Apply(instance, effect);
        }
    }

    private void Apply(ScenarioInstance instance, Effect effect)
    {
        switch (effect)
        {
            case CreateUserTask task:
                Tasks.Add(new OpenTask(instance, task, Now));
                break;
            case EndUserTask ended:
                Tasks.RemoveAll(task => task.Instance == instance && task.Task.WaitId == ended.WaitId);
                break;
            case CreateJob job:
                Jobs.Add(new OpenJob(instance, job));
                break;
            case EndJob ended:
                Jobs.RemoveAll(job => job.Instance == instance && job.Job.WaitId == ended.WaitId);
                break;
            case ScheduleTimer timer:
                Timers.Add(new OpenTimer(instance, timer));
                break;
            case CancelTimer canceled:
                Timers.RemoveAll(timer => timer.Instance == instance && timer.Timer.WaitId == canceled.WaitId);
                break;
            case OpenMessageSubscription opened:
                Open(new OpenSubscription(instance, opened.WaitId, opened.ElementId, opened.Name, opened.CorrelationKey));
                break;
            case OpenSignalSubscription opened:
                Subscriptions.Add(new OpenSubscription(instance, opened.WaitId, opened.ElementId, opened.Name, null));
                break;
            case CloseSubscription closed:
                Subscriptions.RemoveAll(open => open.Instance == instance && open.WaitId == closed.WaitId);
                break;
            case StartChild child:
                StartChild(instance, child);
                break;
            case CancelChild canceled:
                foreach (var child in Instances.Where(i => i.Parent == instance && i.ParentWaitId == canceled.WaitId && i.IsAlive))
                {
                    _commands.Enqueue((child, new CancelInstance("Bug: canceled by the calling process")));
                }

                break;
            case PublishMessage message:
                Correlate(message.Name, message.CorrelationKey, message.Variables);
                break;
            case BroadcastSignal signal:
                Broadcast(signal);
                break;
            case RaiseEscalation escalation when instance.Parent is { } parent:
                _commands.Enqueue((parent, new ThrowEscalation(instance.ParentWaitId, escalation.EscalationCode, escalation.Variables)));
                break;
            case RaiseIncident incident:
                Incidents.Add(new OpenIncident(instance, incident));
                break;
            case EndIncident ended:
                Incidents.RemoveAll(incident => incident.Instance == instance && incident.Incident.IncidentId == ended.IncidentId);
                break;
            case EndInstance ended:
                TellParent(instance, ended);
                break;
            case Record { Event: ElementCompleted completed }:
                Completed.Add(completed.ElementId);
                break;
            case Record { Event: DecisionEvaluated evaluated }:
                Decisions.Add(evaluated);
                break;
        }
    }

    private void StartChild(ScenarioInstance parent, StartChild child)
    {
        var started = new ScenarioInstance(Instances.Count + 1, models(child.ProcessId), parent, child.WaitId);
        Instances.Add(started);
        _commands.Enqueue((started, new StartInstance(child.Variables, Called: true)));
    }

    private void TellParent(ScenarioInstance instance, EndInstance ended)
    {
        if (instance.Parent is not { IsAlive: true } parent || parent.State.Waits.All(wait => wait.Id != instance.ParentWaitId))
        {
            return;
        }

        _commands.Enqueue((parent, ended.Outcome switch
        {
            InstanceOutcome.Completed => new CompleteChild(instance.ParentWaitId, ended.Variables),
            InstanceOutcome.Error => new ThrowError(instance.ParentWaitId, ended.ErrorCode ?? "", ended.Text ?? "", ended.Variables),
            _ => new FailChild(instance.ParentWaitId, "canceled", ended.Text ?? ""),
        }));
    }

    private void Open(OpenSubscription subscription)
    {
        var waiting = _buffered.FindIndex(message => message.Name == subscription.Name && message.Key == subscription.Key);
        if (waiting < 0)
        {
            Subscriptions.Add(subscription);
            return;
        }

        var (_, _, variables) = _buffered[waiting];
        _buffered.RemoveAt(waiting);
        Deliver(subscription, variables);
    }

    private void Correlate(string name, string key, FeelContext variables)
    {
        var open = Subscriptions.Find(subscription => subscription.Name == name && subscription.Key == key);
        if (open is null)
        {
            _buffered.Add((name, key, variables));
            return;
        }

        Subscriptions.Remove(open);
        Deliver(open, variables);
    }

    private void Deliver(OpenSubscription subscription, FeelContext variables) => _commands.Enqueue((
        subscription.Instance, new DeliverMessage(subscription.WaitId, $"scenario-{_steps}", variables)));

    private void Broadcast(BroadcastSignal signal)
    {
        foreach (var open in Subscriptions.Where(open => open.Key is null && open.Name == signal.Name).ToList())
        {
            Subscriptions.Remove(open);
            _commands.Enqueue((open.Instance, new DeliverSignal(open.WaitId, signal.Variables)));
        }
    }
}

/// <summary>One process instance of a scenario; a called part has a parent.</summary>
internal sealed class ScenarioInstance(int number, ProcessModel model, ScenarioInstance? parent, long parentWaitId)
{
    public int Number { get; } = number;

    public ProcessModel Model { get; } = model;

    public ScenarioInstance? Parent { get; } = parent;

    public long ParentWaitId { get; } = parentWaitId;

    public InstanceState State { get; set; } = InstanceState.New;

    public bool IsAlive => State.Status is InstanceStatus.Active or InstanceStatus.Suspended;

    /// <summary>Whether one of those that called it catches an error; one that waits for it no longer will drop it.</summary>
    public bool IsCaughtByCaller(string errorCode)
    {
        for (var at = this; at.Parent is { } parent; at = parent)
        {
            if (parent.State.Waits.All(wait => wait.Id != at.ParentWaitId)
                || Interpreter.Catches(parent.Model, parent.State, at.ParentWaitId, errorCode))
            {
                return true;
            }
        }

        return false;
    }
}

internal sealed record OpenTask(ScenarioInstance Instance, CreateUserTask Task, DateTimeOffset Since);

internal sealed record OpenJob(ScenarioInstance Instance, CreateJob Job);

internal sealed record OpenTimer(ScenarioInstance Instance, ScheduleTimer Timer);

/// <summary><paramref name="Key"/> null: a signal.</summary>
internal sealed record OpenSubscription(ScenarioInstance Instance, long WaitId, string ElementId, string Name, string? Key);

internal sealed record OpenIncident(ScenarioInstance Instance, RaiseIncident Incident);

/// <summary>The scenario cannot go on: it asks for something it does not give, or the process refuses a step.</summary>
internal sealed class ScenarioProblem(string text) : Exception(text);
