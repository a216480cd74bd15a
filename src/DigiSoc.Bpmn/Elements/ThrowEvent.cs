using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Intermediate throw event and end event: throws each of its triggers in document order, then goes on or ends (13.5.2, 13.5.6).</summary>
internal sealed class ThrowEvent : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element)
    {
        foreach (EventTrigger trigger in element.Node.Triggers)
        {
            if (!Throw(step, element, trigger))
            {
                return;
            }
        }

        if (step.Find(element.Id) is null)
        {
            return;
        }

        if (element.Node.Task is JobSpec job)
        {
            JobTask.OpenJob(step, element, job);
        }
        else
        {
            Finish(step, element);
        }
    }

    /// <summary>Throws one trigger; false: the event waits for it, was interrupted by it, or an incident was raised.</summary>
    private static bool Throw(Step step, ElementInstance element, EventTrigger trigger)
    {
        switch (trigger)
        {
            case SignalTrigger signal:
                return Broadcast(step, element, signal);
            case MessageTrigger message:
                return element.Node.Task is JobSpec || SendTask.Publish(step, element, new PublishSpec(message.Name, message.Key, message.TimeToLive));
            case EscalationTrigger escalation:
                return Escalate(step, element, escalation);
            case ErrorTrigger error:
                ThrowError(step, element, error);
                return false;
            case TerminateTrigger:
                step.TerminateContent(step.ScopeOf(element), except: element);
                return true;
            case CompensationTrigger compensation:
                return CompensationEvents.Throw(step, element, compensation.ActivityId);
            case CancelTrigger:
                return CompensationEvents.Cancel(step, element);
            default:
                return true;
        }
    }

    public static void Finish(Step step, ElementInstance element)
    {
        ElementInstance scope = step.ScopeOf(element);
        FlowNode? linked = element.Node.Triggers is [LinkTrigger link] ? link.Target : null;
        step.Complete(element);
        if (linked is not null)
        {
            step.Send(linked, scope);
        }
    }

    private static bool Broadcast(Step step, ElementInstance element, SignalTrigger signal)
    {
        if (!step.TryText(element, element.Node, signal.Name, "signal name", out string? name))
        {
            return false;
        }

        step.Record(new EventThrown(element.ElementId, element.Id, "signal", name, element.Node.Norms));
        step.Emit(new BroadcastSignal(element.ElementId, name, element.Variables));
        return true;
    }

    private static bool Escalate(Step step, ElementInstance element, EscalationTrigger escalation)
    {
        if (!step.TryText(element, element.Node, escalation.Code ?? new ValueSource(""), "escalation code", out string? code))
        {
            return false;
        }

        step.HandOnEscalation(element, code, element.Variables);
        return step.Find(element.Id) is not null;
    }

    private static void ThrowError(Step step, ElementInstance element, ErrorTrigger error)
    {
        if (step.TryText(element, element.Node, error.Code ?? new ValueSource(""), "error code", out string? code))
        {
            step.HandOnError(element, code, element.Node.Name ?? "", element.Variables);
        }
    }
}
