using System.Text.Json;

namespace DigiSoc.Cases.Parameters;

/// <summary>A dated value of the law: an amount, a term, a number of months.</summary>
/// <remarks>
/// <paramref name="InstitutionId"/>: "*" for the law of the state; a municipality's own value goes before it.
/// <paramref name="ValidTo"/>: first day it is no longer in force; null: open.
/// <paramref name="Value"/>: a number, or text for durations; <paramref name="SameAs"/>: key whose value of the day counts
/// instead; exactly one of the two is set. <paramref name="Mark"/>: "found", "computed", "inferred", "memory".
/// </remarks>
internal sealed record Parameter(
    string InstitutionId,
    string Key,
    LocalText Title,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    JsonElement? Value,
    string? SameAs,
    string Unit,
    string Norm,
    string Mark,
    string Source)
{
    public const string State = "*";

    public bool IsInForceOn(DateOnly day) => day >= ValidFrom && (ValidTo is null || day < ValidTo);
}
