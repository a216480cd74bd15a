namespace DigiSoc.Registers;

/// <summary>Where a value on the case comes from.</summary>
public sealed record LookupProvenance
{
    public required Guid LookupId { get; init; }

    public required string ItemId { get; init; }

    /// <summary>Register id of the catalogue; <c>by-hand</c> when a person gave the answer.</summary>
    public required string RegisterId { get; init; }

    public required string RegisterTitleLv { get; init; }

    public required string RegisterTitleEn { get; init; }

    /// <summary>Legal points of the item joined by "; ", for example <c>DigiSoc 5.1.28</c>.</summary>
    public required string LegalPoint { get; init; }

    /// <summary>True when no legal point of the item is marked inferred or unknown.</summary>
    public required bool LegalPointVerified { get; init; }

    /// <summary>The norms of the step that cover the item.</summary>
    public required IReadOnlyList<string> Norms { get; init; }

    public required string Purpose { get; init; }

    /// <summary>When the register answered (UTC); for a stored answer the time it was first obtained.</summary>
    public required DateTimeOffset RetrievedAt { get; init; }

    /// <summary>True when the answer was obtained earlier under the same idempotency key and not asked again.</summary>
    public required bool FromStore { get; init; }

    /// <summary>How many identical copies of the answer the register sent besides the first.</summary>
    public required int DuplicatesIgnored { get; init; }

    /// <summary>SHA-256 of the kept answer, hexadecimal; also in the audit.</summary>
    public required string AnswerSha256 { get; init; }

    /// <summary>Why a person gave the answer; null for an answer of a register.</summary>
    public string? ByHandReason { get; init; }
}
