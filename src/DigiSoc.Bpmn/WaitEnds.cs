namespace DigiSoc.Bpmn;

/// <summary>Which timer puts an end to a waiting point that has none of its own.</summary>
public static class WaitEnds
{
    /// <summary>The timer that ends the wait first if nobody answers; null: only an answer ends it.</summary>
    /// <remarks>
    /// A timer ends a wait when it stands beside it (behind the same event-based gateway, at the same multiple event) or
    /// when it interrupts the activity, or a scope around it, in which the wait lies: BPMN 2.0.2, 10.5.4 and 10.6.6.
    /// </remarks>
    /// <param name="model">The process the state belongs to.</param>
    /// <param name="state">Where the instance is.</param>
    /// <param name="wait">One of the state's waits; for a timer the answer is another timer that is due before it.</param>
    public static Wait? EndOf(ProcessModel model, InstanceState state, Wait wait)
    {
        Wait? end = null;
        foreach (Wait other in state.Waits)
        {
            if (other.Kind == WaitKind.Timer && other.Id != wait.Id && IsBefore(other, end ?? wait)
                && Ends(model, other, wait) && IsIn(state, wait.ElementInstanceId, other.ElementInstanceId))
            {
                end = other;
            }
        }

        return end;
    }

    private static bool IsBefore(Wait timer, Wait other) => other.DueAt is null || timer.DueAt < other.DueAt;

    private static bool Ends(ProcessModel model, Wait timer, Wait wait) =>
        model.Find(timer.ElementId) is { IsInterrupting: true } node && !(node.IsParallelMultiple && timer.ElementId == wait.ElementId);

    private static bool IsIn(InstanceState state, long id, long scopeId)
    {
        for (long? at = id; at is { } inner; at = state.Elements.FirstOrDefault(element => element.Id == inner)?.ParentId)
        {
            if (inner == scopeId)
            {
                return true;
            }
        }

        return false;
    }
}
