using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Call activity: starts a child instance and waits for its end (13.3.4).</summary>
internal sealed class CallActivity : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element)
    {
        FlowNode node = element.Node;
        CallSpec spec = (CallSpec)node.Task!;
        if (!step.TryText(element, node, spec.ProcessId, "called process id", out string? processId))
        {
            return;
        }

        Wait wait = step.NewWait(WaitKind.Child, element, node, processId);
        FeelContext passed = spec.PassAllVariables ? step.Visible(element) : element.Variables;
        step.Open(wait, new StartChild(wait.Id, node.Id, element.Id, processId, passed));
    }

    /// <summary>The variables of the child that the caller takes over: all, or those its output mappings read.</summary>
    public static FeelContext? Takes(FlowNode node, FeelContext variables) =>
        node.Outputs.Length > 0 || ((CallSpec)node.Task!).TakeAllVariables ? variables : null;
}
