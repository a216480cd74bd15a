using DigiSoc.Cases.Decisions;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Tests.Decisions;

public sealed class DeliveryChannelTests
{
    [Theory]
    [InlineData("e-address", false, false, Channel.EAddress)]
    [InlineData("eaddress", true, false, Channel.EAddress)]
    [InlineData("ordinary-post", false, false, Channel.OrdinaryPost)]
    [InlineData("ordinary-post", true, false, Channel.RegisteredPost)] // APL 70(2)
    [InlineData("email", false, true, Channel.Email)]
    [InlineData("email", false, false, Channel.RegisteredPost)]
    [InlineData(null, false, true, Channel.RegisteredPost)]
    [InlineData("on-site", true, false, Channel.OnSite)]
    public void Choose_ByWishAndOutcome_IsLawful(string? wished, bool unfavourable, bool hasEmail, Channel channel) =>
        DeliveryChannel.Choose(wished, unfavourable, hasEmail).ShouldBe(channel);
}
