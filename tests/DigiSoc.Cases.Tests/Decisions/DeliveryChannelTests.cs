using DigiSoc.Cases.Decisions;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Tests.Decisions;

public sealed class DeliveryChannelTests
{
    [Theory]
    [InlineData("e-address", false, false, false, Channel.EAddress)]
    [InlineData("eaddress", true, false, true, Channel.EAddress)]
    [InlineData("ordinary-post", false, false, true, Channel.OrdinaryPost)]
    [InlineData("ordinary-post", true, false, true, Channel.RegisteredPost)] // APL 70(2)
    [InlineData("registered-post", false, false, true, Channel.RegisteredPost)]
    [InlineData("email", false, true, true, Channel.Email)]
    [InlineData("email", false, false, true, Channel.EAddress)]
    [InlineData("email", true, false, false, Channel.RegisteredPost)]
    [InlineData(null, true, true, true, Channel.EAddress)] // OEAL 5
    [InlineData("", false, true, false, Channel.OrdinaryPost)]
    [InlineData(null, true, true, false, Channel.RegisteredPost)] // APL 70(2)
    [InlineData("on-site", true, false, true, Channel.OnSite)]
    public void Choose_ByWishOutcomeAndAddress_IsLawful(
        string? wished, bool unfavourable, bool hasEmail, bool hasEAddress, Channel channel) =>
        DeliveryChannel.Choose(wished, unfavourable, hasEmail, hasEAddress).ShouldBe(channel);
}
