using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Driving;

/// <summary>Which errors and escalations an instance catches around one of its elements.</summary>
internal static class Catchable
{
    /// <summary>A code that something around the element instance catches; null: nothing does.</summary>
    public static string? Code(ProcessModel model, InstanceState state, long elementInstanceId, bool isError, Chance chance)
    {
        List<string> codes = [];
        ElementInstance? at = Find(state, elementInstanceId);
        while (at is not null)
        {
            FlowNode node = model.Find(at.ElementId)!;
            at.Node = node;
            foreach (FlowNode boundary in Step.IsRound(at) || at.IsActivation || CompensationEvents.IsReopened(at) ? [] : node.Boundaries)
            {
                Add(boundary, isError, codes);
            }

            ElementInstance? scope = Find(state, at.ParentId);
            if (scope is not null)
            {
                scope.Node = model.Find(scope.ElementId)!;
            }

            foreach (FlowNode subProcess in scope is null ? [] : Step.EventSubProcessesAround(at, scope))
            {
                Add(subProcess.Content!.Starts[0], isError, codes);
            }

            at = scope;
        }

        return chance.Pick(codes);
    }

    private static ElementInstance? Find(InstanceState state, long id) => state.ElementList.Find(element => element.Id == id);

    private static void Add(FlowNode catching, bool isError, List<string> codes)
    {
        foreach (EventTrigger trigger in catching.Triggers)
        {
            (bool isThat, ValueSource? code) = trigger switch
            {
                ErrorTrigger error => (isError, error.Code),
                EscalationTrigger escalation => (!isError, escalation.Code),
                _ => (false, null),
            };
            if (isThat && code?.Expression is null)
            {
                codes.Add(code?.Literal ?? "DRIVE");
            }
        }
    }
}
