namespace DigiSoc.Registers;

/// <summary>One question to one register about one person, with everything its audit must show.</summary>
public sealed record LookupRequest
{
    /// <summary>Id of the data item in the catalogue, for example <c>fpr.identity</c>.</summary>
    public required string ItemId { get; init; }

    /// <summary>Personal code of the person asked about; eleven digits, a dash after the sixth is allowed.</summary>
    public required string PersonCode { get; init; }

    /// <summary>The days asked about; null for items that are not asked by period.</summary>
    public LookupPeriod? Period { get; init; }

    public required string CaseId { get; init; }

    /// <summary>Id of the BPMN element that asks.</summary>
    public required string StepId { get; init; }

    /// <summary>Package and version, for example <c>gmi-benefit@3</c>.</summary>
    public required string PackageVersion { get; init; }

    /// <summary>Norms the step rests on, for example <c>SPSPL 36(1)1</c>. At least one must be among the item's norms.</summary>
    public required IReadOnlyList<string> Norms { get; init; }

    /// <summary>Purpose as listed under the item in the catalogue, for example <c>gmi-benefit</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Who asks: the user's id, or the name of the automatic step.</summary>
    public required string Actor { get; init; }

    /// <summary>On whose behalf the actor asks; null when on nobody else's.</summary>
    public string? OnBehalfOf { get; init; }

    public required string InstitutionId { get; init; }

    /// <summary>Stable over retries of the step. The same key is never asked again once it has been answered.</summary>
    public required string IdempotencyKey { get; init; }
}
