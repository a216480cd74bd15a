using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>How far a multi-instance or standard loop has come.</summary>
internal sealed class LoopState
{
    /// <summary>The elements to go through; null for loops that count or repeat by condition.</summary>
    public FeelList? Items;

    /// <summary>How many rounds there are; -1: not known beforehand.</summary>
    public int Total;

    /// <summary>Rounds begun.</summary>
    public int Started;

    /// <summary>Rounds ended as modelled.</summary>
    public int Completed;

    /// <summary>Rounds ended before they were done.</summary>
    public int Terminated;

    /// <summary>A standard loop's most rounds; -1: no bound.</summary>
    public int Maximum = -1;

    /// <summary>The completion condition held, or the loop condition no longer does: no round begins any more.</summary>
    public bool IsFinished;

    /// <summary>One output per round, in the order of the rounds, null until it completes; null: no output is collected.</summary>
    public FeelValue[]? Results;

    public LoopState Copy()
    {
        LoopState copy = (LoopState)MemberwiseClone();
        copy.Results = (FeelValue[]?)Results?.Clone();
        return copy;
    }
}
