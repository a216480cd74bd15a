using DigiSoc.Bpmn.Compiling;

namespace DigiSoc.Bpmn.Driving;

/// <summary>What must hold after every step, whatever the model and the command.</summary>
internal static class Invariants
{
    /// <summary>Adds a sentence for each invariant that does not hold.</summary>
    public static void Check(
        ProcessModel model, InstanceState before, Command command, DateTimeOffset now, AdvanceResult result, List<string> violations)
    {
        int known = violations.Count;
        CheckTree(result.State, violations);
        CheckWaits(result.State, violations);
        CheckLife(model, result.State, violations);
        CheckEffects(before, result, violations);
        CheckPure(model, before, command, now, result, violations);
        for (int i = known; i < violations.Count; i++)
        {
            violations[i] = $"after {command}: {violations[i]}";
        }
    }

    /// <summary>An error code that the model catches somewhere around an element; null: none.</summary>
    public static string? CatchableError(ProcessModel model, string elementId)
    {
        for (FlowNode? node = model.Find(elementId); node is not null; node = node.Parent)
        {
            foreach (FlowNode boundary in node.Boundaries)
            {
                foreach (EventTrigger trigger in boundary.Triggers)
                {
                    if (trigger is ErrorTrigger error)
                    {
                        return error.Code?.Literal ?? "DRIVE";
                    }
                }
            }
        }

        return null;
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

    private static void CheckWaits(InstanceState state, List<string> violations)
    {
        HashSet<long> living = [.. state.ElementList.Select(element => element.Id)];
        foreach (Wait wait in state.WaitList)
        {
            if (!living.Contains(wait.ElementInstanceId))
            {
                violations.Add($"wait {wait.Id} belongs to {wait.ElementInstanceId}, which does not live");
            }
        }

        foreach (Incident incident in state.IncidentList)
        {
            if (!living.Contains(incident.ElementInstanceId))
            {
                violations.Add($"incident {incident.Id} belongs to {incident.ElementInstanceId}, which does not live");
            }
        }
    }

    /// <summary>No token is lost: every innermost element instance waits, stopped with an incident, or is a scope with tokens.</summary>
    private static void CheckLife(ProcessModel model, InstanceState state, List<string> violations)
    {
        bool lives = state.Status is InstanceStatus.Active or InstanceStatus.Suspended;
        if (lives == (state.ElementList.Count == 0))
        {
            violations.Add($"the instance is {state.Status} and has {state.ElementList.Count} element instances");
        }

        foreach (ElementInstance element in state.ElementList)
        {
            bool waits = state.WaitList.Exists(wait => wait.ElementInstanceId == element.Id)
                || state.IncidentList.Exists(incident => incident.ElementInstanceId == element.Id)
                || element.Compensating is not null;
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
        ProcessModel model, InstanceState before, Command command, DateTimeOffset now, AdvanceResult result, List<string> violations)
    {
        byte[] stored = result.State.Serialize();
        InstanceState restoredBefore = InstanceState.Deserialize(before.Serialize());
        AdvanceResult again = Interpreter.Advance(model, restoredBefore, command, now);
        ProcessModel after = command is MigrateInstance { Target: var target } ? target : model;
        if (!stored.AsSpan().SequenceEqual(again.State.Serialize()))
        {
            violations.Add("the same command on the restored state gave another state");
        }

        if (again.Effects.Count != result.Effects.Count)
        {
            violations.Add("the same command on the restored state gave other effects");
        }

        if (!stored.AsSpan().SequenceEqual(InstanceState.Deserialize(stored).Serialize()))
        {
            violations.Add($"a state of `{after.ProcessId}` is not restored as it was stored");
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
