namespace DigiSoc.Registers.Catalogue;

/// <summary>A purpose an item may be asked for.</summary>
/// <param name="Purpose">For example <c>gmi-benefit</c>.</param>
/// <param name="Norms">The norms that allow it; a step's norm must be one of them or a part of one.</param>
/// <param name="Keep">Names of the fields that may be kept; null when all may.</param>
public sealed record DataItemPurpose(string Purpose, IReadOnlyList<Norm> Norms, IReadOnlyList<string>? Keep);
