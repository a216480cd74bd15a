namespace DigiSoc.Registers.Catalogue;

/// <summary>The point of a law or regulation that names a data item.</summary>
/// <param name="Act">Short name of the act; <c>digisoc</c> is the DigiSoc regulation.</param>
/// <param name="Point">Number of the point; empty when it is not known.</param>
/// <param name="Content">What the point covers, in our words.</param>
/// <param name="Mark">How sure we are.</param>
public sealed record LegalPoint(string Act, string Point, string Content, LegalPointMark Mark)
{
    /// <summary>For people, for example <c>DigiSoc 5.1.28</c>; an unsure point ends in "(?)".</summary>
    public override string ToString()
    {
        var act = Act == "digisoc" ? "DigiSoc" : Act;
        var name = Point.Length == 0 ? act : $"{act} {Point}";
        return Mark == LegalPointMark.Found ? name : name + " (?)";
    }
}

/// <summary>How sure a legal point is.</summary>
public enum LegalPointMark
{
    /// <summary>Its content is told in a published text.</summary>
    Found = 1,

    /// <summary>Our conclusion; to be checked against the adopted text.</summary>
    Inferred = 2,

    /// <summary>No point is known yet; to be checked against the adopted text.</summary>
    Unknown = 3,
}
