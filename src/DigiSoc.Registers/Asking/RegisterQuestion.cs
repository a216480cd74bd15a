using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Asking;

/// <summary>A permitted question, ready to be sent.</summary>
/// <param name="PersonCode">With the dash.</param>
/// <param name="Norms">The step's norms that cover the item.</param>
internal sealed record RegisterQuestion(
    DataItem Item, RegisterSource Register, DataItemPurpose Purpose, string PersonCode, IReadOnlyList<string> Norms, LookupRequest Request);
