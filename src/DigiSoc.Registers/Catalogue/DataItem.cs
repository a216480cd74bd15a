namespace DigiSoc.Registers.Catalogue;

/// <summary>One kind of information about a person that a register holds.</summary>
public sealed record DataItem
{
    public required string Id { get; init; }

    public required string TitleLv { get; init; }

    public required string TitleEn { get; init; }

    public required string RegisterId { get; init; }

    /// <summary>SOAP operation; null for REST.</summary>
    public string? Operation { get; init; }

    /// <summary>REST path below the register's, with <c>{personCode}</c>; null for SOAP.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the question must name days.</summary>
    public required bool PeriodRequired { get; init; }

    /// <summary>Whether the answer is a list of entries; otherwise one object.</summary>
    public required bool AnswerIsList { get; init; }

    /// <summary>Fields of the object or of each entry.</summary>
    public required IReadOnlyList<DataField> Fields { get; init; }

    /// <summary>Never empty.</summary>
    public required IReadOnlyList<LegalPoint> LegalPoints { get; init; }

    /// <summary>Names of checks on the meaning of an answer, see docs/registers.md.</summary>
    public required IReadOnlyList<string> Checks { get; init; }

    /// <summary>Never empty.</summary>
    public required IReadOnlyList<DataItemPurpose> Purposes { get; init; }

    /// <summary>What a reader should know; null when nothing.</summary>
    public string? Note { get; init; }

    /// <summary>True when no legal point is marked inferred or unknown.</summary>
    public bool IsVerified => LegalPoints.All(point => point.Mark == LegalPointMark.Found);
}
