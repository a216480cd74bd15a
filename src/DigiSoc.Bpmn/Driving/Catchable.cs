using DigiSoc.Bpmn.Compiling;

namespace DigiSoc.Bpmn.Driving;

/// <summary>Which errors and escalations a model catches around an element.</summary>
internal static class Catchable
{
    /// <summary>A code that something around the element catches; null: nothing does.</summary>
    public static string? Code(ProcessModel model, string elementId, bool isError, Chance chance)
    {
        List<string> codes = [];
        bool isAside = false;
        for (FlowNode? node = model.Find(elementId); node is not null; node = node.Parent)
        {
            foreach (FlowNode boundary in node.Boundaries)
            {
                Add(boundary, isError, codes);
            }

            // What is thrown in an event sub-process is not caught by another of the same scope.
            foreach (FlowNode subProcess in isAside ? [] : node.Content?.EventSubProcesses ?? [])
            {
                Add(subProcess.Content!.Starts[0], isError, codes);
            }

            isAside = node.IsEventSubProcess;
        }

        return chance.Pick(codes);
    }

    private static void Add(FlowNode catching, bool isError, List<string> codes)
    {
        foreach (EventTrigger trigger in catching.Triggers)
        {
            ValueSource? code = trigger is ErrorTrigger error ? error.Code : (trigger as EscalationTrigger)?.Code;
            bool isThat = isError ? trigger is ErrorTrigger : trigger is EscalationTrigger;
            if (isThat && code?.Expression is null)
            {
                codes.Add(code?.Literal ?? "DRIVE");
            }
        }
    }
}
