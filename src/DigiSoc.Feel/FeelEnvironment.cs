namespace DigiSoc.Feel;

/// <summary>What an evaluation knows of the world: the instant, the limits, functions from outside.</summary>
/// <param name="Now">The instant that <c>now()</c> answers; its offset decides the date of <c>today()</c>.</param>
public sealed record FeelEnvironment(DateTimeOffset Now)
{
    /// <summary>How far an evaluation may go.</summary>
    public FeelLimits Limits { get; init; } = FeelLimits.Default;

    /// <summary>Ends the evaluation when the host asks for it, as at a deadline of its own; the library has no clock.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Functions beside the built-in ones, by name; variables and built-in functions come first.</summary>
    public IReadOnlyDictionary<string, FeelFunction> Functions { get; init; } = new Dictionary<string, FeelFunction>();
}

/// <summary>Where an evaluation ends with a clear cause instead of using the machine up.</summary>
/// <param name="Steps">Calls, iterations, and the size of values made and gone through; all of them take two seconds at most.</param>
/// <param name="CallDepth">Functions that call one another, nested.</param>
/// <param name="ListItems">Items of one list or range.</param>
/// <param name="ValueItems">Items and entries of one value at every level, each time they occur.</param>
/// <param name="ValueLevels">Lists and contexts inside one another.</param>
/// <param name="StringLength">UTF-16 units of one string.</param>
/// <param name="Causes">Causes kept; later ones are counted, not kept.</param>
public sealed record FeelLimits(
    int Steps = 5_000_000,
    int CallDepth = 256,
    int ListItems = 1_000_000,
    int ValueItems = 5_000_000,
    int ValueLevels = 100,
    int StringLength = 4_000_000,
    int Causes = 100)
{
    /// <summary>The limits where none are given.</summary>
    public static FeelLimits Default { get; } = new();

    /// <summary>UTF-16 units an expression's text may have.</summary>
    public const int TextLength = 1_000_000;

    /// <summary>Levels an expression may nest.</summary>
    public const int Nesting = 400;
}
