namespace DigiSoc.Documents.Tests;

public sealed class ChannelNamesTests
{
    [Fact]
    public void Parse_EveryChannel_ComesBack() => Enum.GetValues<Channel>()
        .ShouldAllBe(channel => ChannelNames.Parse(ChannelNames.Of(channel)) == channel);

    [Fact]
    public void Parse_UnknownName_SaysWhatIsAvailable() =>
        Should.Throw<FormatException>(() => ChannelNames.Parse("pigeon")).Message
            .ShouldBe("Expected a channel (eaddress, email, registered-post, ordinary-post, on-site), found 'pigeon'.");
}
