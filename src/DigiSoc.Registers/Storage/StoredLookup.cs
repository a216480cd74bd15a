using DigiSoc.Registers.Answers;

namespace DigiSoc.Registers.Storage;

/// <summary>A row of registers.lookups.</summary>
internal sealed record StoredLookup
{
    public required Guid LookupId { get; init; }

    public required string QuestionSha256 { get; init; }

    /// <summary>answered, not-found or by-hand.</summary>
    public required string Outcome { get; init; }

    public required KeptAnswer Answer { get; init; }

    public required int Duplicates { get; init; }

    public required DateTimeOffset RetrievedAt { get; init; }

    public string? ByHandReason { get; init; }
}
