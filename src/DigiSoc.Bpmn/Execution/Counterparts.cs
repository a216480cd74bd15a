namespace DigiSoc.Bpmn.Execution;

/// <summary>Finds for the elements of one model those of another that are the same thing under another id.</summary>
/// <remarks>
/// Only by what both models say: id, then name, then being the only one of its type, each within the counterpart of its scope and,
/// for a boundary event, of its activity. What two could be is nobody's: a wrong counterpart is worse than none.
/// </remarks>
internal sealed class Counterparts
{
    private readonly ProcessModel _source;
    private readonly ProcessModel _target;
    private readonly Dictionary<FlowNode, (FlowNode Target, CounterpartReason Reason)> _found = [];
    private readonly HashSet<FlowNode> _taken = [];

    private Counterparts(ProcessModel source, ProcessModel target) => (_source, _target) = (source, target);

    /// <summary>One for each element but the process itself, in document order, then one for each flow into a join.</summary>
    public static IReadOnlyList<MigrationProposal> Of(ProcessModel source, ProcessModel target)
    {
        Counterparts counterparts = new(source, target);
        counterparts.Find();
        return [.. source.Nodes.Skip(1).Select(counterparts.Propose), .. source.Flows.Where(flow => flow.Target.IsJoin).Select(counterparts.Propose)];
    }

    private void Find()
    {
        Take(_source.Root, _target.Root, CounterpartReason.SameId);
        foreach (FlowNode node in _source.Nodes.Skip(1))
        {
            if (_target.Find(node.Id) is { } same && MayReplace(node, same))
            {
                Take(node, same, CounterpartReason.SameId);
            }
        }

        // Activities before what is attached to them; scopes come before what they hold in any case.
        FlowNode[] left = [.. _source.Nodes.Where(node => !_found.ContainsKey(node)).OrderBy(node => node.AttachedTo is not null)];
        while (FindBySameName(left) || FindOnlyOfItsKind(left))
        {
        }
    }

    private bool FindBySameName(FlowNode[] left)
    {
        int before = _found.Count;
        Array.ForEach(left, node => FindAmong(node, left, (one, other) => IsSameName(one.Name, other.Name), CounterpartReason.SameName));
        return _found.Count > before;
    }

    // One at a time: when a scope has its counterpart, names inside it come first.
    private bool FindOnlyOfItsKind(FlowNode[] left) =>
        Array.Exists(left, node => FindAmong(node, left, (_, _) => true, CounterpartReason.OnlyOfItsKind));

    /// <summary>Takes the one that is alike, when only one is and nobody else of the source is like it.</summary>
    private bool FindAmong(FlowNode node, FlowNode[] left, Func<FlowNode, FlowNode, bool> isAlike, CounterpartReason reason)
    {
        if (_found.ContainsKey(node))
        {
            return false;
        }

        FlowNode[] alike = [.. _target.Nodes.Where(to => !_taken.Contains(to) && MayReplace(node, to) && LiesAs(node, to) && isAlike(node, to)).Take(2)];
        bool isFound = alike is [var only]
            && !Array.Exists(left, other => other != node && !_found.ContainsKey(other) && MayReplace(other, only) && LiesAs(other, only) && isAlike(other, only));
        if (isFound)
        {
            Take(node, alike[0], reason);
        }

        return isFound;
    }

    private void Take(FlowNode node, FlowNode counterpart, CounterpartReason reason)
    {
        _found[node] = (counterpart, reason);
        _taken.Add(counterpart);
    }

    private static bool MayReplace(FlowNode from, FlowNode to) =>
        to.Parent is not null && from.Type == to.Type && from.IsEventSubProcess == to.IsEventSubProcess
        && (from.Loop is null) == (to.Loop is null) && from.Loop?.IsStandard == to.Loop?.IsStandard;

    private bool LiesAs(FlowNode from, FlowNode to) => AreCounterparts(from.Parent, to.Parent) && AreCounterparts(from.AttachedTo, to.AttachedTo);

    private bool AreCounterparts(FlowNode? from, FlowNode? to) =>
        from is null ? to is null : to is not null && _found.TryGetValue(from, out var found) && found.Target == to;

    private static bool IsSameName(string? one, string? other) =>
        !string.IsNullOrWhiteSpace(one) && string.Equals(one.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);

    private MigrationProposal Propose(FlowNode node)
    {
        MigrationCandidate[] candidates = [.. _target.Nodes.Where(to => MayReplace(node, to)).Select(to => new MigrationCandidate(to.Id, to.Name))];
        return _found.TryGetValue(node, out var found)
            ? new(node.Id, node.Name, node.Type, found.Target.Id, found.Reason, candidates)
            : new(node.Id, node.Name, node.Type, null, CounterpartReason.None, candidates);
    }

    private MigrationProposal Propose(SequenceFlow flow)
    {
        SequenceFlow[] between = [.. _target.Flows.Where(to => AreCounterparts(flow.Source, to.Source) && AreCounterparts(flow.Target, to.Target))];
        SequenceFlow? same = Array.Find(between, to => to.Id == flow.Id);
        MigrationCandidate[] candidates = [.. _target.Flows.Where(to => to.Target.IsJoin).Select(to => new MigrationCandidate(to.Id, NameOf(to)))];
        (string? target, CounterpartReason reason) = same is not null ? (same.Id, CounterpartReason.SameId)
            : between is [var only] ? (only.Id, CounterpartReason.SameEnds)
            : ((string?)null, CounterpartReason.None);
        return new(flow.Id, NameOf(flow), "sequenceFlow", target, reason, candidates);
    }

    private static string NameOf(SequenceFlow flow) => flow.Name ?? $"{flow.Source.Name ?? flow.Source.Id} → {flow.Target.Name ?? flow.Target.Id}";
}
