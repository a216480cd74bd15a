using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Elements;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Events at one place that wait for the same thing: one of them would never go on, or which of them does is not said.</summary>
/// <remarks>
/// The first that catches an error or escalation keeps it, and a message begins one instance at one place: the others are
/// refused. A message that several wait for in an instance goes to one of them: told. A signal, or a condition, reaches
/// everybody who waits; told where the first closes the other.
/// </remarks>
internal sealed partial class ModelCompiler
{
    private void CheckRivals()
    {
        foreach (FlowNode node in _nodes)
        {
            CheckRivals(node.Type == "receiveTask" ? [node, .. node.Boundaries] : node.Boundaries);
            if (node.Behaviour is EventBasedGateway)
            {
                CheckRivals(node.Out.Select(flow => flow.Target).Distinct());
            }

            if (node.Content is { } content)
            {
                CheckRivals(content.EventSubProcesses.SelectMany(each => each.Content!.Starts));
                CheckRivals(_nodes.Where(each => each.Parent == node && node.Parent is null && each.Behaviour is StartEvent), areStarts: true);
            }
        }
    }

    private void CheckRivals(IEnumerable<FlowNode> events, bool areStarts = false)
    {
        Dictionary<string, FlowNode> first = new(StringComparer.Ordinal);
        foreach (FlowNode node in events)
        {
            foreach (EventTrigger trigger in node.Triggers)
            {
                if (WaitsFor(trigger) is not { } waitsFor || first.TryAdd(waitsFor, node) || first[waitsFor] == node)
                {
                    continue;
                }

                if (trigger is SignalTrigger or ConditionalTrigger)
                {
                    TellRace(node, first[waitsFor], waitsFor, areStarts);
                    continue;
                }

                Find(trigger is MessageTrigger && !areStarts
                    ? BpmnFindings.SameMessage(_xml[node], waitsFor, first[waitsFor].Id)
                    : BpmnFindings.BadFlow(_xml[node], "10.5.2", $"waits for {waitsFor}, as `{first[waitsFor].Id}` does at the same place, so that it would never go on. Keep one.").ForDeploying());
            }
        }
    }

    /// <summary>A signal, or a condition that becomes true, is for both; but one that interrupts, or is chosen by a gateway, closes the other.</summary>
    private void TellRace(FlowNode node, FlowNode other, string waitsFor, bool areStarts)
    {
        if (!areStarts && node.IsInterrupting && other.IsInterrupting)
        {
            Find(BpmnFindings.SameEvent(_xml[node], waitsFor, other.Id));
        }
    }

    private static string? WaitsFor(EventTrigger trigger) => trigger switch
    {
        MessageTrigger message => $"the message `{Words(message.Name)}`{(message.Key is null ? "" : $" with the key `{Words(message.Key)}`")}",
        SignalTrigger signal => $"the signal `{Words(signal.Name)}`",
        ConditionalTrigger conditional => $"the condition `={conditional.Condition.Text.Trim()}`",
        ErrorTrigger { Code: null } => "every error",
        ErrorTrigger { Code: { } code } => $"the error `{Words(code)}`",
        EscalationTrigger { Code: null } => "every escalation",
        EscalationTrigger { Code: { } code } => $"the escalation `{Words(code)}`",
        _ => null,
    };

    private static string Words(ValueSource source) => source.Expression?.Text ?? source.Literal;
}
