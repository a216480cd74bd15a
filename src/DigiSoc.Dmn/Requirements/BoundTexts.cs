using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>What binding a model leaves for the checker.</summary>
/// <param name="Texts">Every FEEL text that was read, with its place.</param>
/// <param name="Mismatches">Logic that can never give the type that is prescribed for it.</param>
internal sealed record BoundTexts(
    IReadOnlyList<(FeelExpression Expression, DmnPlace Place)> Texts, IReadOnlyList<DmnDiagnostic> Mismatches);
