using System.Globalization;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Driving;

/// <summary>Plays a model in memory: answers tasks and jobs, fires timers, sends messages, until the end or a limit.</summary>
/// <remarks>
/// Choices are drawn from the seed. Answers bring values that the model's conditions ask for (<see cref="Guesses"/>); where an
/// expression stops for want of data, data is made up and told in <see cref="DriveResult.NeedsData"/>. Now and then a job
/// fails, and a job or task throws an error or an escalation, when the model could catch it. After every step the
/// invariants of <see cref="Invariants"/> are checked. Called processes are looked for among the given models; one that is
/// not there answers at once.
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
    private readonly List<string> _needsData = [];
    private readonly List<string> _movedPast = [];
    private readonly Dictionary<ProcessModel, Guesses> _guesses = [];
    private DateTimeOffset _now;
    private int _steps;
    private long _work;

    /// <summary>Effects, element instances and waits that a step may handle on average; what grows without end reaches the limit sooner.</summary>
    private const int WorkForAStep = 300;

    /// <summary>How often a condition that does not interrupt is made true or false in one instance.</summary>
    private const int MostTurns = 6;

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
        Player first = Add(model, null, 0);
        bool isTriggered = start is { Kind: not StartKind.None };
        FeelContext variables = isTriggered ? first.Guesses.Answer(_chance).With(_options.Variables) : _options.Variables;
        Send(first, new StartInstance(variables, isTriggered ? start!.ElementId : null));
        if (first.State.Status == InstanceStatus.New)
        {
            return Ended(DriveEnding.NotStartable, first);
        }

        while (_steps < _options.StepLimit && _work < (long)_options.StepLimit * WorkForAStep && !first.HasEnded)
        {
            if (_pending.TryDequeue(out (Player Player, Command Command) next))
            {
                SendWhenOpen(next.Player, next.Command);
            }
            else if (!Step())
            {
                return Ended(DriveEnding.WaitsForever, first);
            }
        }

        return Ended(first.HasEnded ? DriveEnding.Completed : DriveEnding.LimitReached, first);
    }

    private Player Add(ProcessModel model, Player? parent, long parentWait)
    {
        if (!_guesses.TryGetValue(model, out Guesses? guesses))
        {
            _guesses[model] = guesses = new Guesses(model);
        }

        Player player = new(model, guesses, parent, parentWait);
        _players.Add(player);
        return player;
    }

    /// <summary>Answers one open point of one instance; false: there is none.</summary>
    private bool Step()
    {
        List<(Player Player, Wait Wait)> open = [];
        foreach (Player player in _players)
        {
            foreach (Wait wait in player.State.Waits)
            {
                if (wait.Kind != WaitKind.Condition && (wait.Kind != WaitKind.Child || !HasChild(player, wait)))
                {
                    open.Add((player, wait));
                }
            }
        }

        if (_chance.OneIn(open.Count + 1) && TryCondition())
        {
            return true;
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

    /// <summary>Makes one condition that is waited for true, or false again so that it can become true; once for each wait and way.</summary>
    /// <remarks>
    /// One that does not interrupt, a few times only, however many instances of it there are: what it begins may wait for the
    /// same condition, make it true again, and so begin itself anew without end.
    /// </remarks>
    private bool TryCondition()
    {
        foreach (Player player in _players)
        {
            foreach (Wait wait in player.State.Waits)
            {
                if (wait.Kind == WaitKind.Condition && player.Tried.Add(wait.WasTrue ? -wait.Id : wait.Id)
                    && !(IsAside(player, wait) && (player.CountAside(wait) >= 2 || player.CountTurns(wait) >= MostTurns)))
                {
                    ConditionalTrigger trigger = (ConditionalTrigger)player.Model.Find(wait.ElementId)!.Triggers[wait.Definition];
                    bool wanted = !wait.WasTrue;
                    Need need = new(trigger.Condition, value => Needs.IsBoolean(value) && value.AsBoolean() == wanted);
                    if (Supply(player, wait.ElementInstanceId, [need]) is { Count: > 0 })
                    {
                        player.NoteAside(wait);
                        player.NoteTurn(wait);
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Sets made-up variables with which the expressions can be evaluated as wanted; null: none were found.</summary>
    private FeelContext? Supply(Player player, long elementInstanceId, IReadOnlyList<Need> needs)
    {
        List<ElementInstance> scopes = [];
        for (ElementInstance? at = player.State.ElementList.Find(each => each.Id == elementInstanceId); at is not null;
            at = player.State.ElementList.Find(each => each.Id == at.ParentId))
        {
            scopes.Add(at);
        }

        FeelContext visible = FeelContext.Empty;
        for (int i = scopes.Count - 1; i >= 0; i--)
        {
            visible = visible.With(scopes[i].Variables);
        }

        FeelContext? made = player.Guesses.Find(needs, visible, _now, _chance);
        foreach (KeyValuePair<string, FeelValue> variable in made ?? FeelContext.Empty)
        {
            ElementInstance? home = scopes.Find(scope => scope.Variables.ContainsKey(variable.Key));
            if (player.State.Status == InstanceStatus.Active && (home is null || player.State.ElementList.Exists(each => each.Id == home.Id)))
            {
                Send(player, new SetVariables(home?.Id ?? 0, FeelContext.Of((variable.Key, variable.Value))));
            }
        }

        return made;
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

        FeelContext answer = player.Guesses.Answer(_chance);
        Command command = wait.Kind switch
        {
            WaitKind.UserTask => ThrownAt(player, wait) ?? new CompleteUserTask(wait.Id, answer),
            WaitKind.Job => ThrownAt(player, wait) ?? (_chance.OneIn(12)
                ? new FailJob(wait.Id, "DRIVE", "the driver failed this job to see the incident.")
                : new CompleteJob(wait.Id, answer, ChoiceAt(player, wait))),
            WaitKind.Message => new DeliverMessage(wait.Id, string.Create(CultureInfo.InvariantCulture, $"m{_steps}"), answer),
            WaitKind.Signal => new DeliverSignal(wait.Id, answer),
            WaitKind.Child => ThrownAt(player, wait) ?? new CompleteChild(wait.Id, answer),
            _ => new FireTimer(wait.Id),
        };
        Send(player, command);
    }

    /// <summary>What a job that leads an ad-hoc sub-process decides: twice an activity or two, then that it is through; null for every other job.</summary>
    private AdHocChoice? ChoiceAt(Player player, Wait wait)
    {
        FlowNode node = player.Model.Find(wait.ElementId)!;
        if (node.Behaviour is not LedAdHocSubProcess)
        {
            return null;
        }

        IReadOnlyList<FlowNode> possible = LedAdHocSubProcess.Activities(node);
        if (possible.Count == 0 || player.CountAside(wait) >= 2)
        {
            return new AdHocChoice([], IsThrough: true, CancelsRemaining: _chance.OneIn(2));
        }

        player.NoteAside(wait);
        return _chance.OneIn(2) ? AdHocChoice.Of(_chance.Pick(possible).Id) : AdHocChoice.Of(_chance.Pick(possible).Id, _chance.Pick(possible).Id);
    }

    /// <summary>Now and then an error or escalation that the model catches; an escalation leaves its task open, so not too often.</summary>
    private WaitCommand? ThrownAt(Player player, Wait wait)
    {
        if (_chance.OneIn(6) && Catchable.Code(player.Model, player.State, wait.ElementInstanceId, isError: true, _chance) is { } error)
        {
            return new ThrowError(wait.Id, error, "the driver threw this error to see it caught.", FeelContext.Empty);
        }

        if (player.CountAside(wait) < 2 && _chance.OneIn(8) && Catchable.Code(player.Model, player.State, wait.ElementInstanceId, isError: false, _chance) is { } escalation)
        {
            player.NoteAside(wait);
            return new ThrowEscalation(wait.Id, escalation, FeelContext.Empty);
        }

        return null;
    }

    /// <summary>Nothing waits: makes up the data that an incident is for want of and retries; then moves its token past the element, as a person would.</summary>
    private bool TryHelp()
    {
        foreach (Player player in _players.ToArray())
        {
            foreach (Incident incident in player.State.Incidents)
            {
                if (player.Helped.Add((incident.ElementInstanceId, incident.Code)) || incident.Code == "BPMN-105")
                {
                    SupplyFor(player, incident);
                    if (player.State.IncidentList.Contains(incident))
                    {
                        Send(player, new ResolveIncident(incident.Id));
                    }

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

    private void SupplyFor(Player player, Incident incident)
    {
        FlowNode node = player.Model.Find(incident.ElementId)!;
        FeelContext? made = incident.Code is "BPMN-101" or "BPMN-103" && SupplyWay(player, incident, node) is { } way
            ? way
            : Supply(player, incident.ElementInstanceId, [.. Needs.Of(node, player.Model, _now)]);
        if (made is { Count: > 0 })
        {
            Note(_needsData, $"{string.Join(", ", made.Keys)} at {node}");
        }
    }

    /// <summary>Data with which a way drawn by chance is open, so that in many plays each is taken; else with which any is.</summary>
    private FeelContext? SupplyWay(Player player, Incident incident, FlowNode node)
    {
        SequenceFlow[] decided = Array.FindAll(node.Out, flow => flow.Condition is not null);
        if (decided.Length == 0)
        {
            return null;
        }

        SequenceFlow? wanted = node.Default is not null && _chance.OneIn(decided.Length + 1) ? null : _chance.Pick(decided);
        IEnumerable<Need> toTell = decided.Select(flow => new Need(flow.Condition!, Needs.IsBoolean));
        IEnumerable<Need> toGo = decided.Select(flow => new Need(
            flow.Condition!, value => Needs.IsBoolean(value) && (wanted is null ? !value.AsBoolean() : flow != wanted || value.AsBoolean())));
        return Supply(player, incident.ElementInstanceId, [.. toGo]) ?? Supply(player, incident.ElementInstanceId, [.. toTell]);
    }

    private static void Note(List<string> notes, string note)
    {
        if (!notes.Contains(note))
        {
            notes.Add(note);
        }
    }

    private bool TryMovePast(Player player, Incident incident)
    {
        ElementInstance stopped = player.State.ElementList.Find(element => element.Id == incident.ElementInstanceId)!;
        if (stopped.ParentId == 0)
        {
            return false;
        }

        ElementInstance left = Leaves(player, stopped);
        FlowNode node = player.Model.Find(left.ElementId)!;
        List<Modification> instructions = [];
        if (left.LoopCounter == 0 && !left.IsActivation && _chance.Pick(node.Out) is { } flow)
        {
            instructions.Add(new ActivateElement(flow.Target.Id, left.ParentId));
        }

        instructions.Add(new TerminateElement(left.Id));
        Note(_movedPast, $"{player.Model.Find(stopped.ElementId)}: {incident.Code}");
        Send(player, new ModifyInstance(instructions, $"the driver moved past {incident.Code}"));
        return true;
    }

    /// <summary>What stopped, or the scope around it when that ends with it: a scope emptied by hand would not go on.</summary>
    private static ElementInstance Leaves(Player player, ElementInstance stopped)
    {
        ElementInstance left = stopped;
        while (left is { LoopCounter: 0, IsActivation: false, UndoneFor: 0 } && player.Model.Find(left.ElementId)!.Out.Length == 0
            && player.State.ElementList.Find(element => element.Id == left.ParentId) is { ParentId: not 0, Children: 1, Joins: null } scope)
        {
            left = scope;
        }

        return left;
    }

    /// <summary>What instances send one another: sent in turn, and dropped when its receiver has gone on meanwhile.</summary>
    private void SendWhenOpen(Player player, Command command)
    {
        bool fits = command switch
        {
            WaitCommand answer => player.IsOpen(answer.WaitId),
            StartInstance => true,
            ResolveIncident resolve => player.State.IncidentList.Exists(incident => incident.Id == resolve.IncidentId),
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
        Func<string, bool> isCaught = player.IsCaughtByCaller;
        AdvanceResult result = Interpreter.Advance(player.Model, player.State, command, _now, isCaught);
        _work += result.Effects.Count + result.State.ElementList.Count + result.State.WaitList.Count;
        Invariants.Check(player.Model, player.State, command, _now, result, _violations, isCaught);
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

        if (_options.Between?.Invoke(player.Model, player.State, _now) is { } between && _pending.Count == 0)
        {
            _pending.Enqueue((player, between));
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
                Player started = Add(model, player, child.WaitId);
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

    private DriveResult Ended(DriveEnding ending, Player first)
    {
        IEnumerable<string> places = _players
            .SelectMany(player => player.State.Incidents.Select(incident => $"{incident.ElementId}: {incident.Code} {incident.Text}"))
            .Concat(first.State.Waits.Select(wait => $"{wait.ElementId}: waits for {wait.Kind}"))
            .Concat(first.State.Elements.Where(element => element.Children == 0).Select(element => $"{element.ElementId}: {element.Phase}"));
        return new DriveResult(ending, _steps, _violations, _history, ending == DriveEnding.Completed ? [] : [.. places])
        {
            NeedsData = _needsData,
            MovedPast = _movedPast,
        };
    }
}
