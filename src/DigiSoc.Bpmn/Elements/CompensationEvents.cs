using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Compensation and cancel: what was completed is undone, the newest first, one after the other (13.5.5).</summary>
/// <remarks>
/// A completed activity with a handler is remembered in its scope. A completed sub-process (an event sub-process too) is
/// remembered with what it holds; to undo it, it is opened again with the variables it ended with, and either its compensation event sub-process
/// runs or what it holds is undone. What was undone is forgotten. A canceled transaction is undone as a whole: what was
/// completed in parts of it that still ran too (sub-processes, other rounds when it is multi-instance), and it is left once.
/// </remarks>
internal static class CompensationEvents
{
    /// <summary>Remembers a completed activity when it can be undone.</summary>
    public static void Remember(Step step, ElementInstance scope, ElementInstance completed)
    {
        FlowNode node = completed.Node;
        if (completed.UndoneFor != 0)
        {
            return;
        }

        bool hasHandler = node.CompensationHandler is not null && !Step.IsRound(completed) && !completed.IsActivation;
        bool hasInner = node.Content is not null
            && (completed.Compensables is not null || (node.Content.CompensationSubProcess is not null && completed.Loop is null && !completed.IsActivation));
        if (hasHandler || hasInner)
        {
            scope.Compensables ??= [];
            scope.Compensables.Add(new Compensable(
                node.Id, completed.Variables, hasHandler ? null : completed.Compensables ?? [], !hasHandler && IsPart(completed)));
        }
    }

    /// <summary>Throws a compensation; true: there was nothing to undo and the event goes on.</summary>
    public static bool Throw(Step step, ElementInstance thrower, string? activityId)
    {
        step.Record(new EventThrown(thrower.ElementId, thrower.Id, "compensation", activityId, thrower.Node.Norms));
        ElementInstance scope = ScopeToUndo(step, thrower, activityId);
        return !Begin(step, thrower, scope, Taken(scope, activityId));
    }

    /// <summary>Cancels the transaction around: ends what runs in it, undoes what was completed; always waits or interrupts.</summary>
    /// <remarks>It is no longer active from then on: no event of its border or inside it begins anything, or would break off the undoing.</remarks>
    public static bool Cancel(Step step, ElementInstance thrower)
    {
        step.Record(new EventThrown(thrower.ElementId, thrower.Id, "cancel", null, thrower.Node.Norms));
        ElementInstance transaction = TransactionAround(step, thrower);
        List<Compensable> undone = TakenWithWhatRuns(step, transaction);
        ElementInstance at = thrower;
        while (at != transaction)
        {
            ElementInstance scope = step.ScopeOf(at);
            step.TerminateContent(scope, except: at);
            step.CloseWaits(scope);
            at = scope;
        }

        if (!Begin(step, thrower, transaction, undone))
        {
            LeaveCanceled(step, transaction);
        }

        return false;
    }

    /// <summary>One activity was undone: goes on with the next, or with what threw the compensation.</summary>
    public static void GoOn(Step step, ElementInstance thrower)
    {
        List<Compensable> left = thrower.Compensating!;
        if (left.Count == 0)
        {
            thrower.Compensating = null;
            Done(step, thrower);
            return;
        }

        Compensable next = left[^1];
        left.RemoveAt(left.Count - 1);
        Undo(step, thrower, next);
    }

    /// <summary>True for a completed sub-process that is open again to be undone; its boundary events are not.</summary>
    public static bool IsReopened(ElementInstance element) => element.UndoneFor != 0 && !element.Node.IsForCompensation;

    /// <summary>True for a transaction that is being canceled, and what in it the cancel was thrown in: none of their events begins anything any more.</summary>
    public static bool IsCanceled(Step step, ElementInstance element)
    {
        foreach (ElementInstance each in step.State.ElementList)
        {
            if (each.Compensating is not null && Cancels(each) && IsWithin(step, each, element) && IsWithin(step, element, step.Find(each.UndoesIn)!))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The transaction that an element, or something in it, is canceling around it; null: none. Without what cancels it, it could neither go on nor be left.</summary>
    public static ElementInstance? CanceledBy(Step step, ElementInstance element)
    {
        ElementInstance? canceled = null;
        for (ElementInstance? around = element; around is not null && canceled is null; around = step.Find(around.ParentId))
        {
            canceled = step.State.ElementList.Exists(each => each.UndoesIn == around.Id && each.Compensating is not null && Cancels(each) && IsWithin(step, each, element))
                ? around : null;
        }

        return canceled;
    }

    private static bool IsWithin(Step step, ElementInstance inner, ElementInstance outer)
    {
        ElementInstance? at = inner;
        while (at is not null && at != outer)
        {
            at = step.Find(at.ParentId);
        }

        return at is not null;
    }

    /// <summary>Leaves a sub-process that was undone, once nothing runs in it any more; its outputs were written before.</summary>
    public static void LeaveReopened(Step step, ElementInstance reopened)
    {
        reopened.Phase = ElementPhase.Departing;
        step.Depart(reopened);
    }

    /// <summary>What undoes was ended before it was done: what threw the compensation goes on with the next.</summary>
    public static void AfterTermination(Step step, ElementInstance ended)
    {
        if (ended.UndoneFor != 0 && step.Find(ended.UndoneFor) is { Compensating: not null } thrower)
        {
            GoOn(step, thrower);
        }
    }

    private static bool Begin(Step step, ElementInstance thrower, ElementInstance scope, List<Compensable> undone)
    {
        if (undone.Count == 0)
        {
            return false;
        }

        thrower.Compensating = undone;
        thrower.UndoesIn = scope.Id;
        GoOn(step, thrower);
        return true;
    }

    private static void Undo(Step step, ElementInstance thrower, Compensable compensable)
    {
        ElementInstance scope = step.Find(thrower.UndoesIn)!;
        FlowNode activity = step.Model.NodeById[compensable.ElementId];
        FlowNode undoing = compensable.Inner is null ? activity.CompensationHandler! : activity;
        step.Record(new EventTriggered(activity.Id, thrower.Id, "compensation", undoing.Id, activity.Norms));
        ElementInstance element = step.Create(undoing, scope);
        element.UndoneFor = thrower.Id;
        if (compensable.Inner is null)
        {
            step.Begin(element);
            return;
        }

        element.Variables = compensable.Variables;
        element.Phase = ElementPhase.Active;
        UndoInside(step, element, activity, compensable.Inner, compensable.IsPart);
    }

    /// <summary>A sub-process opened again: its own compensation event sub-process, or what it holds.</summary>
    private static void UndoInside(Step step, ElementInstance reopened, FlowNode activity, IReadOnlyList<Compensable> inner, bool isPart)
    {
        reopened.Compensating = [.. inner];
        reopened.UndoesIn = reopened.Id;
        if (isPart || activity.Content!.CompensationSubProcess is not { } handler)
        {
            GoOn(step, reopened);
            return;
        }

        reopened.Compensables = [.. inner];
        reopened.Compensating = [];
        ElementInstance element = step.Create(handler, reopened);
        element.UndoneFor = reopened.Id;
        step.Begin(element);
    }

    private static void Done(Step step, ElementInstance thrower)
    {
        if (IsReopened(thrower))
        {
            // What an escalation began in it may still run; it is left when nothing does.
            step.MarkUnsettled(thrower);
        }
        else if (Cancels(thrower))
        {
            LeaveCanceled(step, TransactionAround(step, thrower));
        }
        else
        {
            ThrowEvent.GoOn(step, thrower);
        }
    }

    private static bool Cancels(ElementInstance thrower) => Cancels(thrower.Node);

    private static bool Cancels(FlowNode node) => Array.Exists(node.Triggers, trigger => trigger is CancelTrigger);

    private static bool IsPart(ElementInstance element) => element.Loop is not null || element.IsActivation;

    /// <summary>Leaves a transaction by its cancel boundary event; without one, its token ends.</summary>
    private static void LeaveCanceled(Step step, ElementInstance transaction)
    {
        FlowNode? boundary = IsReopened(transaction) ? null : Array.Find(
            transaction.Node.Boundaries, Cancels);
        if (boundary is null)
        {
            step.Terminate(transaction);
            AfterTermination(step, transaction);
            return;
        }

        step.Record(new EventTriggered(boundary.Id, transaction.Id, "cancel", null, boundary.Norms));
        step.FireBoundary(transaction, boundary, null, null);
    }

    /// <summary>The transaction as a whole: for one round of a loop, the loop.</summary>
    private static ElementInstance TransactionAround(Step step, ElementInstance thrower)
    {
        ElementInstance scope = step.ScopeOf(thrower);
        while (scope.Node.Type != "transaction" && scope.ParentId != 0)
        {
            scope = step.ScopeOf(scope);
        }

        return Step.IsRound(scope) ? step.ScopeOf(scope) : scope;
    }

    /// <summary>The scope thrown in; from an event sub-process the one around it; for one activity the scope that holds it.</summary>
    private static ElementInstance ScopeToUndo(Step step, ElementInstance thrower, string? activityId)
    {
        ElementInstance scope = step.ScopeOf(thrower);
        FlowNode? home = activityId is null ? null : step.Model.Find(activityId)?.Parent;
        while (scope.ParentId != 0 && (home is null ? scope.Node.IsEventSubProcess : scope.Node != home))
        {
            scope = step.ScopeOf(scope);
        }

        return scope;
    }

    private static List<Compensable> Taken(ElementInstance scope, string? activityId)
    {
        List<Compensable> taken = [];
        for (int i = 0; scope.Compensables is not null && i < scope.Compensables.Count; i++)
        {
            if (activityId is null || scope.Compensables[i].ElementId == activityId)
            {
                taken.Add(scope.Compensables[i]);
                scope.Compensables.RemoveAt(i--);
            }
        }

        if (scope.Compensables is { Count: 0 })
        {
            scope.Compensables = null;
        }

        return taken;
    }

    /// <summary>All that can be undone in a scope: what was completed in it, in what still runs in it, and what another compensation had yet to undo.</summary>
    private static List<Compensable> TakenWithWhatRuns(Step step, ElementInstance scope)
    {
        List<Compensable> taken = Taken(scope, null);
        foreach (ElementInstance element in step.State.ElementList)
        {
            if (element.UndoesIn == scope.Id && element.Compensating is { } left)
            {
                taken.AddRange(left);
            }

            if (element.ParentId == scope.Id && element.Node.Content is not null && TakenWithWhatRuns(step, element) is { Count: > 0 } inner)
            {
                taken.Add(new Compensable(element.ElementId, element.Variables, inner, IsPart: true));
            }
        }

        return taken;
    }
}
