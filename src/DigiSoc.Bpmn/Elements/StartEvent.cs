using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Start event: where the first token of a process or sub-process begins (13.5.1).</summary>
internal sealed class StartEvent : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element) => step.Complete(element);

    /// <summary>Puts the first tokens into a scope: at its none start event, or else at every element without incoming flow (13.2).</summary>
    public static void Begin(Step step, ElementInstance scope)
    {
        step.MarkUnsettled(scope);
        if (scope.Node.Content!.NoneStart is { } start)
        {
            step.Send(start, scope);
            return;
        }

        foreach (FlowNode each in scope.Node.Content.Starts)
        {
            step.Send(each, scope);
        }
    }
}
