using DigiSoc.Documents;

namespace DigiSoc.Cases;

/// <summary>What people call the ways a letter goes.</summary>
internal static class ChannelTitles
{
    public static LocalText Of(Channel channel) => channel switch
    {
        Channel.EAddress => new("e-adrese", "e-address"),
        Channel.Email => new("e-pasts", "e-mail"),
        Channel.RegisteredPost => new("ierakstīta vēstule", "registered letter"),
        Channel.OrdinaryPost => new("vienkārša vēstule", "ordinary letter"),
        _ => new("klātienē", "in person"),
    };

    public static bool IsPaper(Channel channel) => channel is Channel.RegisteredPost or Channel.OrdinaryPost or Channel.OnSite;
}
