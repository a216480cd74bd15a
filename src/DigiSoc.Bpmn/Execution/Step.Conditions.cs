using DigiSoc.Bpmn.Compiling;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Conditional events: looked at when variables changed, fired when a condition becomes true.</summary>
internal sealed partial class Step
{
    /// <summary>Fires the first condition that became true; true when one did.</summary>
    private bool CheckConditions()
    {
        // A suspended instance waits with them, too, until it is resumed: its variables may be mended meanwhile.
        if (!_conditionsChanged || State.Status == InstanceStatus.Suspended)
        {
            return false;
        }

        for (int i = 0; i < State.WaitList.Count; i++)
        {
            Wait wait = State.WaitList[i];
            if (wait.Kind != WaitKind.Condition)
            {
                continue;
            }

            bool holds = Holds(wait);
            if (holds && !wait.WasTrue)
            {
                _activations++;
                Trigger(wait, "conditional", null, null);
                return true;
            }

            if (holds != wait.WasTrue)
            {
                State.WaitList[i] = wait with { WasTrue = holds };
            }
        }

        _conditionsChanged = false;
        return false;
    }

    /// <summary>Null is not true yet, for a variable may be missing still; any other kind of value is told by an incident that ends when it is mended.</summary>
    private bool Holds(Wait wait)
    {
        FlowNode node = Model.NodeById[wait.ElementId];
        ConditionalTrigger trigger = (ConditionalTrigger)node.Triggers[wait.Definition];
        ElementInstance owner = Find(wait.ElementInstanceId)!;
        FeelResult result = Evaluate(trigger.Condition, owner);
        Incident? told = State.IncidentList.Find(each => each.ElementInstanceId == owner.Id && each.ElementId == node.Id && each.Code == BpmnErrors.NoCondition);
        bool isCondition = result.Value.Kind is FeelKind.Boolean or FeelKind.Null;
        if (isCondition && told is not null)
        {
            EndIncident(told);
        }
        else if (!isCondition && told is null)
        {
            RaiseIncident(owner, node, BpmnErrors.WaitsForNoCondition(node, trigger.Condition.Text, result, Names(owner)));
        }

        return result.Value.Kind == FeelKind.Boolean && result.Value.AsBoolean();
    }
}
