using DigiSoc.Dmn.Tracing;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>One evaluation under way, over all models it reaches.</summary>
/// <remarks>Not thread-safe; used again by the thread's next evaluation once it is returned.</remarks>
internal sealed class Run
{
    private const int MostRooms = 8;

    [ThreadStatic]
    private static Run? _spare;

    private readonly DecisionScope _scope;
    private readonly (RequirementPlan? Plan, FeelContextRoom? Room)[] _rooms = new (RequirementPlan?, FeelContextRoom?)[MostRooms];
    private List<DmnPlace?>? _places;
    private int _roomsKept;

    private Run(FeelEnvironment environment)
    {
        Call = new FeelCall(environment) { Host = this };
        _scope = new DecisionScope(this);
    }

    private Run(FeelCall call)
    {
        Call = call;
        _scope = new DecisionScope(this);
    }

    /// <summary>What FEEL knows of this evaluation.</summary>
    public FeelCall Call { get; }

    /// <summary>Writes down what is done; null when nobody asked.</summary>
    public TraceRecorder? Trace { get; private set; }

    /// <summary>A run for one evaluation.</summary>
    public static Run Rent(FeelEnvironment environment, TraceRecorder? trace)
    {
        var run = _spare ?? new Run(environment);
        _spare = null;
        run.Call.Restart(environment);
        run.Trace = trace;
        return run;
    }

    /// <summary>Lets the thread's next evaluation use this run; nothing may refer to it any more.</summary>
    public void Return()
    {
        _places = null;
        Trace = null;
        _scope.Clear();
        _spare = this;
    }

    /// <summary>The scope of the model's own decisions, over these inputs.</summary>
    public DecisionScope ScopeOf(FeelContext inputs) => _scope.Over(inputs);

    /// <summary>Room for variables, perhaps used before; nobody else has it until it is returned. Null where a plan has no variables.</summary>
    public FeelContextRoom? RentRoom(RequirementPlan plan)
    {
        for (var at = 0; at < _rooms.Length; at++)
        {
            if (ReferenceEquals(_rooms[at].Plan, plan) && _rooms[at].Room is { } room)
            {
                _rooms[at].Room = null;
                return room;
            }
        }

        return plan.MakeRoom();
    }

    /// <summary>Keeps room for the next evaluation by this thread; the values are let go.</summary>
    public void ReturnRoom(RequirementPlan plan, FeelContextRoom room)
    {
        room.Values.Clear();
        for (var at = 0; at < _rooms.Length; at++)
        {
            if (ReferenceEquals(_rooms[at].Plan, plan))
            {
                _rooms[at].Room = room;
                return;
            }
        }

        _rooms[_roomsKept++ % MostRooms] = (plan, room);
    }

    /// <summary>The run a function is called in; a new one when it is called outside of any.</summary>
    public static Run Of(FeelCall call) => call.Host as Run ?? new Run(call);

    /// <summary>States where the causes came from that have been added since this was last called.</summary>
    public void Attribute(DmnPlace? place)
    {
        if (Call.CauseCount != (_places?.Count ?? 0))
        {
            AttributeNew(place);
        }
    }

    private void AttributeNew(DmnPlace? place)
    {
        _places ??= [];
        while (_places.Count < Call.CauseCount)
        {
            _places.Add(place);
        }
    }

    /// <summary>The causes with their places.</summary>
    public IReadOnlyList<DmnCause> Causes()
    {
        if (Call.CauseCount == 0)
        {
            return [];
        }

        Attribute(null);
        return [.. Call.Causes.Select((cause, at) => new DmnCause(_places![at], cause))];
    }
}
