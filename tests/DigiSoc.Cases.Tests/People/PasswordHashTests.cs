namespace DigiSoc.Cases.Tests.People;

public sealed class PasswordHashTests
{
    [Fact]
    public void Fits_OwnPassword_IsTrueAndAnotherFalse()
    {
        var stored = PasswordHash.Of("digisoc-demo");

        PasswordHash.Fits("digisoc-demo", stored).ShouldBeTrue();
        PasswordHash.Fits("digisoc-Demo", stored).ShouldBeFalse();
    }

    [Fact]
    public void Of_SamePasswordTwice_HasItsOwnSalt() => PasswordHash.Of("a").ShouldNotBe(PasswordHash.Of("a"));

    [Theory]
    [InlineData("")]
    [InlineData("md5$1$x$y")]
    public void Fits_UnknownScheme_IsFalse(string stored) => PasswordHash.Fits("a", stored).ShouldBeFalse();
}
