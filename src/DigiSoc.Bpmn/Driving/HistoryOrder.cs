namespace DigiSoc.Bpmn.Driving;

/// <summary>What the history of one step must tell: each element instance begins once, in a scope that lives, and ends once.</summary>
internal static class HistoryOrder
{
    public static void Check(InstanceState before, AdvanceResult result, List<string> violations)
    {
        HashSet<long> living = [.. before.ElementList.Select(element => element.Id)];
        bool hasEnded = false;
        foreach (HistoryEvent happened in result.Effects.OfType<Record>().Select(record => record.Event))
        {
            bool fits = happened switch
            {
                ElementActivated begun => begun.ElementInstanceId > before.LastId && (begun.ScopeId == 0 || living.Contains(begun.ScopeId))
                    && living.Add(begun.ElementInstanceId),
                ElementCompleted or ElementTerminated => living.Remove(happened.ElementInstanceId),
                IncidentEnded => true,
                _ => living.Contains(happened.ElementInstanceId),
            };
            if (!fits || hasEnded)
            {
                violations.Add($"history tells {happened.GetType().Name} of `{happened.ElementId}` {happened.ElementInstanceId} out of order");
            }

            hasEnded = living.Count == 0;
        }

        if (result.Rejection is null && !living.SetEquals(result.State.ElementList.Select(element => element.Id)))
        {
            violations.Add("the element instances that live are not those that history tells of");
        }
    }
}
