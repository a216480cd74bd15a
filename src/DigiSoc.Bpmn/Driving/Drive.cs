using System.Globalization;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Driving;

/// <summary>How to play a model by itself.</summary>
/// <param name="Seed">Draws every choice; the same seed plays the same way.</param>
public sealed record DriveOptions(ulong Seed)
{
    /// <summary>Commands at most, all instances together.</summary>
    public int StepLimit { get; init; } = 1_000;

    /// <summary>The instant at which the play begins.</summary>
    public DateTimeOffset StartsAt { get; init; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Variables to start with.</summary>
    public FeelContext Variables { get; init; } = FeelContext.Empty;

    /// <summary>Stores and restores every state after every step.</summary>
    public bool RestoresStates { get; init; } = true;
}

/// <summary>How a play went.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Steps">Commands that were applied.</param>
/// <param name="Violations">Invariants of the engine that were broken: bugs. Empty when all held.</param>
/// <param name="History">Everything that happened, in order, one line each.</param>
/// <param name="Places">Where the first instance stands, when it did not end: element ids and why.</param>
public sealed record DriveResult(
    DriveEnding Ending,
    int Steps,
    IReadOnlyList<string> Violations,
    IReadOnlyList<string> History,
    IReadOnlyList<string> Places);

/// <summary>How a play ended.</summary>
public enum DriveEnding
{
    /// <summary>The first instance reached its end.</summary>
    Completed = 0,

    /// <summary>Every way on is closed by incidents that need a person.</summary>
    Stopped = 1,

    /// <summary>The limit of steps was reached; what loops by design does.</summary>
    LimitReached = 2,

    /// <summary>The process has no way to be started.</summary>
    NotStartable = 3,
}

/// <summary>Plays a model in memory: answers tasks and jobs, fires timers, sends messages, until the end or a limit.</summary>
/// <remarks>
/// Choices are drawn from the seed. Now and then a job throws an error or fails, and a task throws an escalation, when the
/// model could catch it. After every step the invariants of <see cref="Invariants"/> are checked. Called processes are
/// looked for among the given models; one that is not there answers at once with nothing.
/// </remarks>
public sealed class Drive
{
    private readonly IReadOnlyDictionary<string, ProcessModel> _models;
    private readonly DriveOptions _options;
    private readonly Chance _chance;
    private readonly List<Player> _players = [];
    private readonly Queue<(Player Player, Command Command)> _pending = new();
    private readonly List<string> _violations = [];
    private readonly List<string> _history = [];
    private DateTimeOffset _now;
    private int _steps;

    private Drive(IReadOnlyDictionary<string, ProcessModel> models, DriveOptions options)
    {
        _models = models;
        _options = options;
        _chance = new Chance(options.Seed);
        _now = options.StartsAt;
    }

    /// <summary>Plays one process.</summary>
    /// <param name="models">The process and those it may call, by id.</param>
    /// <param name="processId">The process to start.</param>
    /// <param name="options">Seed and limits.</param>
    public static DriveResult Play(IReadOnlyDictionary<string, ProcessModel> models, string processId, DriveOptions options) =>
        new Drive(models, options).Play(processId);

    private DriveResult Play(string processId)
    {
        ProcessModel model = _models[processId];
        StartTrigger? start = model.Starts.FirstOrDefault(each => each.Kind == StartKind.None) ?? _chance.Pick(model.Starts);
        Player first = new(model, null, 0);
        _players.Add(first);
        Send(first, new StartInstance(_options.Variables, start is { Kind: not StartKind.None } ? start.ElementId : null));
        if (first.State.Status == InstanceStatus.New)
        {
            return Ended(DriveEnding.NotStartable, first);
        }

        while (_steps < _options.StepLimit && !first.HasEnded)
        {
            if (_pending.TryDequeue(out (Player Player, Command Command) next))
            {
                SendWhenOpen(next.Player, next.Command);
            }
            else if (!Step())
            {
                return Ended(DriveEnding.Stopped, first);
            }
        }

        return Ended(first.HasEnded ? DriveEnding.Completed : DriveEnding.LimitReached, first);
    }

    /// <summary>Answers one open point of one instance; false: there is none.</summary>
    private bool Step()
    {
        List<(Player Player, Wait Wait)> open = [];
        foreach (Player player in _players)
        {
            foreach (Wait wait in player.State.Waits)
            {
                if (wait.Kind is not (WaitKind.Condition or WaitKind.Child) || (wait.Kind == WaitKind.Child && !HasChild(player, wait)))
                {
                    open.Add((player, wait));
                }
            }
        }

        List<(Player Player, Wait Wait)> useful = open.FindAll(each => !IsAside(each.Player, each.Wait) || each.Player.CountAside(each.Wait) < 2);
        if (useful.Count == 0 && TryHelp())
        {
            return true;
        }

        if (open.Count == 0)
        {
            return false;
        }

        (Player chosen, Wait answered) = Chosen(useful.Count > 0 ? useful : open);
        Answer(chosen, answered);
        return true;
    }

    /// <summary>
    /// Work is answered before timers and signals most of the time, and what happens aside (events that do not interrupt)
    /// is triggered twice at most while anything else waits, so that a play comes to an end.
    /// </summary>
    private (Player Player, Wait Wait) Chosen(List<(Player Player, Wait Wait)> open)
    {
        List<(Player Player, Wait Wait)> main = open.FindAll(each => !IsAside(each.Player, each.Wait));
        List<(Player Player, Wait Wait)> work = main.FindAll(each => each.Wait.Kind is not WaitKind.Timer and not WaitKind.Signal);
        List<(Player Player, Wait Wait)> aside = open.FindAll(each => IsAside(each.Player, each.Wait) && each.Player.CountAside(each.Wait) < 2);
        if (aside.Count > 0 && (main.Count == 0 || _chance.OneIn(6)))
        {
            (Player player, Wait wait) = _chance.Pick(aside);
            player.NoteAside(wait);
            return (player, wait);
        }

        return work.Count > 0 && !_chance.OneIn(5) ? _chance.Pick(work) : _chance.Pick(main.Count > 0 ? main : open);
    }

    private static bool IsAside(Player player, Wait wait) =>
        player.Model.Find(wait.ElementId) is { IsInterrupting: false };

    private bool HasChild(Player player, Wait wait) =>
        _players.Exists(each => each.Parent == player && each.ParentWait == wait.Id);

    private void Answer(Player player, Wait wait)
    {
        if (wait.DueAt > _now && wait.Kind is WaitKind.Timer)
        {
            _now = wait.DueAt.Value;
        }

        FeelContext nothing = FeelContext.Empty;
        Command command = wait.Kind switch
        {
            WaitKind.UserTask => new CompleteUserTask(wait.Id, nothing),
            WaitKind.Job => JobAnswer(player, wait),
            WaitKind.Message => new DeliverMessage(wait.Id, string.Create(CultureInfo.InvariantCulture, $"m{_steps}"), nothing),
            WaitKind.Signal => new DeliverSignal(wait.Id, nothing),
            WaitKind.Child => new CompleteChild(wait.Id, nothing),
            _ => new FireTimer(wait.Id),
        };
        Send(player, command);
    }

    private Command JobAnswer(Player player, Wait wait)
    {
        if (_chance.OneIn(12))
        {
            return new FailJob(wait.Id, "DRIVE", "the driver failed this job to see the incident.");
        }

        string? code = _chance.OneIn(6) ? Invariants.CatchableError(player.Model, wait.ElementId) : null;
        return code is null
            ? new CompleteJob(wait.Id, FeelContext.Empty)
            : new ThrowError(wait.Id, code, "the driver threw this error to see it caught.", FeelContext.Empty);
    }

    /// <summary>Nothing waits: retries an incident once, then moves its token past the element, as a person would.</summary>
    private bool TryHelp()
    {
        foreach (Player player in _players.ToArray())
        {
            foreach (Incident incident in player.State.Incidents)
            {
                if (player.Helped.Add((incident.ElementInstanceId, incident.Code)) || incident.Code == "BPMN-105")
                {
                    Send(player, new ResolveIncident(incident.Id));
                    return true;
                }

                if (TryMovePast(player, incident))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool TryMovePast(Player player, Incident incident)
    {
        ElementInstance stopped = player.State.ElementList.Find(element => element.Id == incident.ElementInstanceId)!;
        if (stopped.ParentId == 0)
        {
            return false;
        }

        FlowNode node = player.Model.Find(stopped.ElementId)!;
        List<Modification> instructions = [];
        if (stopped.LoopCounter == 0 && _chance.Pick(node.Out) is { } flow)
        {
            instructions.Add(new ActivateElement(flow.Target.Id, stopped.ParentId));
        }

        instructions.Add(new TerminateElement(stopped.Id));
        Send(player, new ModifyInstance(instructions, $"the driver moved past {incident.Code}"));
        return true;
    }

    /// <summary>What instances send one another: sent in turn, and dropped when its receiver has gone on meanwhile.</summary>
    private void SendWhenOpen(Player player, Command command)
    {
        bool fits = command switch
        {
            WaitCommand answer => IsOpen(player, answer.WaitId),
            StartInstance => true,
            _ => player.State.Status == InstanceStatus.Active,
        };
        if (fits)
        {
            Send(player, command);
        }
        else if (command is CancelInstance)
        {
            player.HasEnded = true;
            _players.Remove(player);
        }

        if (command is StartInstance && player.State.Status == InstanceStatus.New)
        {
            // It cannot be started by itself: its caller is answered as if it were not among the models.
            _players.Remove(player);
        }
    }

    private void Send(Player player, Command command)
    {
        if (player.HasEnded)
        {
            return;
        }

        _steps++;
        AdvanceResult result = Interpreter.Advance(player.Model, player.State, command, _now);
        Invariants.Check(player.Model, player.State, command, _now, result, _violations);
        if (result.Rejection is { } rejection)
        {
            if (command is not StartInstance)
            {
                _violations.Add($"{command} was refused: {rejection.Code} {rejection.Text}");
            }

            return;
        }

        player.State = _options.RestoresStates ? InstanceState.Deserialize(result.State.Serialize()) : result.State;
        foreach (Effect effect in result.Effects)
        {
            Carry(player, effect);
        }
    }

    private void Carry(Player player, Effect effect)
    {
        switch (effect)
        {
            case Record record:
                _history.Add(string.Create(CultureInfo.InvariantCulture, $"{player.Model.ProcessId}: {record.Event.GetType().Name} {record.Event.ElementId} {record.Event.ElementInstanceId}"));
                break;
            case StartChild child when _models.TryGetValue(child.ProcessId, out ProcessModel? model) && _players.Count < 200:
                Player started = new(model, player, child.WaitId);
                _players.Add(started);
                _pending.Enqueue((started, new StartInstance(child.Variables, null, Called: true)));
                break;
            case CancelChild canceled:
                foreach (Player each in _players.FindAll(each => each.Parent == player && each.ParentWait == canceled.WaitId))
                {
                    _pending.Enqueue((each, new CancelInstance("the caller was interrupted")));
                }

                break;
            case EndInstance end:
                End(player, end);
                break;
            case RaiseEscalation escalation when player.Parent is { } parent:
                _pending.Enqueue((parent, new ThrowEscalation(player.ParentWait, escalation.EscalationCode, escalation.Variables)));
                break;
            case BroadcastSignal signal:
                Broadcast(signal);
                break;
        }
    }

    private void End(Player player, EndInstance end)
    {
        player.HasEnded = true;
        _players.Remove(player);
        if (player.Parent is not { } parent)
        {
            return;
        }

        _pending.Enqueue((parent, end.Outcome switch
        {
            InstanceOutcome.Completed => new CompleteChild(player.ParentWait, end.Variables),
            InstanceOutcome.Error => new ThrowError(player.ParentWait, end.ErrorCode!, end.Text ?? "", end.Variables),
            _ => new FailChild(player.ParentWait, "canceled", "canceled"),
        }));
    }

    private void Broadcast(BroadcastSignal signal)
    {
        foreach (Player player in _players.ToArray())
        {
            foreach (Wait wait in player.State.Waits.ToArray())
            {
                if (wait.Kind == WaitKind.Signal && wait.Name == signal.Name)
                {
                    _pending.Enqueue((player, new DeliverSignal(wait.Id, signal.Variables)));
                }
            }
        }
    }

    private static bool IsOpen(Player player, long waitId) => !player.HasEnded && player.State.WaitList.Exists(wait => wait.Id == waitId);

    private DriveResult Ended(DriveEnding ending, Player first)
    {
        IEnumerable<string> places = _players.SelectMany(player => player.State.Incidents.Select(incident => $"{incident.ElementId}: {incident.Code} {incident.Text}"))
            .Concat(first.State.Waits.Select(wait => $"{wait.ElementId}: waits for {wait.Kind}"));
        return new DriveResult(ending, _steps, _violations, _history, ending == DriveEnding.Completed ? [] : [.. places]);
    }

    private sealed class Player(ProcessModel model, Player? parent, long parentWait)
    {
        public ProcessModel Model { get; } = model;

        public Player? Parent { get; } = parent;

        public long ParentWait { get; } = parentWait;

        public InstanceState State { get; set; } = InstanceState.New;

        public bool HasEnded { get; set; }

        public HashSet<(long, string)> Helped { get; } = [];

        private readonly Dictionary<(long, string), int> _aside = [];

        public int CountAside(Wait wait) => _aside.GetValueOrDefault((wait.ElementInstanceId, wait.ElementId));

        public void NoteAside(Wait wait) => _aside[(wait.ElementInstanceId, wait.ElementId)] = CountAside(wait) + 1;
    }
}
