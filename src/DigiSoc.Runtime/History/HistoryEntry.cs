using System.Text.Json;

namespace DigiSoc.Runtime;

/// <summary>One step in the history of an instance, as stored.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Number">1 for the instance's first entry, without gaps.</param>
/// <param name="At">When, by the engine's clock.</param>
/// <param name="BusinessKey">The case.</param>
/// <param name="StepId">The step.</param>
/// <param name="PackageKey">The package.</param>
/// <param name="PackageVersion">Its version.</param>
/// <param name="LawDate">The date of law the step ran on.</param>
/// <param name="Operation">See <see cref="StepRecord.Operation"/>.</param>
/// <param name="PartId">See <see cref="StepRecord.PartId"/>.</param>
/// <param name="ElementId">The element the operation was about; null when about the instance.</param>
/// <param name="Actor">Who.</param>
/// <param name="OnBehalfOf">For whom; null: in person.</param>
/// <param name="Purpose">Why; null: not stated.</param>
/// <param name="Events">The past-tense events of the step, each an object with <c>kind</c>, <c>element</c>, <c>norms</c> …</param>
/// <param name="Hash">SHA-256 over this entry and the hash before it.</param>
public sealed record HistoryEntry(
    Guid InstanceId,
    long Number,
    DateTimeOffset At,
    string BusinessKey,
    Guid StepId,
    string PackageKey,
    int PackageVersion,
    DateOnly LawDate,
    string Operation,
    Guid? PartId,
    string? ElementId,
    string Actor,
    string? OnBehalfOf,
    string? Purpose,
    JsonElement Events,
    string Hash);

/// <summary>What checking the chain of a case gave.</summary>
/// <param name="Entries">How many entries were checked.</param>
/// <param name="FirstBroken">The first entry whose hash does not fit; null: what is there fits together.</param>
/// <param name="CutOff">Instances whose last entry is not the one their row knows as the last: the end was taken away. Not looked for once an entry is broken.</param>
public sealed record HistoryCheck(long Entries, HistoryEntry? FirstBroken, IReadOnlyList<Guid> CutOff)
{
    public bool IsWhole => FirstBroken is null && CutOff.Count == 0;
}
