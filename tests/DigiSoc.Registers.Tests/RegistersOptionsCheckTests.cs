using DigiSoc.Registers.Tests.Support;

namespace DigiSoc.Registers.Tests;

public sealed class RegistersOptionsCheckTests
{
    public static TheoryData<string, Action<RegistersOptions>> WrongSettings => new()
    {
        { "TryTimeout", options => options.TryTimeout = TimeSpan.Zero },
        { "Retries", options => options.Retries = 11 },
        { "BreakerFailurePercent", options => options.BreakerFailurePercent = 0 },
        { "BaseAddress", options => options.BaseAddress = new Uri("ftp://registers.example") },
        { "Addresses:fpr", options => options.Addresses["fpr"] = new Uri("file:///etc/hosts") },
        { "REG-040", options => options.CatalogueFile = "nowhere.yaml" },
    };

    [Fact]
    public void Validate_Defaults_AreInRange() =>
        new RegistersOptionsCheck().Validate(null, new RegistersOptions { CatalogueFile = Repository.CatalogueFile }).Succeeded.ShouldBeTrue();

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public void Validate_WrongSetting_IsNamed(string name, Action<RegistersOptions> spoil)
    {
        var options = new RegistersOptions { CatalogueFile = Repository.CatalogueFile };
        spoil(options);

        new RegistersOptionsCheck().Validate(null, options).FailureMessage!.ShouldContain(name);
    }
}
