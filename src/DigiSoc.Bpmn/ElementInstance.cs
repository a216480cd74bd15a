using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>One stay of a token in an element: a node of the tree that an instance's state is.</summary>
/// <remarks>Processes, sub-processes and loops hold their inner element instances by <see cref="ParentId"/>. Read-only outside a step.</remarks>
public sealed class ElementInstance
{
    internal ElementInstance(long id, long parentId, string elementId)
    {
        Id = id;
        ParentId = parentId;
        ElementId = elementId;
    }

    /// <summary>Its id inside the instance, counted up and never reused; the process itself is the first.</summary>
    public long Id { get; }

    /// <summary>The scope it is in; 0 for the process itself.</summary>
    public long ParentId { get; }

    /// <summary>The element in the diagram; the process id for the process itself.</summary>
    public string ElementId { get; internal set; }

    /// <summary>How far it has come.</summary>
    public ElementPhase Phase { get; internal set; }

    /// <summary>Variables of this scope alone.</summary>
    public FeelContext Variables { get; internal set; } = FeelContext.Empty;

    /// <summary>1 for the first round of a loop, 0 outside loops.</summary>
    public int LoopCounter { get; internal set; }

    /// <summary>For an ad-hoc sub-process: one activation of it, the scope around what was begun once; see <see cref="Elements.AdHocActivations"/>.</summary>
    internal bool IsActivation;

    /// <summary>Inner element instances that are alive.</summary>
    internal int Children;

    /// <summary>The loop this instance stands for as a whole; null: it is not a loop.</summary>
    internal LoopState? Loop;

    /// <summary>Tokens waiting at joins of this scope: flow id → how many. Null: none.</summary>
    internal List<JoinToken>? Joins;

    /// <summary>Completed activities of this scope that can be compensated, oldest first. Null: none.</summary>
    internal List<Compensable>? Compensables;

    /// <summary>What a compensation thrown here has yet to undo, next last. Null: it throws none.</summary>
    internal List<Compensable>? Compensating;

    /// <summary>For an ad-hoc sub-process: the activities that have yet to begin, one after the other; null: none. Empty: nothing more begins in it, it is through when nothing runs.</summary>
    internal List<string>? Pending;

    /// <summary>For what undoes: the element instance that threw the compensation; 0: it undoes nothing.</summary>
    internal long UndoneFor;

    /// <summary>For what throws a compensation: the scope whose activities are undone; 0: it throws none.</summary>
    internal long UndoesIn;

    /// <summary>For an event that throws several triggers: how many it has thrown; 0: none, or the event has one trigger only.</summary>
    internal int Thrown;

    /// <summary>For the process: the start event that was asked for; null: the none start event.</summary>
    internal string? StartedBy;

    /// <summary>The compiled element; bound at the start of each step.</summary>
    internal FlowNode Node = null!;

    internal ElementInstance Copy()
    {
        ElementInstance copy = (ElementInstance)MemberwiseClone();
        copy.Loop = Loop?.Copy();
        copy.Joins = Joins is null ? null : [.. Joins];
        copy.Compensables = Compensables is null ? null : [.. Compensables];
        copy.Compensating = Compensating is null ? null : [.. Compensating];
        copy.Pending = Pending is null ? null : [.. Pending];
        return copy;
    }
}

/// <summary>How far an element instance has come. The numbers are stored and never reused.</summary>
public enum ElementPhase
{
    /// <summary>Inputs are read and waiting points opened; an incident here starts over.</summary>
    Entering = 0,

    /// <summary>It works or waits.</summary>
    Active = 1,

    /// <summary>Outputs are written; an incident here hands them to the loop or list again, but writes nothing twice.</summary>
    Leaving = 2,

    /// <summary>Outputs are written, the way out is not chosen; an incident here chooses again.</summary>
    Departing = 3,
}

/// <summary>Tokens that wait at a join on one of its incoming flows.</summary>
internal readonly record struct JoinToken(string FlowId, int Count);

/// <summary>A completed activity that can be compensated.</summary>
/// <param name="ElementId">The activity.</param>
/// <param name="Variables">Its variables at completion, seen by handlers inside a sub-process.</param>
/// <param name="Inner">What it holds to be compensated in its place; null: it is undone by its own handler.</param>
/// <param name="IsPart">A loop, an activation, or what a canceled transaction had begun: only what it holds is undone, never by a compensation event sub-process in it.</param>
internal sealed record Compensable(string ElementId, FeelContext Variables, IReadOnlyList<Compensable>? Inner, bool IsPart = false);
