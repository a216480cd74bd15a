namespace DigiSoc.Bpmn.Driving;

/// <summary>One instance in a play.</summary>
internal sealed class Player(ProcessModel model, Guesses guesses, Player? parent, long parentWait)
{
    private readonly Dictionary<(long, string), int> _aside = [];
    private readonly Dictionary<string, int> _turns = new(StringComparer.Ordinal);

    public ProcessModel Model { get; } = model;

    /// <summary>The instance that called this one; null: none.</summary>
    public Player? Parent { get; } = parent;

    public long ParentWait { get; } = parentWait;

    public Guesses Guesses { get; } = guesses;

    public InstanceState State { get; set; } = InstanceState.New;

    public bool HasEnded { get; set; }

    /// <summary>Incidents that were tried again once.</summary>
    public HashSet<(long, string)> Helped { get; } = [];

    /// <summary>Conditions that data was made up for.</summary>
    public HashSet<long> Tried { get; } = [];

    public bool IsOpen(long waitId) => !HasEnded && State.WaitList.Exists(wait => wait.Id == waitId);

    /// <summary>Whether one of those that called it catches an error; one that waits for it no longer will drop it.</summary>
    public bool IsCaughtByCaller(string errorCode)
    {
        for (Player at = this; at.Parent is { } parent; at = parent)
        {
            if (!parent.IsOpen(at.ParentWait) || Interpreter.Catches(parent.Model, parent.State, at.ParentWait, errorCode))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How often something that does not interrupt was triggered at an element.</summary>
    public int CountAside(Wait wait) => _aside.GetValueOrDefault((wait.ElementInstanceId, wait.ElementId));

    public void NoteAside(Wait wait) => _aside[(wait.ElementInstanceId, wait.ElementId)] = CountAside(wait) + 1;

    /// <summary>How often data was made up for a condition of the model, all element instances together.</summary>
    public int CountTurns(Wait wait) => _turns.GetValueOrDefault(wait.ElementId);

    public void NoteTurn(Wait wait) => _turns[wait.ElementId] = CountTurns(wait) + 1;
}
