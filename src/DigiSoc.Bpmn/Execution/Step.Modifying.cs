using DigiSoc.Bpmn.Elements;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Moving an instance by hand.</summary>
internal sealed partial class Step
{
    private Rejection? Modify(ModifyInstance command)
    {
        List<ElementInstance> emptied = [];
        HashSet<long> filled = [];
        foreach (Modification instruction in command.Instructions)
        {
            Rejection? refused = instruction switch
            {
                ActivateElement activate => Activate(activate, filled),
                TerminateElement terminate => Terminate(terminate, emptied),
                ChangeVariables change => Change(change),
                _ => throw new InvalidOperationException($"Bug: no step is written for the modification {instruction.GetType().Name}."),
            };
            if (refused is not null)
            {
                return refused;
            }
        }

        Changed("modified", command.Reason);
        emptied.ForEach(scope => EndWhenEmpty(scope, filled, command.Reason));
        if (State.Status is InstanceStatus.Active or InstanceStatus.Suspended)
        {
            MarkUnsettled(Root);
        }

        return null;
    }

    private Rejection? Activate(ActivateElement instruction, HashSet<long> filled)
    {
        if (Model.Find(instruction.ElementId) is not { } node)
        {
            return BpmnErrors.NoSuchElement(Model, instruction.ElementId, "there is no such element");
        }

        if (!node.CanBeActivated)
        {
            return BpmnErrors.NoSuchElement(Model, instruction.ElementId, $"a {node.Type} like this is begun by its trigger only");
        }

        foreach (string id in instruction.Variables.Keys)
        {
            if (Model.Find(id) is not { } holder || (holder != node && !IsAround(holder, node)))
            {
                return BpmnErrors.VariablesElsewhere(Model, node, id);
            }
        }

        if (ScopeFor(node, instruction.ScopeId, instruction.Variables, out ElementInstance? scope) is { } refused)
        {
            return refused;
        }

        filled.Add(scope!.Id);
        ElementInstance element = Create(node, Home(scope));
        SetFirst(element, instruction.Variables);
        Begin(element);
        return null;
    }

    /// <summary>In an ad-hoc sub-process of activations what begins is one.</summary>
    private ElementInstance Home(ElementInstance scope) =>
        scope.Node.HasActivations && !scope.IsActivation ? AdHocActivations.Open(this, scope) : scope;

    private void SetFirst(ElementInstance element, IReadOnlyDictionary<string, FeelContext> variables)
    {
        if (variables.TryGetValue(element.ElementId, out FeelContext? own))
        {
            SetLocal(element, own);
        }
    }

    private static bool IsAround(FlowNode scope, FlowNode node)
    {
        FlowNode? at = node.Parent;
        while (at is not null && at != scope)
        {
            at = at.Parent;
        }

        return at is not null;
    }

    private Rejection? Terminate(TerminateElement instruction, List<ElementInstance> emptied)
    {
        ElementInstance? element = Find(instruction.ElementInstanceId);
        if (element is null && _before.ElementList.Exists(each => each.Id == instruction.ElementInstanceId))
        {
            // What an instruction before began has ended it, as an interrupting event or a cancel does.
            return null;
        }

        if (element is not { ParentId: not 0 })
        {
            return BpmnErrors.NoSuchScope(Model, instruction.ElementInstanceId, State);
        }

        ElementInstance ended = CompensationEvents.CanceledBy(this, element) ?? element;
        emptied.Add(ScopeOf(ended));
        EndByHand(ended);
        return null;
    }

    private void EndByHand(ElementInstance element)
    {
        ElementInstance scope = ScopeOf(element);
        bool isRound = IsRound(element);
        Terminate(element);
        if (isRound)
        {
            Loops.RoundTerminated(this, scope);
        }

        CompensationEvents.AfterTermination(this, element);
    }

    /// <summary>A scope whose last token was ended by hand is not through: it is ended too, and the ones around it.</summary>
    private void EndWhenEmpty(ElementInstance scope, HashSet<long> filled, string reason)
    {
        ElementInstance? at = Find(scope.Id);
        while (at is { Phase: ElementPhase.Active, Loop: null, IsActivation: false, Children: 0, Joins: null }
            && !filled.Contains(at.Id) && at.Node.Behaviour is not (AdHocSubProcess or LedAdHocSubProcess)
            && !_arrivals.Any(arrival => arrival.ScopeId == at.Id))
        {
            if (at.ParentId == 0)
            {
                EndInstance(InstanceStatus.Canceled, InstanceOutcome.Canceled, null, reason);
                return;
            }

            ElementInstance around = ScopeOf(at);
            EndByHand(at);
            at = around;
        }
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

    private Rejection? ScopeFor(
        FlowNode node, long? within, IReadOnlyDictionary<string, FeelContext> variables, out ElementInstance? scope)
    {
        scope = null;
        if (within is { } id)
        {
            return ScopeWithin(node, id, variables, out scope);
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

        if (found.Count == 1)
        {
            SetAround(scope!, variables);
        }

        return found.Count switch
        {
            1 => null,
            0 => MakeScope(node.Parent!, null, variables, out scope),
            _ => BpmnErrors.AmbiguousScope(Model, node, found),
        };
    }

    /// <summary>The scope that was named, or a new one in it when that is further out.</summary>
    private Rejection? ScopeWithin(FlowNode node, long id, IReadOnlyDictionary<string, FeelContext> variables, out ElementInstance? scope)
    {
        scope = id == 0 ? Root : Find(id);
        if (scope is null)
        {
            return BpmnErrors.NoSuchScope(Model, id, State);
        }

        if (scope is not { Phase: ElementPhase.Active, Loop: null } || !IsAround(scope.Node, node))
        {
            return BpmnErrors.NotAround(Model, node, scope);
        }

        if (scope.Node != node.Parent)
        {
            return MakeScope(node.Parent!, id, variables, out scope);
        }

        SetAround(scope, variables);
        return null;
    }

    private void SetAround(ElementInstance scope, IReadOnlyDictionary<string, FeelContext> variables)
    {
        for (ElementInstance at = scope; variables.Count > 0; at = ScopeOf(at))
        {
            if (at.Loop is null && !at.IsActivation)
            {
                SetFirst(at, variables);
            }

            if (at.ParentId == 0)
            {
                return;
            }
        }
    }

    /// <summary>Opens the sub-processes around an element without their start events.</summary>
    private Rejection? MakeScope(FlowNode missing, long? within, IReadOnlyDictionary<string, FeelContext> variables, out ElementInstance? made)
    {
        made = null;
        if (missing.Loop is not null || missing.Parent is null)
        {
            return BpmnErrors.NoSuchElement(Model, missing.Id, "a loop cannot be entered from outside; activate the loop itself");
        }

        if (ScopeFor(missing, within, variables, out ElementInstance? around) is { } refused)
        {
            return refused;
        }

        made = Create(missing, Home(around!));
        SetFirst(made, variables);
        if (MapInputs(made) && Arm(made))
        {
            made.Phase = ElementPhase.Active;
            return null;
        }

        return BpmnErrors.NoSuchElement(Model, missing.Id, "its events cannot be armed; set the variables they read first");
    }
}
