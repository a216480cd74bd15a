namespace DigiSoc.Feel;

/// <summary>Whether values of one type can become values of another by FEEL's implicit conversions.</summary>
public enum FeelFit
{
    /// <summary>No value can; only null, which stands for an absent value of every type.</summary>
    Never,

    /// <summary>Only lists without items, or with nulls, and contexts whose entries are null.</summary>
    WhenEmpty,

    /// <summary>Some or all can, or not enough is known.</summary>
    Perhaps,
}
