using DigiSoc.Bpmn.Compiling;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Conditional events: looked at when variables changed, fired when a condition becomes true.</summary>
internal sealed partial class Step
{
    /// <summary>Fires the first condition that became true; true when one did.</summary>
    private bool CheckConditions()
    {
        if (!_conditionsChanged)
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

    private bool Holds(Wait wait)
    {
        ConditionalTrigger trigger = (ConditionalTrigger)Model.NodeById[wait.ElementId].Triggers[wait.Definition];
        FeelValue value = Evaluate(trigger.Condition, Find(wait.ElementInstanceId)!).Value;
        return value.Kind == FeelKind.Boolean && value.AsBoolean();
    }
}
