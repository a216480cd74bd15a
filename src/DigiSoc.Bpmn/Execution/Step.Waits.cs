using DigiSoc.Bpmn.Compiling;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Waiting points: how they are opened, found and closed.</summary>
internal sealed partial class Step
{
    private readonly List<(Wait Wait, Effect? Effect)> _opening = [];

    /// <summary>Opens a waiting point with the effect that tells the host of it.</summary>
    public void Open(Wait wait, Effect? effect)
    {
        State.WaitList.Add(wait);
        if (effect is not null)
        {
            Emit(effect);
        }

        _conditionsChanged |= wait.Kind == WaitKind.Condition;
    }

    public Wait? FindWait(long id) => FindWait(State, id);

    /// <summary>Opens what an element waits for at its edge and, for a scope, in its event sub-processes; false: an incident was raised and nothing is open.</summary>
    public bool Arm(ElementInstance element)
    {
        FlowNode node = element.Node;
        if (!node.WaitsAtBoundary && node.Content is not { EventSubProcesses.Length: > 0 })
        {
            return true;
        }

        _opening.Clear();
        bool isReady = (IsRound(element) || PrepareBoundaries(element)) && PrepareEventSubProcesses(element);
        return isReady && OpenPrepared();
    }

    /// <summary>Opens what a catching element waits for; false: an incident was raised and nothing is open.</summary>
    public bool OpenTriggers(ElementInstance owner, FlowNode catching)
    {
        _opening.Clear();
        return Prepare(owner, catching) && OpenPrepared();
    }

    /// <summary>Opens the triggers of several catching elements; the first that fires closes the others.</summary>
    public bool OpenTriggers(ElementInstance owner, SequenceFlow[] toCatching)
    {
        _opening.Clear();
        foreach (SequenceFlow flow in toCatching)
        {
            if (!Prepare(owner, flow.Target))
            {
                return false;
            }
        }

        return OpenPrepared();
    }

    /// <summary>Closes every waiting point of an element instance.</summary>
    public void CloseWaits(ElementInstance element) => CloseWaits(element, static (_, _) => true, null);

    /// <summary>Closes the waiting points that lead to one catching element.</summary>
    public void CloseWaits(ElementInstance owner, FlowNode catching) =>
        CloseWaits(owner, static (wait, id) => wait.ElementId == id, catching.Id);

    /// <summary>True while anything else still leads to the catching element.</summary>
    public bool HasWaits(ElementInstance owner, FlowNode catching)
    {
        foreach (Wait wait in State.WaitList)
        {
            if (wait.ElementInstanceId == owner.Id && wait.ElementId == catching.Id)
            {
                return true;
            }
        }

        return false;
    }

    private bool PrepareBoundaries(ElementInstance element)
    {
        foreach (FlowNode boundary in element.Node.Boundaries)
        {
            if (!Prepare(element, boundary))
            {
                return false;
            }
        }

        return true;
    }

    private bool PrepareEventSubProcesses(ElementInstance element)
    {
        if (element.Node.Content is not null && element.Loop is null)
        {
            foreach (FlowNode subProcess in element.Node.Content.EventSubProcesses)
            {
                if (!Prepare(element, subProcess.Content!.Starts[0]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Prepare(ElementInstance owner, FlowNode catching)
    {
        for (int i = 0; i < catching.Triggers.Length; i++)
        {
            if (!Prepare(owner, catching, catching.Triggers[i], i))
            {
                return false;
            }
        }

        return true;
    }

    private bool Prepare(ElementInstance owner, FlowNode catching, EventTrigger trigger, int definition) => trigger switch
    {
        TimerTrigger timer => PrepareTimer(owner, catching, timer, definition),
        MessageTrigger message => PrepareMessage(owner, catching, message, definition),
        SignalTrigger signal => PrepareSignal(owner, catching, signal, definition),
        ConditionalTrigger => Prepared(new Wait
        {
            Id = NextId(),
            Kind = WaitKind.Condition,
            ElementInstanceId = owner.Id,
            ElementId = catching.Id,
            Definition = definition,
        }),
        _ => true,
    };

    private bool PrepareTimer(ElementInstance owner, FlowNode catching, TimerTrigger timer, int definition)
    {
        if (!Timers.TryStart(this, owner, catching, timer, out DateTimeOffset dueAt, out string? cycle, out int repetitions))
        {
            return false;
        }

        Wait wait = new()
        {
            Id = NextId(),
            Kind = WaitKind.Timer,
            ElementInstanceId = owner.Id,
            ElementId = catching.Id,
            Definition = definition,
            DueAt = dueAt,
            Name = cycle,
            Repetitions = repetitions,
        };
        return Prepared(wait, new ScheduleTimer(wait.Id, catching.Id, dueAt));
    }

    private bool PrepareMessage(ElementInstance owner, FlowNode catching, MessageTrigger message, int definition)
    {
        string? key = "";
        if (!TryText(owner, catching, message.Name, "message name", out string? name)
            || (message.Key is not null && !TryText(owner, catching, message.Key, "correlation key", out key)))
        {
            return false;
        }

        Wait wait = new()
        {
            Id = NextId(),
            Kind = WaitKind.Message,
            ElementInstanceId = owner.Id,
            ElementId = catching.Id,
            Definition = definition,
            Name = name,
            CorrelationKey = key,
        };
        return Prepared(wait, new OpenMessageSubscription(wait.Id, catching.Id, name, key));
    }

    private bool PrepareSignal(ElementInstance owner, FlowNode catching, SignalTrigger signal, int definition)
    {
        if (!TryText(owner, catching, signal.Name, "signal name", out string? name))
        {
            return false;
        }

        Wait wait = new()
        {
            Id = NextId(),
            Kind = WaitKind.Signal,
            ElementInstanceId = owner.Id,
            ElementId = catching.Id,
            Definition = definition,
            Name = name,
        };
        return Prepared(wait, new OpenSignalSubscription(wait.Id, catching.Id, name));
    }

    private bool Prepared(Wait wait, Effect? effect = null)
    {
        _opening.Add((wait, effect));
        return true;
    }

    private bool OpenPrepared()
    {
        foreach ((Wait wait, Effect? effect) in _opening)
        {
            Open(wait, effect);
        }

        return true;
    }

    /// <summary>Opens a waiting point again after it fired without interrupting; a timer only while firings are left.</summary>
    private void Reopen(Wait fired)
    {
        switch (fired.Kind)
        {
            case WaitKind.Timer:
                ReopenTimer(fired);
                break;
            case WaitKind.Message:
                Wait message = Again(fired);
                Open(message, new OpenMessageSubscription(message.Id, message.ElementId, message.Name!, message.CorrelationKey!));
                break;
            case WaitKind.Signal:
                Wait signal = Again(fired);
                Open(signal, new OpenSignalSubscription(signal.Id, signal.ElementId, signal.Name!));
                break;
            case WaitKind.Condition:
                Open(Again(fired, wasTrue: true), null);
                break;
        }
    }

    private void ReopenTimer(Wait fired)
    {
        if (fired.Repetitions != 0 && Timers.Next(fired, Now, Model.Resources.Zone) is { } dueAt)
        {
            Wait wait = Again(fired, dueAt, fired.Repetitions > 0 ? fired.Repetitions - 1 : fired.Repetitions);
            Open(wait, new ScheduleTimer(wait.Id, wait.ElementId, dueAt));
        }
    }

    private Wait Again(Wait fired, DateTimeOffset? dueAt = null, int repetitions = 0, bool wasTrue = false) => new()
    {
        Id = NextId(),
        Kind = fired.Kind,
        ElementInstanceId = fired.ElementInstanceId,
        ElementId = fired.ElementId,
        Definition = fired.Definition,
        Name = fired.Name,
        CorrelationKey = fired.CorrelationKey,
        DueAt = dueAt,
        Repetitions = repetitions,
        WasTrue = wasTrue,
    };

    private void CloseContinuations(ElementInstance scope)
    {
        for (int i = State.WaitList.Count - 1; i >= 0; i--)
        {
            Wait wait = State.WaitList[i];
            if (wait.ElementInstanceId == scope.Id && wait.Kind == WaitKind.Continuation)
            {
                scope.Children--;
                State.WaitList.RemoveAt(i);
                Emit(new CancelTimer(wait.Id));
            }
        }
    }

    private void CloseWaits(ElementInstance owner, Func<Wait, string?, bool> isClosed, string? argument)
    {
        List<Wait> waits = State.WaitList;
        for (int i = 0; i < waits.Count; i++)
        {
            Wait wait = waits[i];
            if (wait.ElementInstanceId == owner.Id && isClosed(wait, argument))
            {
                waits.RemoveAt(i--);
                EmitClosing(wait, WaitEnding.Canceled);
            }
        }
    }

    private void EmitClosing(Wait wait, WaitEnding ending)
    {
        Effect? effect = (wait.Kind, ending) switch
        {
            (WaitKind.UserTask, _) => new EndUserTask(wait.Id, ending),
            (WaitKind.Job, _) => new EndJob(wait.Id, ending),
            (WaitKind.Condition, _) or (_, WaitEnding.Completed) => null,
            (WaitKind.Timer or WaitKind.Continuation, _) => new CancelTimer(wait.Id),
            (WaitKind.Child, _) => new CancelChild(wait.Id),
            _ => new CloseSubscription(wait.Id),
        };
        if (effect is not null)
        {
            Emit(effect);
        }
    }

    /// <summary>Takes an answered waiting point out of the state.</summary>
    private void Use(Wait wait)
    {
        State.WaitList.Remove(wait);
        EmitClosing(wait, WaitEnding.Completed);
    }

    private static Wait? FindWait(InstanceState state, long id)
    {
        foreach (Wait wait in state.WaitList)
        {
            if (wait.Id == id)
            {
                return wait;
            }
        }

        return null;
    }
}
