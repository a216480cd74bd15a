namespace DigiSoc.Bpmn.Compiling;

/// <summary>How an activity repeats: multi-instance (over a collection or a count) or standard loop (by condition).</summary>
internal sealed record LoopDefinition
{
    public bool IsSequential { get; init; }

    /// <summary>True: a standard loop; every field of multi-instance is unset.</summary>
    public bool IsStandard { get; init; }

    public Expression? Collection { get; init; }

    public Expression? Cardinality { get; init; }

    public string? InputElement { get; init; }

    public string? OutputCollection { get; init; }

    public Expression? OutputElement { get; init; }

    /// <summary>The variable that <see cref="OutputElement"/> reads, itself or a place inside it; each round has its own. Null: it is computed, or reads what a round has anyhow.</summary>
    public string? OutputVariable { get; init; }

    public Expression? Completion { get; init; }

    /// <summary>What is in the loop, its border included, reads how many rounds there are, run, are done or were ended (10.3.8).</summary>
    public bool ShowsCounts { get; init; }

    /// <summary>What is in the loop reads the outputs collected so far.</summary>
    public bool ShowsResults { get; init; }

    /// <summary>Standard loop: go on while this holds; null: until <see cref="Maximum"/>.</summary>
    public Expression? Condition { get; init; }

    public bool TestBefore { get; init; }

    /// <summary>Standard loop: rounds at most; null: no bound.</summary>
    public Expression? Maximum { get; init; }
}
