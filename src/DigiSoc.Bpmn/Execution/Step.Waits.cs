using DigiSoc.Bpmn.Compiling;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Waiting points: how they are opened, found and closed.</summary>
internal sealed partial class Step
{
    private readonly List<Wait> _opening = [];

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
        FeelContext own = element.Variables;
        element.Variables = AsBegun(element);
        bool isReady = (IsRound(element) || PrepareBoundaries(element)) && PrepareEventSubProcesses(element);
        element.Variables = own;
        return isReady && OpenPrepared();
    }

    /// <summary>Closes what <see cref="Arm"/> opened: what is done is not interrupted any more, and nothing begins beside it, even if it stops on its way out.</summary>
    private void Disarm(ElementInstance element)
    {
        if (element.Node.WaitsAtBoundary || element.Node.Content is { EventSubProcesses.Length: > 0 })
        {
            CloseWaits(element);
        }
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
        for (int i = 0; i < toCatching.Length; i++)
        {
            if (!IsAmongEarlier(toCatching, i) && !Prepare(owner, toCatching[i].Target))
            {
                return false;
            }
        }

        return OpenPrepared();
    }

    /// <summary>Two flows may lead to the same event; it is waited for once.</summary>
    private static bool IsAmongEarlier(SequenceFlow[] flows, int at)
    {
        int earlier = 0;
        while (flows[earlier].Target != flows[at].Target)
        {
            earlier++;
        }

        return earlier < at;
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
        ConditionalTrigger => Prepared(NewWait(WaitKind.Condition, owner, catching) with { Definition = definition }),
        _ => true,
    };

    private bool PrepareTimer(ElementInstance owner, FlowNode catching, TimerTrigger timer, int definition) =>
        Timers.Start(this, owner, catching, timer) is { } first
        && Prepared(NewWait(WaitKind.Timer, owner, catching, first.Again) with
        {
            Definition = definition,
            DueAt = first.DueAt,
            Repetitions = first.Repetitions,
            CountsFrom = first.Repetitions == 0 ? null : first.CountsFrom,
        });

    private bool PrepareMessage(ElementInstance owner, FlowNode catching, MessageTrigger message, int definition)
    {
        string? key = "";
        return TryText(owner, catching, message.Name, "message name", out string? name)
            && (message.Key is null || TryText(owner, catching, message.Key, "correlation key", out key))
            && Prepared(NewWait(WaitKind.Message, owner, catching, name) with { Definition = definition, CorrelationKey = key });
    }

    private bool PrepareSignal(ElementInstance owner, FlowNode catching, SignalTrigger signal, int definition) =>
        TryText(owner, catching, signal.Name, "signal name", out string? name)
        && Prepared(NewWait(WaitKind.Signal, owner, catching, name) with { Definition = definition });

    private bool Prepared(Wait wait)
    {
        _opening.Add(wait);
        return true;
    }

    /// <summary>A waiting point under the next id; it is not open yet.</summary>
    public Wait NewWait(WaitKind kind, ElementInstance owner, FlowNode goesOn, string? name = null) => new()
    {
        Id = NextId(),
        Kind = kind,
        ElementInstanceId = owner.Id,
        ElementId = goesOn.Id,
        Name = name,
    };

    /// <summary>What the host is told of a waiting point for an event; nothing of a condition.</summary>
    private static Effect? Opening(Wait wait) => wait.Kind switch
    {
        WaitKind.Timer or WaitKind.Continuation => new ScheduleTimer(wait.Id, wait.ElementId, wait.DueAt!.Value),
        WaitKind.Message => new OpenMessageSubscription(wait.Id, wait.ElementId, wait.Name!, wait.CorrelationKey!),
        WaitKind.Signal => new OpenSignalSubscription(wait.Id, wait.ElementId, wait.Name!),
        _ => null,
    };

    private bool OpenPrepared()
    {
        foreach (Wait wait in _opening)
        {
            Open(wait, Opening(wait));
        }

        return true;
    }

    /// <summary>Opens a waiting point again after it fired without interrupting; a timer only while firings are left.</summary>
    private void Reopen(Wait fired)
    {
        if (fired.Kind == WaitKind.Timer)
        {
            ReopenTimer(fired);
            return;
        }

        // A condition that fired was true: it fires again only after it was false.
        Wait again = fired with { Id = NextId(), WasTrue = fired.Kind == WaitKind.Condition };
        Open(again, Opening(again));
    }

    private void ReopenTimer(Wait fired)
    {
        if (fired.Repetitions != 0 && Timers.Next(fired, Now, Model.Resources.Zone) is { } dueAt)
        {
            int left = fired.Repetitions > 0 ? fired.Repetitions - 1 : fired.Repetitions;
            Wait again = fired with { Id = NextId(), DueAt = dueAt, Repetitions = left };
            Open(again, Opening(again));
        }
    }

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
