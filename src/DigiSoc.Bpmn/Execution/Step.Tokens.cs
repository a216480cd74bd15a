using DigiSoc.Bpmn.Elements;

namespace DigiSoc.Bpmn.Execution;

/// <summary>How tokens move, wait at joins, and when a scope is through.</summary>
internal sealed partial class Step
{
    /// <summary>A token takes a flow.</summary>
    public void Take(SequenceFlow flow, ElementInstance scope)
    {
        Record(new SequenceFlowTaken(flow.Id, scope.Id, flow.Norms));
        Send(flow.Target, scope, flow);
    }

    /// <summary>A token goes to an element without a flow: starts, links, handlers.</summary>
    public void Send(FlowNode node, ElementInstance scope, SequenceFlow? via = null) =>
        _arrivals.Enqueue(new Arrival(node, scope.Id, via));

    /// <summary>Looks again whether the scope is through or a join in it is complete.</summary>
    public void MarkUnsettled(ElementInstance scope)
    {
        if (!_unsettled.Contains(scope.Id))
        {
            _unsettled.Add(scope.Id);
        }
    }

    public void AddToJoin(ElementInstance scope, SequenceFlow via)
    {
        scope.Joins ??= [];
        int at = JoinIndex(scope, via);
        if (at < 0)
        {
            scope.Joins.Add(new JoinToken(via.Id, 1));
        }
        else
        {
            scope.Joins[at] = new JoinToken(via.Id, scope.Joins[at].Count + 1);
        }

        MarkUnsettled(scope);
    }

    public static bool IsAtJoin(ElementInstance scope, SequenceFlow via) => JoinIndex(scope, via) >= 0;

    public static void TakeFromJoin(ElementInstance scope, SequenceFlow via)
    {
        int at = JoinIndex(scope, via);
        JoinToken token = scope.Joins![at];
        if (token.Count > 1)
        {
            scope.Joins[at] = token with { Count = token.Count - 1 };
            return;
        }

        scope.Joins.RemoveAt(at);
        if (scope.Joins.Count == 0)
        {
            scope.Joins = null;
        }
    }

    /// <summary>Moves tokens until all of them wait and nothing is left to settle.</summary>
    private void Settle()
    {
        do
        {
            while (_arrivals.TryDequeue(out Arrival arrival))
            {
                Arrive(arrival);
            }
        }
        while (State.ElementList.Count > 0 && (CheckConditions() || SettleScope()));
    }

    private void Arrive(Arrival arrival)
    {
        ElementInstance? scope = Find(arrival.ScopeId);
        if (scope is null)
        {
            return;
        }

        if (++_activations > ActivationLimit)
        {
            PutOff(arrival, scope);
            return;
        }

        if (scope.Loop is not null)
        {
            Loops.StartRound(this, scope);
            return;
        }

        arrival.Node.Behaviour.Arrive(this, arrival.Node, scope, arrival.Via);
    }

    /// <summary>Takes the newest unsettled scope; true when anything moved.</summary>
    private bool SettleScope()
    {
        while (_unsettled.Count > 0)
        {
            int newest = 0;
            for (int i = 1; i < _unsettled.Count; i++)
            {
                newest = _unsettled[i] > _unsettled[newest] ? i : newest;
            }

            long id = _unsettled[newest];
            _unsettled.RemoveAt(newest);
            if (Find(id) is { Phase: ElementPhase.Active, Loop: null } scope && SettleScope(scope))
            {
                return true;
            }
        }

        return false;
    }

    private bool SettleScope(ElementInstance scope)
    {
        if (scope.Node.Content is null)
        {
            return false;
        }

        if (scope.Joins is not null && InclusiveGateway.TryJoin(this, scope))
        {
            MarkUnsettled(scope);
            return true;
        }

        if (scope.Children > 0)
        {
            return false;
        }

        if (CompensationEvents.IsReopened(scope))
        {
            CompensationEvents.LeaveReopened(this, scope);
            return true;
        }

        if (scope.Joins is null || scope.Node.Behaviour.MayBeginMore(scope))
        {
            scope.Node.Behaviour.Drained(this, scope);
            return true;
        }

        return BreakDeadlock(scope);
    }

    /// <summary>Only tokens at joins are left: an inclusive join goes on with what it has, a parallel one needs help.</summary>
    private bool BreakDeadlock(ElementInstance scope)
    {
        if (InclusiveGateway.JoinFirst(this, scope))
        {
            MarkUnsettled(scope);
            return true;
        }

        FlowNode gateway = Model.FlowById[scope.Joins![0].FlowId].Target;
        if (!HasIncident(scope, BpmnErrors.JoinNeverComplete))
        {
            RaiseIncident(scope, gateway, BpmnErrors.JoinIsStuck(gateway, scope));
        }

        return false;
    }

    private void PutOff(Arrival arrival, ElementInstance scope)
    {
        scope.Children++;
        Wait wait = NewWait(WaitKind.Continuation, scope, arrival.Node, arrival.Via?.Id) with { DueAt = Now };
        Open(wait, Opening(wait));
    }

    private void GoOn(Wait wait)
    {
        ElementInstance scope = Find(wait.ElementInstanceId)!;
        scope.Children--;
        Send(Model.NodeById[wait.ElementId], scope, wait.Name is null ? null : Model.FlowById[wait.Name]);
        MarkUnsettled(scope);
    }

    private void DropArrivals(Func<Arrival, bool> isDropped)
    {
        for (int left = _arrivals.Count; left > 0; left--)
        {
            Arrival arrival = _arrivals.Dequeue();
            if (!isDropped(arrival))
            {
                _arrivals.Enqueue(arrival);
            }
        }
    }

    private static int JoinIndex(ElementInstance scope, SequenceFlow via)
    {
        if (scope.Joins is not null)
        {
            for (int i = 0; i < scope.Joins.Count; i++)
            {
                if (scope.Joins[i].FlowId == via.Id)
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
