namespace DigiSoc.Registers.Audit;

/// <summary>One read of personal data, before it is recorded.</summary>
public sealed record AuditEntry
{
    public required AuditKind Kind { get; init; }

    public required string InstitutionId { get; init; }

    /// <summary>Who: the user's id, or the name of the automatic step.</summary>
    public required string Actor { get; init; }

    public string? OnBehalfOf { get; init; }

    /// <summary>Whose data; null when the read is not about one person (a list).</summary>
    public string? PersonCode { get; init; }

    /// <summary>Null when the read belongs to no case.</summary>
    public string? CaseId { get; init; }

    public string? StepId { get; init; }

    public string? PackageVersion { get; init; }

    /// <summary>Data item of the catalogue, or a name of what was viewed, for example <c>case.file</c>.</summary>
    public required string ItemId { get; init; }

    public string? RegisterId { get; init; }

    public required string Purpose { get; init; }

    public IReadOnlyList<string> Norms { get; init; } = [];

    public Guid? LookupId { get; init; }

    /// <summary>REG-nnn when it failed.</summary>
    public string? Code { get; init; }

    /// <summary>SHA-256 of the answer, hexadecimal; never the answer.</summary>
    public string? AnswerSha256 { get; init; }

    /// <summary>Reason given by a person; null when none was asked for.</summary>
    public string? Reason { get; init; }
}
