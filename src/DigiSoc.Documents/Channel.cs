namespace DigiSoc.Documents;

/// <summary>The ways a letter reaches a person (PazL chapter II). The stored text is in <see cref="ChannelNames"/>.</summary>
public enum Channel
{
    /// <summary>Official electronic address (e-adrese).</summary>
    EAddress = 1,

    /// <summary>E-mail with a secure signature, or without one if the person asked for it in writing.</summary>
    Email = 2,

    /// <summary>Registered letter; obligatory for an unfavourable decision sent by post (APL 70(2)).</summary>
    RegisteredPost = 3,

    /// <summary>Ordinary letter.</summary>
    OrdinaryPost = 4,

    /// <summary>Handed over in person against signature.</summary>
    OnSite = 5,
}
