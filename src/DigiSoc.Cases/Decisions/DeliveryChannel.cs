using DigiSoc.Documents;

namespace DigiSoc.Cases.Decisions;

/// <summary>Which way a letter goes.</summary>
internal static class DeliveryChannel
{
    /// <summary>The channel wished for, if lawful.</summary>
    /// <remarks>
    /// An unfavourable decision that goes by post goes registered (APL 70(2)). E-mail needs an address and the person's
    /// wish (PazL 9); without a wish the e-address comes first for whoever has one (OEAL 5), and the post decides here
    /// because whether an account is active is known only when sending.
    /// </remarks>
    public static Channel Choose(string? wished, bool unfavourable, bool hasEmail)
    {
        var channel = Read(wished) ?? Channel.RegisteredPost;
        return channel switch
        {
            Channel.OrdinaryPost when unfavourable => Channel.RegisteredPost,
            Channel.Email when !hasEmail => Channel.RegisteredPost,
            _ => channel,
        };
    }

    /// <summary>Forms write "e-address", the ledger "eaddress".</summary>
    private static Channel? Read(string? name) => name switch
    {
        null or "" => null,
        "e-address" => Channel.EAddress,
        _ => ChannelNames.TryParse(name, out var channel) ? channel : null,
    };
}
