using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Script task: computes a FEEL expression and keeps its value in a variable (13.3.3).</summary>
internal sealed class ScriptTask : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element)
    {
        ScriptSpec spec = (ScriptSpec)element.Node.Task!;
        FeelResult result = step.Evaluate(spec.Script, element);
        step.Complete(element, FeelContext.Of((spec.ResultVariable, result.Value)));
    }
}
