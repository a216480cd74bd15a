using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Ad-hoc sub-process led by a job: the job's answer says what begins, each end of an activity asks anew (13.3.5, as in Camunda 8).</summary>
/// <remarks>
/// One job is open at a time; when an activation ends while it is, it is made anew, so that it sees the new variables. The job
/// finds the activities in the variable <c>adHocSubProcessElements</c>. An answer that chooses nothing while nothing runs
/// stops with an incident, for nothing would ever ask again. An interrupting event sub-process ends it without asking.
/// </remarks>
internal sealed class LedAdHocSubProcess : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element)
    {
        AdHocActivations.TellChoice(step, element);
        AdHocActivations.BeginGathering(step, element);
        Ask(step, element);
    }

    public override void ChildCompleted(Step step, ElementInstance scope, ElementInstance child)
    {
        // Where a state was stored without activations, the last element of what was begun lies in the sub-process itself.
        bool isEnd = child.IsActivation || (child.Node.Out.Length == 0 && child.Node.Triggers is not [LinkTrigger]);
        if (isEnd && !scope.IsActivation && !IsThrough(scope))
        {
            Ask(step, scope);
        }
    }

    // As in Camunda 8: the event sub-process stands for the rest, nobody is asked any more.
    public override void Interrupted(Step step, ElementInstance scope)
    {
        step.CloseWaits(scope, scope.Node);
        scope.Pending = [];
    }

    // An answer names elements of the model that it is carried out in.
    public override void Migrated(Step step, ElementInstance scope) => AdHocActivations.TellChoiceAgain(step, scope);

    public override bool MayBeginMore(ElementInstance scope) => !scope.IsActivation && !IsThrough(scope);

    public override void Drained(Step step, ElementInstance scope)
    {
        if (scope.IsActivation)
        {
            step.Complete(scope);
        }
        else if (IsThrough(scope))
        {
            AdHocActivations.Complete(step, scope);
        }
        else if (!step.HasWaits(scope, scope.Node) && !step.IsStopped(scope))
        {
            // What ran was ended from outside.
            Ask(step, scope);
        }
    }

    /// <summary>The job has decided.</summary>
    public static void Decided(Step step, ElementInstance scope, FeelContext brought, AdHocChoice choice)
    {
        if (Fault(step, scope, choice) is { } fault)
        {
            step.RaiseIncident(scope, fault);
            return;
        }

        step.Bring(scope, brought);
        scope.Pending = choice.IsThrough ? [] : null;
        step.MarkUnsettled(scope);
        if (choice.CancelsRemaining)
        {
            step.TerminateContent(scope);
        }

        foreach (AdHocActivation activation in choice.Activate)
        {
            AdHocActivations.Begin(step, scope, step.Model.NodeById[activation.ElementId], activation.Variables);
        }
    }

    /// <summary>What can be begun: the activities that no flow leads to.</summary>
    public static IReadOnlyList<FlowNode> Activities(FlowNode subProcess) => subProcess.Content!.Starts;

    private static bool IsThrough(ElementInstance scope) => scope.Pending is not null;

    private static Problem? Fault(Step step, ElementInstance scope, AdHocChoice choice)
    {
        IReadOnlyList<FlowNode> possible = Activities(scope.Node);
        string? unknown = choice.Activate.Select(each => each.ElementId).FirstOrDefault(id => !possible.Any(node => node.Id == id));
        string? found = unknown is not null ? $"`{unknown}`"
            : choice.IsThrough && choice.Activate.Count > 0 ? "activities to begin, and that it is through"
            : !choice.IsThrough && choice.Activate.Count == 0 && (scope.Children == 0 || choice.CancelsRemaining) ? "nothing, while nothing runs in it"
            : null;
        return found is null ? null : BpmnErrors.AdHocChoice(scope.Node, found, possible.Select(node => node.Id));
    }

    private static void Ask(Step step, ElementInstance scope)
    {
        step.CloseWaits(scope, scope.Node);
        JobTask.OpenJob(step, scope, (JobSpec)scope.Node.Task!);
    }
}
