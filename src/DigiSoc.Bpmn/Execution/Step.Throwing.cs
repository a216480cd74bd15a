using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>How errors and escalations look for the event that catches them: from the inside out.</summary>
internal sealed partial class Step
{
    /// <summary>Hands an error to the nearest catching event.</summary>
    /// <param name="thrower">Where it was thrown.</param>
    /// <param name="code">The error code.</param>
    /// <param name="text">What went wrong, in words.</param>
    /// <param name="brought">Variables that came with it.</param>
    public void HandOnError(ElementInstance thrower, string code, string text, FeelContext? brought)
    {
        Record(new EventThrown(thrower.ElementId, thrower.Id, "error", code, thrower.Node.Norms));
        for (ElementInstance at = thrower; ;)
        {
            if (CatchingBoundary(at, code, isError: true) is { } boundary)
            {
                Record(new EventTriggered(boundary.Id, at.Id, "error", code, boundary.Norms));
                FireBoundary(at, boundary, WithErrorVariables(boundary, brought, code, text), null);
                return;
            }

            if (at.ParentId == 0)
            {
                ErrorUncaught(thrower, code, text, brought ?? FeelContext.Empty);
                return;
            }

            ElementInstance scope = ScopeOf(at);
            if (CatchingSubProcess(at, scope, code, isError: true) is { } subProcess)
            {
                FlowNode start = subProcess.Content!.Starts[0];
                Record(new EventTriggered(start.Id, scope.Id, "error", code, start.Norms));
                FireEventSubProcess(scope, subProcess, WithErrorVariables(start, brought, code, text), null);
                return;
            }

            at = scope;
        }
    }

    /// <summary>Hands an escalation to the nearest catching event; nobody need catch it.</summary>
    public void HandOnEscalation(ElementInstance thrower, string code, FeelContext? brought)
    {
        Record(new EventThrown(thrower.ElementId, thrower.Id, "escalation", code, thrower.Node.Norms));
        for (ElementInstance at = thrower; ;)
        {
            if (CatchingBoundary(at, code, isError: false) is { } boundary)
            {
                Record(new EventTriggered(boundary.Id, at.Id, "escalation", code, boundary.Norms));
                FireBoundary(at, boundary, brought, null);
                return;
            }

            if (at.ParentId == 0)
            {
                Emit(new RaiseEscalation(thrower.ElementId, code, brought ?? FeelContext.Empty));
                return;
            }

            ElementInstance scope = ScopeOf(at);
            if (CatchingSubProcess(at, scope, code, isError: false) is { } subProcess)
            {
                FlowNode start = subProcess.Content!.Starts[0];
                Record(new EventTriggered(start.Id, scope.Id, "escalation", code, start.Norms));
                FireEventSubProcess(scope, subProcess, brought, null);
                return;
            }

            at = scope;
        }
    }

    private void ErrorUncaught(ElementInstance thrower, string code, string text, FeelContext brought)
    {
        if (State.Called)
        {
            EndInstance(InstanceStatus.Failed, InstanceOutcome.Error, code, text, brought);
        }
        else
        {
            RaiseIncident(thrower, BpmnErrors.ErrorUncaught(thrower.Node, code, text));
        }
    }

    private static FlowNode? CatchingBoundary(ElementInstance element, string code, bool isError) =>
        IsRound(element) || element.IsActivation || CompensationEvents.IsReopened(element) ? null : Catching(element.Node.Boundaries, static node => node, code, isError);

    private static FlowNode? CatchingSubProcess(ElementInstance from, ElementInstance scope, string code, bool isError) =>
        Catching(EventSubProcessesAround(from, scope), static node => node.Content!.Starts[0], code, isError);

    /// <summary>The event sub-processes of a scope that may catch what is thrown in one of its elements.</summary>
    /// <remarks>What is thrown inside an event sub-process is caught by another while the scope goes on: not by itself, and by none once it interrupted the scope.</remarks>
    public static FlowNode[] EventSubProcessesAround(ElementInstance from, ElementInstance scope) =>
        scope.Loop is not null || scope.IsActivation || scope.Node.Content is not { EventSubProcesses.Length: > 0 } content
        || (from.Node.IsEventSubProcess && from.Node.Content!.Starts[0].IsInterrupting)
            ? []
            : Array.FindAll(content.EventSubProcesses, each => each != from.Node);

    /// <summary>The event that names the code, before one that catches all.</summary>
    private static FlowNode? Catching(FlowNode[] candidates, Func<FlowNode, FlowNode> eventOf, string code, bool isError)
    {
        FlowNode? catchAll = null;
        foreach (FlowNode candidate in candidates)
        {
            foreach (EventTrigger trigger in eventOf(candidate).Triggers)
            {
                if (!Matches(trigger, isError, out ValueSource? expected))
                {
                    continue;
                }

                if (expected is null)
                {
                    catchAll ??= candidate;
                }
                else if (expected.Literal == code)
                {
                    return candidate;
                }
            }
        }

        return catchAll;
    }

    private static bool Matches(EventTrigger trigger, bool isError, out ValueSource? code)
    {
        (bool matches, code) = trigger switch
        {
            ErrorTrigger error when isError => (true, error.Code),
            EscalationTrigger escalation when !isError => (true, escalation.Code),
            _ => (false, null),
        };
        return matches;
    }

    private static FeelContext? WithErrorVariables(FlowNode catching, FeelContext? brought, string code, string text)
    {
        FeelContext? result = brought;
        foreach (EventTrigger trigger in catching.Triggers)
        {
            if (trigger is ErrorTrigger { CodeVariable: { } codeVariable })
            {
                result = (result ?? FeelContext.Empty).With(codeVariable, FeelValue.Of(code));
            }

            if (trigger is ErrorTrigger { TextVariable: { } textVariable })
            {
                result = (result ?? FeelContext.Empty).With(textVariable, FeelValue.Of(text));
            }
        }

        return result;
    }
}
