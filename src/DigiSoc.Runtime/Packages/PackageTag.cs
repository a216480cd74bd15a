namespace DigiSoc.Runtime;

/// <summary>A name of one version of a package, such as <c>pilot</c> or <c>2026-07</c>: what starts by the name starts on that version.</summary>
public sealed record PackageTag(string Key, string Tag, int Version);

/// <summary>A tag was set, moved or taken away.</summary>
/// <param name="Key">The package.</param>
/// <param name="Tag">The tag.</param>
/// <param name="From">The version it was on; null: on none.</param>
/// <param name="To">The version it is on since; null: it was taken away.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who.</param>
/// <param name="OnBehalfOf">In whose stead; null: in person.</param>
/// <param name="InstitutionId">The institution of who did it; packages and tags belong to all.</param>
/// <param name="At">When, by the engine's clock.</param>
public sealed record PackageTagEvent(
    string Key, string Tag, int? From, int? To, string Reason, string Actor, string? OnBehalfOf, string InstitutionId, DateTimeOffset At);
