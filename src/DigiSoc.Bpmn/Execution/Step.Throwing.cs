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
        switch (CatcherOf(thrower, code, isError: true))
        {
            case { } caught when caught.Catching.AttachedTo is not null:
                Record(new EventTriggered(caught.Catching.Id, caught.Holder.Id, "error", code, caught.Catching.Norms));
                FireBoundary(caught.Holder, caught.Catching, WithErrorVariables(caught.Catching, brought, code, text), null);
                break;
            case { } caught:
                FlowNode start = caught.Catching.Content!.Starts[0];
                Record(new EventTriggered(start.Id, caught.Holder.Id, "error", code, start.Norms));
                FireEventSubProcess(caught.Holder, caught.Catching, WithErrorVariables(start, brought, code, text), null);
                break;
            case null when State.Called && _isCaughtByCaller?.Invoke(code) != false:
                EndInstance(InstanceStatus.Failed, InstanceOutcome.Error, code, text, brought ?? FeelContext.Empty);
                break;
            case null:
                RaiseIncident(thrower, BpmnErrors.ErrorUncaught(thrower.Node, code, text));
                break;
        }
    }

    /// <summary>Hands an escalation to the nearest catching event; nobody need catch it.</summary>
    public void HandOnEscalation(ElementInstance thrower, string code, FeelContext? brought)
    {
        Record(new EventThrown(thrower.ElementId, thrower.Id, "escalation", code, thrower.Node.Norms));
        switch (CatcherOf(thrower, code, isError: false))
        {
            case { } caught when caught.Catching.AttachedTo is not null:
                Record(new EventTriggered(caught.Catching.Id, caught.Holder.Id, "escalation", code, caught.Catching.Norms));
                FireBoundary(caught.Holder, caught.Catching, brought, null);
                break;
            case { } caught:
                FlowNode start = caught.Catching.Content!.Starts[0];
                Record(new EventTriggered(start.Id, caught.Holder.Id, "escalation", code, start.Norms));
                FireEventSubProcess(caught.Holder, caught.Catching, brought, null);
                break;
            case null:
                Emit(new RaiseEscalation(thrower.ElementId, code, brought ?? FeelContext.Empty));
                break;
        }
    }

    /// <summary>See <see cref="Interpreter.Catches"/>.</summary>
    public bool Catches(long waitId, string errorCode)
    {
        Begin();
        return FindWait(waitId) is { } wait && CatcherOf(Find(wait.ElementInstanceId)!, errorCode, isError: true) is not null;
    }

    /// <summary>The nearest boundary event, or event sub-process, that catches; null: nobody here.</summary>
    private Catcher? CatcherOf(ElementInstance thrower, string code, bool isError)
    {
        for (ElementInstance at = thrower; ;)
        {
            if (CatchingBoundary(at, code, isError) is { } boundary)
            {
                return new(at, boundary);
            }

            if (at.ParentId == 0)
            {
                return null;
            }

            ElementInstance scope = ScopeOf(at);
            if (CatchingSubProcess(at, scope, code, isError) is { } subProcess)
            {
                return new(scope, subProcess);
            }

            at = scope;
        }
    }

    /// <summary>What catches, and the element instance it is at: the activity of a boundary event, the scope of an event sub-process.</summary>
    private readonly record struct Catcher(ElementInstance Holder, FlowNode Catching);

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
