namespace DigiSoc.Registers.Audit;

/// <summary>What the data-protection officer looks for; null fields do not restrict.</summary>
public sealed record AuditFilter
{
    public required string InstitutionId { get; init; }

    public string? Actor { get; init; }

    public string? PersonCode { get; init; }

    public string? CaseId { get; init; }

    public string? ItemId { get; init; }

    public string? RegisterId { get; init; }

    /// <summary>The norm or an act or article it lies in: <c>SPSPL 36</c> finds <c>SPSPL 36(1)1</c>.</summary>
    public string? Norm { get; init; }

    public AuditKind? Kind { get; init; }

    /// <summary>From this instant on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Continue after a page: its <see cref="AuditPage.NextBefore"/>.</summary>
    public long? Before { get; init; }

    /// <summary>Entries per page, 1 to 500; default 50.</summary>
    public int PageSize { get; init; } = 50;
}
