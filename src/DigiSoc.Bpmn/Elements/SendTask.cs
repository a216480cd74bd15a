using DigiSoc.Bpmn.Calendars;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Send task that publishes a message itself; with a job type it is a <see cref="JobTask"/> (13.3.3).</summary>
internal sealed class SendTask : ElementBehaviour
{
    private static readonly TimeSpan UsualTimeToLive = TimeSpan.FromHours(1);

    public override void Enter(Step step, ElementInstance element)
    {
        if (Publish(step, element, (PublishSpec)element.Node.Task!))
        {
            step.Complete(element);
        }
    }

    /// <summary>Publishes a message with the element's own variables; false: an incident was raised.</summary>
    public static bool Publish(Step step, ElementInstance element, PublishSpec spec)
    {
        string? key = "";
        if (!step.TryText(element, element.Node, spec.Name, "message name", out string? name)
            || (spec.Key is not null && !step.TryText(element, element.Node, spec.Key, "correlation key", out key)))
        {
            return false;
        }

        step.Record(new EventThrown(element.ElementId, element.Id, "message", name, element.Node.Norms));
        step.Emit(new PublishMessage(element.ElementId, element.Id, name, key, TimeToLive(step, element, spec), element.Variables));
        return true;
    }

    private static TimeSpan TimeToLive(Step step, ElementInstance element, PublishSpec spec)
    {
        FeelValue value = step.ValueOf(element, spec.TimeToLive);
        return Instants.TryAdd(step.Now, value, step.Model.Resources.Zone, out DateTimeOffset until) && until >= step.Now
            ? until - step.Now
            : UsualTimeToLive;
    }
}
