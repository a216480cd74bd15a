using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Parameters;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Tests.Deadlines;

/// <summary>Published test vectors of service and contesting (PazL 8, 9; APL 42, 43, 79).</summary>
public sealed class ServiceTermsTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Workflows, "parameters");
    private static readonly ParameterTable Parameters = new(ParameterFolder.Read(Folder));

    [Fact]
    public void Deemed_RegisteredLetterOn5January_IsThe12thAndContestableUntil12February()
    {
        var terms = TermsOf(followsMovedDays: true);

        terms.Deemed(Channel.RegisteredPost, new DateOnly(2026, 1, 5)).ShouldBe((new DateOnly(2026, 1, 12), "PazL 8(3)"));
        terms.AppealUntil(new DateOnly(2026, 1, 12)).ShouldBe(new DateOnly(2026, 2, 12));
    }

    [Theory]
    [InlineData(false, "2026-01-05")]
    [InlineData(true, "2026-01-06")]
    public void Deemed_EAddressOn30December_DependsOnTheMovedDay(bool followsMovedDays, string served) =>
        TermsOf(followsMovedDays).Deemed(Channel.EAddress, new DateOnly(2025, 12, 30)).DeemedServedOn
            .ShouldBe(DateOnly.Parse(served, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Deemed_OnSite_IsTheSameDay() =>
        TermsOf(true).Deemed(Channel.OnSite, new DateOnly(2026, 2, 10)).DeemedServedOn.ShouldBe(new DateOnly(2026, 2, 10));

    private static ServiceTerms TermsOf(bool followsMovedDays) =>
        new(Parameters, new LegalCalendar(ParameterFolder.ReadHolidays(Folder), followsMovedDays), "ogres-novads");
}
