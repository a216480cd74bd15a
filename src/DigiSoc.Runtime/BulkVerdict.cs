namespace DigiSoc.Runtime;

/// <summary>What a bulk operation did, or would do, to one item.</summary>
/// <param name="Id">The instance, incident or task.</param>
/// <param name="Refusal">Null: done (in a dry run: can be done).</param>
public sealed record BulkVerdict(Guid Id, EngineRefusal? Refusal)
{
    public bool IsDone => Refusal is null;
}
