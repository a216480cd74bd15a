namespace DigiSoc.Registers.Audit;

/// <summary>Outcome of checking an institution's chain from its first link to its last.</summary>
/// <param name="LinksChecked">Links read, the broken one included.</param>
/// <param name="Head">Hash of the last sound link; 64 zeros when there is none. Note it elsewhere to prove the end later.</param>
/// <param name="FirstBroken">The first broken link; null when the chain is whole.</param>
public sealed record AuditVerification(long LinksChecked, string Head, BrokenLink? FirstBroken)
{
    public bool IsWhole => FirstBroken is null;
}

/// <summary>Where and how the chain breaks.</summary>
/// <param name="Sequence">The link that is wrong or missing.</param>
/// <param name="Problem">REG-031, REG-032 or REG-033 with expected and found.</param>
public sealed record BrokenLink(long Sequence, RegisterProblem Problem);
