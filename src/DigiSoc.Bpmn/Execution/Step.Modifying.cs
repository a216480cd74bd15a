using DigiSoc.Bpmn.Elements;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Moving an instance by hand.</summary>
internal sealed partial class Step
{
    private Rejection? Modify(ModifyInstance command)
    {
        foreach (Modification instruction in command.Instructions)
        {
            Rejection? refused = instruction switch
            {
                ActivateElement activate => Activate(activate),
                TerminateElement terminate => Terminate(terminate),
                ChangeVariables change => Change(change),
                _ => throw new InvalidOperationException($"Bug: no step is written for the modification {instruction.GetType().Name}."),
            };
            if (refused is not null)
            {
                return refused;
            }
        }

        Changed("modified", command.Reason);
        MarkUnsettled(Root);
        return null;
    }

    private Rejection? Activate(ActivateElement instruction)
    {
        if (Model.Find(instruction.ElementId) is not { } node)
        {
            return BpmnErrors.NoSuchElement(Model, instruction.ElementId, "there is no such element");
        }

        if (node.Parent is null || node.AttachedTo is not null || node.IsEventSubProcess || node.IsForCompensation)
        {
            return BpmnErrors.NoSuchElement(Model, instruction.ElementId, $"a {node.Type} like this is begun by its trigger only");
        }

        if (ScopeFor(node, instruction.ScopeId, out ElementInstance? scope) is { } refused)
        {
            return refused;
        }

        Activate(node, scope!.Node.HasActivations && !scope.IsActivation ? AdHocActivations.Open(this, scope) : scope);
        return null;
    }

    private Rejection? Terminate(TerminateElement instruction)
    {
        if (Find(instruction.ElementInstanceId) is not { ParentId: not 0 } element)
        {
            return BpmnErrors.NoSuchScope(Model, instruction.ElementInstanceId, State);
        }

        ElementInstance scope = ScopeOf(element);
        bool isRound = IsRound(element);
        Terminate(element);
        if (isRound)
        {
            Loops.RoundTerminated(this, scope);
        }

        CompensationEvents.AfterTermination(this, element);

        return null;
    }

    private Rejection? Change(ChangeVariables instruction)
    {
        if (instruction.ScopeId != 0 && Find(instruction.ScopeId) is null)
        {
            return BpmnErrors.NoSuchScope(Model, instruction.ScopeId, State);
        }

        SetLocal(instruction.ScopeId == 0 ? Root : Find(instruction.ScopeId)!, instruction.Variables);
        return null;
    }

    private Rejection? ScopeFor(FlowNode node, long? scopeId, out ElementInstance? scope)
    {
        scope = null;
        if (scopeId is { } id)
        {
            scope = id == 0 ? Root : Find(id);
            return scope is { Loop: null } && scope.Node == node.Parent ? null : BpmnErrors.NoSuchScope(Model, id, State);
        }

        List<long> found = [];
        foreach (ElementInstance element in State.ElementList)
        {
            if (element.Node == node.Parent && element.Loop is null && !element.IsActivation && element.Phase == ElementPhase.Active)
            {
                found.Add(element.Id);
                scope = element;
            }
        }

        return found.Count switch
        {
            1 => null,
            0 => MakeScope(node.Parent!, out scope),
            _ => BpmnErrors.AmbiguousScope(Model, node, found),
        };
    }

    /// <summary>Opens the sub-processes around an element without their start events.</summary>
    private Rejection? MakeScope(FlowNode missing, out ElementInstance? made)
    {
        made = null;
        if (missing.Loop is not null || missing.Parent is null)
        {
            return BpmnErrors.NoSuchElement(Model, missing.Id, "a loop cannot be entered from outside; activate the loop itself");
        }

        if (ScopeFor(missing, null, out ElementInstance? around) is { } refused)
        {
            return refused;
        }

        made = Create(missing, around!);
        if (MapInputs(made) && Arm(made))
        {
            made.Phase = ElementPhase.Active;
            return null;
        }

        return BpmnErrors.NoSuchElement(Model, missing.Id, "its events cannot be armed; set the variables they read first");
    }
}
