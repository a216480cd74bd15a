using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Elements;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Whether tokens of a scope can ever stand together where they are told to stand, by its flows alone: whatever the data.</summary>
/// <remarks>
/// Plays the scope from each of its beginnings. A marking is a sorted text of places: a place is an element that a token is in, or
/// a flow on which it waits at a join. In doubt a marking counts as one that can be: an inclusive join goes on with any of its
/// flows, an event may happen at any time, and a scope with more markings than <see cref="Most"/>, or more tokens than
/// <see cref="MostTokens"/>, is not judged.
/// </remarks>
internal sealed class Markings
{
    private const int Most = 20_000;

    // Each of the markings on the way to so many would be as long.
    private const int MostTokens = 100;

    // More flows of an inclusive choice than these: its subsets are not gone through.
    private const int MostFlows = 8;

    private readonly ProcessModel _model;
    private readonly string _wanted;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _open = new();
    private readonly HashSet<FlowNode> _reached = [];
    private readonly HashSet<FlowNode> _completed = [];
    private readonly int _alike;
    private bool _isGuess;

    private Markings(ProcessModel model, string wanted, int alike = 2)
    {
        _model = model;
        _wanted = wanted;
        _alike = alike;
    }

    /// <summary>False: the tokens can never stand so.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scope">The process or sub-process whose content is played.</param>
    /// <param name="places">See <see cref="At"/> and <see cref="On"/>; in any order, one for each token.</param>
    public static bool CanBe(ProcessModel model, FlowNode scope, IEnumerable<char> places)
    {
        string wanted = Sorted(places);
        return wanted.Length is 0 or > MostTokens || new Markings(model, wanted).IsReached(scope.Content!);
    }

    /// <summary>The parallel joins of a scope that a token can come to, and that never have one on each of their flows.</summary>
    public static IReadOnlyList<FlowNode> StuckJoins(ProcessModel model, FlowNode scope)
    {
        Markings play = new(model, "", model.Nodes.Where(node => node.Parent == scope && node.IsJoin).Max(node => (int?)node.In.Length) ?? 2);
        play.Begin(scope.Content!);
        while (play._open.TryDequeue(out string? marking))
        {
            play.GoOn(marking);
            if (play._seen.Count > Most)
            {
                return [];
            }
        }

        return play._isGuess ? [] : [.. play._reached.Where(join => join.Behaviour is ParallelGateway && !play._completed.Contains(join))];
    }

    /// <summary>The place of a token in an element.</summary>
    public static char At(FlowNode node) => checked((char)node.Index);

    /// <summary>The place of a token that waits at the join its flow leads to.</summary>
    public static char On(ProcessModel model, SequenceFlow flow) => checked((char)(model.Nodes.Length + flow.Index));

    private bool IsReached(ScopeContent content)
    {
        Begin(content);
        while (_open.TryDequeue(out string? marking))
        {
            if (marking == _wanted || _seen.Count > Most)
            {
                return true;
            }

            GoOn(marking);
        }

        return _isGuess;
    }

    private void Begin(ScopeContent content)
    {
        foreach (FlowNode start in content.Starts)
        {
            Reach(At(start).ToString());
        }

        Reach(Sorted(content.Starts.Where(start => start.Type != "startEvent").Select(At)));
    }

    private void GoOn(string marking)
    {
        for (int i = 0; i < marking.Length; i++)
        {
            if (i == 0 || marking[i] != marking[i - 1])
            {
                GoOn(marking, marking[i]);
            }
        }
    }

    private void GoOn(string marking, char place)
    {
        if (place >= _model.Nodes.Length)
        {
            Join(marking, _model.Flows[place - _model.Nodes.Length].Target);
            return;
        }

        FlowNode node = _model.Nodes[place];
        string rest = Without(marking, place);
        foreach (FlowNode boundary in node.Boundaries)
        {
            Reach(With(boundary.IsInterrupting ? rest : marking, [At(boundary)]));
        }

        if (node.Triggers.Any(trigger => trigger is TerminateTrigger))
        {
            Reach("");
        }
        else if (node is { Triggers: [LinkTrigger link], Out.Length: 0 } && link.Target is { } target)
        {
            Reach(With(rest, [At(target)]));
        }
        else
        {
            Leave(rest, node);
        }
    }

    private void Leave(string rest, FlowNode node)
    {
        char[] ways = [.. node.Out.Select(Arriving)];
        if (node.Behaviour is ExclusiveGateway or EventBasedGateway && ways.Length > 0)
        {
            foreach (char way in ways)
            {
                Reach(With(rest, [way]));
            }
        }
        else if (ways.Length > 1 && (node.HasConditionalFlows || node.Behaviour is InclusiveGateway))
        {
            LeaveBySome(rest, ways);
        }
        else
        {
            Reach(With(rest, ways));
        }
    }

    private void LeaveBySome(string rest, char[] ways)
    {
        if (ways.Length > MostFlows)
        {
            _isGuess = true;
            return;
        }

        for (int chosen = 1; chosen < 1 << ways.Length; chosen++)
        {
            Reach(With(rest, ways.Where((_, way) => (chosen & (1 << way)) != 0)));
        }
    }

    private void Join(string marking, FlowNode join)
    {
        char[] waiting = [.. join.In.Select(flow => On(_model, flow)).Where(marking.Contains)];
        if (join.Behaviour is InclusiveGateway || waiting.Length == join.In.Length)
        {
            _completed.Add(join);
            Reach(With(waiting.Aggregate(marking, Without), [At(join)]));
        }
    }

    private char Arriving(SequenceFlow flow)
    {
        if (!flow.Target.IsJoin)
        {
            return At(flow.Target);
        }

        _reached.Add(flow.Target);
        return On(_model, flow);
    }

    // An event that may happen again and again, and a loop that splits, would make ever more tokens: two at a place (for joins, one
    // for each of their flows) stand for all that are more than asked for.
    private void Reach(string marking)
    {
        for (int i = _alike; i < marking.Length; i++)
        {
            if (marking[i] == marking[i - _alike] && marking.Count(place => place == marking[i]) > _wanted.Count(place => place == marking[i]))
            {
                return;
            }
        }

        if (_seen.Add(marking))
        {
            _open.Enqueue(marking);
        }
    }

    private static string With(string marking, IEnumerable<char> places) => Sorted(marking.Concat(places));

    private static string Without(string marking, char place) => marking.Remove(marking.IndexOf(place, StringComparison.Ordinal), 1);

    private static string Sorted(IEnumerable<char> places) => new([.. places.Order()]);
}
