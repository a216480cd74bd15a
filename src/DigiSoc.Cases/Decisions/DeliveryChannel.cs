using DigiSoc.Documents;

namespace DigiSoc.Cases.Decisions;

/// <summary>Which way a letter goes.</summary>
internal static class DeliveryChannel
{
    /// <summary>The channel wished for, if lawful; without a wish the e-address, else the post.</summary>
    /// <param name="hasEAddress">The person's e-address is active: the authority uses it first (OEAL 5). Counts only without a wish.</param>
    /// <remarks>
    /// An unfavourable decision that goes by post goes registered (APL 70(2)), any other letter by ordinary post. E-mail
    /// needs an address and the person's wish (PazL 9).
    /// </remarks>
    public static Channel Choose(string? wished, bool unfavourable, bool hasEmail, bool hasEAddress) => Read(wished) switch
    {
        null when hasEAddress => Channel.EAddress,
        null or Channel.OrdinaryPost => unfavourable ? Channel.RegisteredPost : Channel.OrdinaryPost,
        Channel.Email when !hasEmail => Choose(null, unfavourable, hasEmail, hasEAddress),
        { } channel => channel,
    };

    /// <summary>Whether it must be known first if the person has an active e-address.</summary>
    public static bool NeedsEAddress(string? wished, bool hasEmail) => Read(wished) is null || (Read(wished) == Channel.Email && !hasEmail);

    /// <summary>Forms write "e-address", the ledger "eaddress".</summary>
    private static Channel? Read(string? name) => name switch
    {
        null or "" => null,
        "e-address" => Channel.EAddress,
        _ => ChannelNames.TryParse(name, out var channel) ? channel : null,
    };
}
