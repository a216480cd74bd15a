using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Dmn;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Business rule task: takes a DMN decision inside the step and keeps it, with its trace, in the history (13.3.3).</summary>
internal sealed class BusinessRuleTask : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element)
    {
        DecisionSpec spec = (DecisionSpec)element.Node.Task!;
        if (!step.TryText(element, element.Node, spec.DecisionId, "decision id", out string? decisionId))
        {
            return;
        }

        DmnModel? model = spec.Model ?? step.Model.Resources.Decisions(decisionId);
        if (model is null)
        {
            step.RaiseIncident(element, BpmnErrors.DecisionFailed(element.Node, decisionId, "no deployed decision has this id."));
            return;
        }

        DmnResult result = model.Evaluate(decisionId, step.Visible(element), step.Environment, DmnTracing.On);
        if (result.Value.Kind == FeelKind.Null && result.Causes.Count > 0)
        {
            string causes = string.Join(" ", result.Causes.Take(3).Select(cause => cause.ToString()));
            step.RaiseIncident(element, BpmnErrors.DecisionFailed(element.Node, decisionId, $"it gave null. {causes}"));
            return;
        }

        step.Record(new DecisionEvaluated(
            element.ElementId,
            element.Id,
            decisionId,
            Inputs(result.Trace),
            result.Value,
            result.Trace?.ToJson() ?? "{}",
            element.Node.Norms));
        step.Complete(element, FeelContext.Of((spec.ResultVariable, result.Value)));
    }

    private static FeelContext Inputs(DmnTrace? trace)
    {
        FeelContextBuilder inputs = new();
        foreach (TracedDecision decision in trace?.Decisions ?? [])
        {
            foreach (TracedInput input in decision.Inputs)
            {
                if (input.Origin == TraceOrigin.Input)
                {
                    inputs.Set(input.Name, input.Value);
                }
            }
        }

        return inputs.Build();
    }
}
