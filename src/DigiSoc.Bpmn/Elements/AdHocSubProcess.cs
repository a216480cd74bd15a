using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Ad-hoc sub-process: its activities begin as chosen, in any number; it is through when its condition held, without one when none is left (13.3.5).</summary>
/// <remarks>
/// Without a choice every activity without incoming flow begins once; one after the other when the ordering is sequential.
/// More can be begun by <see cref="ModifyInstance"/> while it lives. When nothing is left and the condition does not hold, only that
/// can help, or other variables: it stops with an incident.
/// </remarks>
internal sealed class AdHocSubProcess : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element)
    {
        AdHocSpec spec = (AdHocSpec)element.Node.Task!;
        if (!TryChoose(step, element, spec, out List<FlowNode> chosen))
        {
            return;
        }

        AdHocActivations.BeginGathering(step, element);
        step.MarkUnsettled(element);
        if (spec.Sequential && chosen.Count > 1)
        {
            element.Pending = [.. chosen.Skip(1).Select(node => node.Id)];
            chosen.RemoveRange(1, chosen.Count - 1);
        }

        foreach (FlowNode node in chosen)
        {
            Begin(step, element, node);
        }
    }

    /// <summary>The completion condition could not be read: it is looked at again, nothing begins anew.</summary>
    public override void Retry(Step step, ElementInstance element, Incident resolved)
    {
        if (resolved.Code == BpmnErrors.AdHocChoiceCode)
        {
            Enter(step, element);
            return;
        }

        step.MarkUnsettled(element);
        LookAtCondition(step, element);
    }

    public override void ChildCompleted(Step step, ElementInstance scope, ElementInstance child)
    {
        if (!scope.IsActivation)
        {
            LookAtCondition(step, scope);
        }
        else if (child.Node.Out.Length > 0 || scope.Children > 0)
        {
            LookAtCondition(step, step.ScopeOf(scope));
        }

        // Otherwise the activation is over: its own end looks, when its output is in the list.
    }

    // The event sub-process stands for the rest.
    public override void Interrupted(Step step, ElementInstance scope) => scope.Pending = [];

    public override void Migrated(Step step, ElementInstance scope) => AdHocActivations.TellChoiceAgain(step, scope);

    private static void Begin(Step step, ElementInstance subProcess, FlowNode activity)
    {
        if (subProcess.Node.HasActivations)
        {
            AdHocActivations.Begin(step, subProcess, activity, FeelContext.Empty);
        }
        else
        {
            step.Send(activity, subProcess);
        }
    }

    private static void LookAtCondition(Step step, ElementInstance scope)
    {
        AdHocSpec spec = (AdHocSpec)scope.Node.Task!;
        if (spec.Completion is null || !step.TryCondition(scope, "completion condition", spec.Completion, out bool isDone) || !isDone)
        {
            return;
        }

        scope.Pending = [];
        if (spec.CancelRemaining)
        {
            step.TerminateContent(scope);
        }
    }

    public override void Drained(Step step, ElementInstance scope)
    {
        if (scope.IsActivation)
        {
            step.Complete(scope);
            return;
        }

        if (scope.Pending is { Count: > 0 } pending)
        {
            FlowNode next = step.Model.NodeById[pending[0]];
            scope.Pending = pending.Count > 1 ? pending[1..] : null;
            Begin(step, scope, next);
        }
        else if (scope.Pending is not null || IsThrough(step, scope))
        {
            AdHocActivations.Complete(step, scope);
        }
    }

    /// <summary>Nothing is left to run, and the condition had not held yet; false: an incident says so.</summary>
    private static bool IsThrough(Step step, ElementInstance scope)
    {
        AdHocSpec spec = (AdHocSpec)scope.Node.Task!;
        if (spec.Completion is null)
        {
            return true;
        }

        if (step.IsStopped(scope) || !step.TryCondition(scope, "completion condition", spec.Completion, out bool isDone))
        {
            return false;
        }

        if (!isDone)
        {
            step.RaiseIncident(scope, BpmnErrors.AdHocNotThrough(scope.Node, spec.Completion.Text));
        }

        return isDone;
    }

    private static bool TryChoose(Step step, ElementInstance element, AdHocSpec spec, out List<FlowNode> chosen)
    {
        chosen = [];
        if (spec.ActiveElements is null)
        {
            chosen.AddRange(element.Node.Content!.Starts);
            return true;
        }

        AdHocActivations.TellChoice(step, element);
        FeelResult result = step.Evaluate(spec.ActiveElements, element);
        bool isList = result.Value.Kind == FeelKind.List;
        foreach (FeelValue item in isList ? result.Value.AsList() : FeelList.Empty)
        {
            FlowNode? node = item.Kind == FeelKind.String ? step.Model.Find(item.AsString()) : null;
            isList &= node is not null && node.Parent == element.Node && node.AttachedTo is null && !node.IsEventSubProcess;
            if (isList)
            {
                chosen.Add(node!);
            }
        }

        if (!isList)
        {
            IEnumerable<string> possible = step.Model.Nodes.Where(node => node.Parent == element.Node).Select(node => node.Id);
            step.RaiseIncident(element, BpmnErrors.AdHocElement(element.Node, result.Value.ToString(), possible));
        }

        return isList;
    }
}
