using System.Globalization;
using DigiSoc.Web.Texts;

namespace DigiSoc.Web.Tests.Texts;

public sealed class SayTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Theory]
    [InlineData("lv", 0, "šodien")]
    [InlineData("lv", 1, "rīt")]
    [InlineData("lv", 5, "pēc 5 dienām")]
    [InlineData("lv", 21, "pēc 21 dienas")]
    [InlineData("lv", 11, "pēc 11 dienām")]
    [InlineData("lv", -1, "kavē 1 dienu")]
    [InlineData("lv", -3, "kavē 3 dienas")]
    [InlineData("en", 21, "in 21 days")]
    [InlineData("en", -1, "1 day late")]
    public void Due_DaysFromToday_AreSaidInTheReadersLanguage(string language, int days, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Say.Due(Today.AddDays(days), Today).ShouldBe(expected);
    }

    [Fact]
    public void Moment_SummerInstant_IsSaidInRigaTime() =>
        Say.Moment(new DateTimeOffset(2026, 7, 1, 21, 30, 0, TimeSpan.Zero)).ShouldBe("02.07.2026 00:30");
}
