namespace DigiSoc.Cases.Work;

/// <summary>Whether a worker may do something with a task, and in whose stead.</summary>
/// <param name="WhyNot">Null: the worker may.</param>
/// <param name="OnBehalfOf">The absent person whose substitute the worker is for this task; null: in person.</param>
internal sealed record Judgement(Refusal? WhyNot, string? OnBehalfOf = null)
{
    public static readonly Judgement Yes = new(null);

    public static implicit operator Judgement(Refusal refusal) => new(refusal);

    /// <summary>What else has to hold; asked only where nothing is against it yet.</summary>
    public async Task<Judgement> AndAsync(Func<Task<Refusal?>> also) => WhyNot is null && await also() is { } refusal ? refusal : this;
}
