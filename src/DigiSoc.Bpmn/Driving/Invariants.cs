namespace DigiSoc.Bpmn.Driving;

/// <summary>What must hold after every step, whatever the model and the command.</summary>
internal static class Invariants
{
    /// <summary>Adds a sentence for each invariant that does not hold.</summary>
    public static void Check(
        ProcessModel model,
        InstanceState before,
        Command command,
        DateTimeOffset now,
        AdvanceResult result,
        List<string> violations,
        Func<string, bool>? isCaughtByCaller = null)
    {
        int known = violations.Count;
        CheckTree(result.State, violations);
        ProcessModel after = command is MigrateInstance { Target: var target } && result.Rejection is null ? target : model;
        CheckWaits(after, result.State, violations);
        CheckJoins(after, result.State, violations);
        CheckLife(after, result.State, violations);
        HistoryOrder.Check(before, result, violations);
        CheckEffects(before, result, violations);
        CheckPure(model, before, command, now, isCaughtByCaller, result, violations);
        for (int i = known; i < violations.Count; i++)
        {
            violations[i] = $"after {command}: {violations[i]}";
        }
    }

    private static void CheckTree(InstanceState state, List<string> violations)
    {
        Dictionary<long, int> children = [];
        long last = 0;
        foreach (ElementInstance element in state.ElementList)
        {
            if (element.Id <= last || element.Id > state.LastId)
            {
                violations.Add($"element instance {element.Id} is out of order");
            }

            last = element.Id;
            children[element.Id] = 0;
            if (children.TryGetValue(element.ParentId, out int siblings))
            {
                children[element.ParentId] = siblings + 1;
            }
            else if (element.ParentId != 0)
            {
                violations.Add($"element instance {element.Id} lives in {element.ParentId}, which does not live");
            }
        }

        foreach (Wait wait in state.WaitList)
        {
            if (wait.Kind == WaitKind.Continuation && children.TryGetValue(wait.ElementInstanceId, out int inside))
            {
                children[wait.ElementInstanceId] = inside + 1;
            }
        }

        foreach (ElementInstance element in state.ElementList)
        {
            if (element.Children != children[element.Id])
            {
                violations.Add($"element instance {element.Id} counts {element.Children} inner ones, there are {children[element.Id]}");
            }
        }
    }

    /// <summary>Every wait and incident has an owner that lives, and leads to an element that goes on when it ends.</summary>
    private static void CheckWaits(ProcessModel model, InstanceState state, List<string> violations)
    {
        Dictionary<long, FlowNode?> living = state.ElementList.ToDictionary(element => element.Id, element => model.Find(element.ElementId));
        HashSet<long> working = [];
        foreach (Wait wait in state.WaitList)
        {
            if (wait.Kind is WaitKind.UserTask or WaitKind.Job or WaitKind.Child && !working.Add(wait.ElementInstanceId))
            {
                violations.Add($"wait {wait.Id} ({wait.Kind}) of `{wait.ElementId}`: its work is under way already");
            }

            if (!living.TryGetValue(wait.ElementInstanceId, out FlowNode? owner))
            {
                violations.Add($"wait {wait.Id} belongs to {wait.ElementInstanceId}, which does not live");
            }
            else if (owner is not null && !HasEnd(model, owner, wait))
            {
                violations.Add($"wait {wait.Id} ({wait.Kind}) of {owner} leads to `{wait.ElementId}`, which cannot go on by it");
            }
        }

        foreach (Incident incident in state.IncidentList)
        {
            if (!living.ContainsKey(incident.ElementInstanceId))
            {
                violations.Add($"incident {incident.Id} belongs to {incident.ElementInstanceId}, which does not live");
            }
        }
    }

    private static bool HasEnd(ProcessModel model, FlowNode owner, Wait wait)
    {
        bool isWhole = wait.Kind switch
        {
            WaitKind.Timer or WaitKind.Continuation => wait.DueAt is not null,
            WaitKind.Message => wait is { Name: not null, CorrelationKey: not null },
            WaitKind.Signal or WaitKind.Job or WaitKind.Child => wait.Name is not null,
            _ => true,
        };
        return isWhole && model.Find(wait.ElementId) is { } next
            && (next == owner || next.AttachedTo == owner || next.Parent == owner || next.Parent?.Parent == owner
                || Array.Exists(owner.Out, flow => flow.Target == next));
    }

    /// <summary>Tokens wait only at joins of their scope, and never so many that the join should have gone on.</summary>
    private static void CheckJoins(ProcessModel model, InstanceState state, List<string> violations)
    {
        foreach (ElementInstance element in state.ElementList)
        {
            foreach (JoinToken token in element.Joins ?? [])
            {
                SequenceFlow? flow = model.FlowById.GetValueOrDefault(token.FlowId);
                if (flow is not { Target.IsJoin: true } || flow.Target.Parent?.Id != element.ElementId || token.Count < 1)
                {
                    violations.Add($"{token.Count} tokens wait on `{token.FlowId}` in `{element.ElementId}`, which leads to no join there");
                }
                else if (flow.Target.Behaviour is Elements.ParallelGateway && Array.TrueForAll(flow.Target.In, each => Execution.Step.IsAtJoin(element, each)))
                {
                    violations.Add($"{flow.Target} has a token on every flow and did not go on");
                }
            }
        }
    }

    /// <summary>No token is lost: every innermost element instance waits, stopped with an incident (or its scope did, before it began), or is a scope with tokens.</summary>
    private static void CheckLife(ProcessModel model, InstanceState state, List<string> violations)
    {
        bool lives = state.Status is InstanceStatus.Active or InstanceStatus.Suspended;
        if (lives == (state.ElementList.Count == 0))
        {
            violations.Add($"the instance is {state.Status} and has {state.ElementList.Count} element instances");
        }

        HashSet<long> waiting =
        [
            .. state.WaitList.Select(wait => wait.ElementInstanceId),
            .. state.IncidentList.Select(incident => incident.ElementInstanceId),
            .. state.ElementList.Select(element => element.UndoneFor),
        ];
        foreach (ElementInstance element in state.ElementList)
        {
            bool isHeldStart = element is { Phase: ElementPhase.Entering, Variables.Count: > 0 } && waiting.Contains(element.ParentId);
            bool waits = isHeldStart || waiting.Contains(element.Id);
            if (element.Children == 0 && !waits)
            {
                violations.Add($"element instance {element.Id} of `{element.ElementId}` ({element.Phase}) waits for nothing");
            }

            if (model.Find(element.ElementId) is null)
            {
                violations.Add($"element instance {element.Id} is of `{element.ElementId}`, which the model does not have");
            }
        }
    }

    /// <summary>Waits opened and closed by effects are those that the state gained and lost.</summary>
    private static void CheckEffects(InstanceState before, AdvanceResult result, List<string> violations)
    {
        HashSet<long> open = [.. before.WaitList.Where(wait => wait.Kind != WaitKind.Condition).Select(wait => wait.Id)];
        foreach (Effect effect in result.Effects)
        {
            if (Opened(effect) is { } opened && !open.Add(opened))
            {
                violations.Add($"wait {opened} was opened twice");
            }

            if (Closed(effect) is { } closed && !open.Remove(closed))
            {
                violations.Add($"wait {closed} was closed but not open");
            }
        }

        foreach (Wait wait in result.State.WaitList)
        {
            if (wait.Kind != WaitKind.Condition && !open.Contains(wait.Id))
            {
                violations.Add($"wait {wait.Id} ({wait.Kind}) is in the state, but no effect opened it");
            }
        }
    }

    /// <summary>The same command gives the same state and effects, the old state is unchanged, and a restored state is the same.</summary>
    private static void CheckPure(
        ProcessModel model,
        InstanceState before,
        Command command,
        DateTimeOffset now,
        Func<string, bool>? isCaughtByCaller,
        AdvanceResult result,
        List<string> violations)
    {
        byte[] stored = result.State.Serialize();
        InstanceState restoredBefore = InstanceState.Deserialize(before.Serialize());
        AdvanceResult again = Interpreter.Advance(model, restoredBefore, command, now, isCaughtByCaller);
        if (!stored.AsSpan().SequenceEqual(again.State.Serialize()))
        {
            violations.Add("the same command on the restored state gave another state");
        }

        CheckSameEffects(result.Effects, again.Effects, violations);

        if (!stored.AsSpan().SequenceEqual(InstanceState.Deserialize(stored).Serialize()))
        {
            violations.Add($"a state of `{model.ProcessId}` is not restored as it was stored");
        }
    }

    private static void CheckSameEffects(IReadOnlyList<Effect> effects, IReadOnlyList<Effect> again, List<string> violations)
    {
        for (int i = 0; i < Math.Max(effects.Count, again.Count); i++)
        {
            string first = i < effects.Count ? EffectText.Of(effects[i]) : "nothing";
            string second = i < again.Count ? EffectText.Of(again[i]) : "nothing";
            if (first != second)
            {
                violations.Add($"the same command on the restored state gave another effect {i}: {first}, then {second}");
                return;
            }
        }
    }

    private static long? Opened(Effect effect) => effect switch
    {
        CreateUserTask task => task.WaitId,
        CreateJob job => job.WaitId,
        ScheduleTimer timer => timer.WaitId,
        OpenMessageSubscription message => message.WaitId,
        OpenSignalSubscription signal => signal.WaitId,
        StartChild child => child.WaitId,
        _ => null,
    };

    private static long? Closed(Effect effect) => effect switch
    {
        EndUserTask task => task.WaitId,
        EndJob job => job.WaitId,
        CancelTimer timer => timer.WaitId,
        CloseSubscription subscription => subscription.WaitId,
        CancelChild child => child.WaitId,
        _ => null,
    };
}
