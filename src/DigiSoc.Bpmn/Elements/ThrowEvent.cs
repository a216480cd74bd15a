using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Intermediate throw event and end event: throws each of its triggers, then goes on or ends (13.5.2, 13.5.6).</summary>
/// <remarks>The compiler puts last what may end the event itself (error, cancel …), so that nothing is left unthrown.</remarks>
internal sealed class ThrowEvent : ElementBehaviour
{
    /// <summary>Goes on from the trigger that is next; after an incident nothing is thrown a second time.</summary>
    public override void Enter(Step step, ElementInstance element)
    {
        EventTrigger[] triggers = element.Node.Triggers;
        for (int i = element.Thrown; i < triggers.Length; i++)
        {
            if (triggers.Length > 1 && triggers[i] is CompensationTrigger)
            {
                element.Thrown = i + 1;
            }

            if (!Throw(step, element, triggers[i]))
            {
                return;
            }

            if (step.Find(element.Id) is null)
            {
                return;
            }

            element.Thrown = triggers.Length > 1 ? i + 1 : 0;
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

    /// <summary>What it had thrown to be undone is undone.</summary>
    public static void GoOn(Step step, ElementInstance element)
    {
        // One that was stored before it counted what it has thrown ends as it would have then.
        if (element.Thrown == 0)
        {
            Finish(step, element);
        }
        else
        {
            element.Node.Behaviour.Enter(step, element);
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

    private static void Finish(Step step, ElementInstance element)
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
        return true;
    }

    private static void ThrowError(Step step, ElementInstance element, ErrorTrigger error)
    {
        if (step.TryText(element, element.Node, error.Code ?? new ValueSource(""), "error code", out string? code))
        {
            step.HandOnError(element, code, element.Node.Name ?? "", element.Variables);
        }
    }
}
