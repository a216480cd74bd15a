using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>How a token chooses among outgoing flows.</summary>
internal static class Flows
{
    /// <summary>Every flow without condition and every one whose condition is true; the default when none is (13.2.1).</summary>
    public static bool Default(Step step, ElementInstance element, List<SequenceFlow> chosen)
    {
        FlowNode node = element.Node;
        if (!node.HasConditionalFlows)
        {
            chosen.AddRange(node.Out);
            return true;
        }

        return EveryTrue(step, element, chosen);
    }

    /// <summary>Every flow but the default that has no condition or a true one; the default when there is none.</summary>
    public static bool EveryTrue(Step step, ElementInstance element, List<SequenceFlow> chosen)
    {
        FlowNode node = element.Node;
        foreach (SequenceFlow flow in node.Out)
        {
            if (flow == node.Default)
            {
                continue;
            }

            if (!IsOpen(step, element, flow, out bool isTrue))
            {
                return false;
            }

            if (isTrue)
            {
                chosen.Add(flow);
            }
        }

        return chosen.Count > 0 || FallBack(step, element, chosen);
    }

    /// <summary>The first flow in document order that has no condition or a true one; the default when there is none (13.4.2).</summary>
    public static bool FirstTrue(Step step, ElementInstance element, List<SequenceFlow> chosen)
    {
        FlowNode node = element.Node;
        foreach (SequenceFlow flow in node.Out)
        {
            if (flow == node.Default)
            {
                continue;
            }

            if (!IsOpen(step, element, flow, out bool isTrue))
            {
                return false;
            }

            if (isTrue)
            {
                chosen.Add(flow);
                return true;
            }
        }

        return node.Out.Length == 0 || FallBack(step, element, chosen);
    }

    private static bool IsOpen(Step step, ElementInstance element, SequenceFlow flow, out bool isTrue)
    {
        isTrue = true;
        return flow.Condition is null
            || step.TryCondition(element, $"condition of flow `{flow.Id}`", flow.Condition, out isTrue);
    }

    private static bool FallBack(Step step, ElementInstance element, List<SequenceFlow> chosen)
    {
        FlowNode node = element.Node;
        if (node.Default is not null)
        {
            chosen.Add(node.Default);
            return true;
        }

        if (node.Out.Length == 0)
        {
            return true;
        }

        step.RaiseIncident(element, BpmnErrors.NoFlow(node, Conditions(step, element), step.Visible(element).Keys));
        return false;
    }

    private static string Conditions(Step step, ElementInstance element)
    {
        IEnumerable<string> each = element.Node.Out.Where(flow => flow.Condition is not null).Select(flow =>
        {
            FeelResult result = step.Evaluate(flow.Condition!, element);
            return $"`{flow.Condition!.Text}` = {result.Value}";
        });
        return string.Join(", ", each);
    }
}
