using DigiSoc.Cases.Deadlines;

namespace DigiSoc.Cases.Tests.Deadlines;

public sealed class DeadlineWordsTests
{
    [Theory]
    [InlineData(1, "atlikusi 1 diena: līdz 2026. gada 12. februārim (APL 64(1))")]
    [InlineData(2, "atlikušas 2 dienas: līdz 2026. gada 12. februārim (APL 64(1))")]
    [InlineData(11, "atlikušas 11 dienas: līdz 2026. gada 12. februārim (APL 64(1))")]
    [InlineData(21, "atlikusi 21 diena: līdz 2026. gada 12. februārim (APL 64(1))")]
    [InlineData(111, "atlikušas 111 dienas: līdz 2026. gada 12. februārim (APL 64(1))")]
    [InlineData(0, "termiņš beidzas šodien, 2026. gada 12. februāris (APL 64(1))")]
    [InlineData(-1, "nokavēts par 1 dienu: bija jāizlemj līdz 2026. gada 12. februārim (APL 64(1))")]
    [InlineData(-14, "nokavēts par 14 dienām: bija jāizlemj līdz 2026. gada 12. februārim (APL 64(1))")]
    public void Running_ByDaysLeft_IsSaidInLatvian(int daysLeft, string words) =>
        DeadlineWords.Running(daysLeft, new DateOnly(2026, 2, 12), "APL 64(1)").Lv.ShouldBe(words);

    [Theory]
    [InlineData(3, "martam")]
    [InlineData(4, "aprīlim")]
    [InlineData(5, "maijam")]
    [InlineData(6, "jūnijam")]
    [InlineData(8, "augustam")]
    [InlineData(11, "novembrim")]
    public void Running_Month_IsInTheDative(int month, string dative) =>
        DeadlineWords.Running(5, new DateOnly(2026, month, 2), "N").Lv.ShouldContain($"2. {dative}");

    [Fact]
    public void Suspended_InApril_SoftensTheStem() =>
        DeadlineWords.Suspended(21, new DateOnly(2026, 4, 3)).Lv
            .ShouldBe("termiņš apturēts kopš 2026. gada 3. aprīļa; pēc atbildes paliks 21 diena");
}
