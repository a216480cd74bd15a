using System.Globalization;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Service task, and every task or throwing event with a job type: waits until a handler has done the work (13.3.3).</summary>
internal sealed class JobTask : ElementBehaviour
{
    private const int UsualRetries = 3;

    public override void Enter(Step step, ElementInstance element) => OpenJob(step, element, (JobSpec)element.Node.Task!);

    public static void OpenJob(Step step, ElementInstance element, JobSpec spec)
    {
        FlowNode node = element.Node;
        if (!step.TryText(element, node, spec.Type, "job type", out string? type))
        {
            return;
        }

        Wait wait = step.NewWait(WaitKind.Job, element, node, type);
        int retries = Retries(step.ValueOf(element, spec.Retries));
        step.Open(wait, new CreateJob(
            wait.Id, node.Id, element.Id, type, retries, node.Headers, step.Visible(element), node.Norms));
    }

    private static int Retries(in FeelValue value)
    {
        int retries = 0;
        bool isNumber = value.Kind switch
        {
            FeelKind.Number => value.AsNumber().TryToInt32(out retries),
            FeelKind.String => int.TryParse(value.AsString(), NumberStyles.None, CultureInfo.InvariantCulture, out retries),
            _ => false,
        };
        return isNumber && retries > 0 ? retries : UsualRetries;
    }
}
