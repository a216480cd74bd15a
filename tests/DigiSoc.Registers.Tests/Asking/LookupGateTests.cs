using DigiSoc.Registers.Asking;
using DigiSoc.Registers.Catalogue;
using DigiSoc.Registers.Tests.Support;

namespace DigiSoc.Registers.Tests.Asking;

public sealed class LookupGateTests
{
    private static readonly DataItemCatalogue Catalogue = CatalogueReader.ReadFile(Repository.CatalogueFile);
    private static readonly LookupRequest Good = Ask.For("vid.income", "300000-02001", Ask.ThreeMonths);

    public static TheoryData<string, string> Refusals => new()
    {
        { "unknown item", "REG-001" },
        { "other purpose", "REG-002" },
        { "other norm", "REG-003" },
        { "wider norm", "REG-003" },
        { "no case", "REG-004" },
        { "no actor", "REG-004" },
        { "short code", "REG-005" },
        { "no period", "REG-006" },
        { "period backwards", "REG-006" },
        { "four years", "REG-006" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Check_QuestionNotAllowed_SaysWhy(string what, string code)
    {
        var request = what switch
        {
            "unknown item" => Good with { ItemId = "vid.everything" },
            "other purpose" => Good with { Purpose = "curiosity" },
            "other norm" => Good with { Norms = ["BTAL 52"] },
            "wider norm" => Good with { Norms = ["SPSPL"] },
            "no case" => Good with { CaseId = "" },
            "no actor" => Good with { Actor = " " },
            "short code" => Good with { PersonCode = "30000" },
            "no period" => Good with { Period = null },
            "period backwards" => Good with { Period = new LookupPeriod(new DateOnly(2026, 2, 1), new DateOnly(2026, 1, 31)) },
            _ => Good with { Period = new LookupPeriod(new DateOnly(2022, 1, 1), new DateOnly(2026, 1, 31)) },
        };

        var (question, problem) = LookupGate.Check(request, Catalogue);

        question.ShouldBeNull();
        problem!.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("SPSPL 36(1)1")]
    [InlineData("SPSPL 36(2¹)")]
    [InlineData("MK 809 2")]
    [InlineData("APL 59(2)")]
    public void Check_NormInsideAnAllowedOne_IsPermitted(string norm)
    {
        var (question, _) = LookupGate.Check(Good with { Norms = ["BTAL 52", norm] }, Catalogue);

        question!.Norms.ShouldBe([norm]);
    }

    [Theory]
    [InlineData("SPSPL 36", "SPSPL 36(1)1", true)]
    [InlineData("SPSPL 36", "SPSPL 36(2¹)", true)]
    [InlineData("SPSPL 36(2)", "SPSPL 36(2¹)", false)]
    [InlineData("SPSPL 36(2^1)", "SPSPL 36(2¹)", true)]
    [InlineData("SPSPL 3", "SPSPL 36", false)]
    [InlineData("SPSPL 36(1)", "SPSPL 36", false)]
    [InlineData("MK 809 2", "MK 809 2.3", true)]
    public void Norm_Covers_OnlyItsParts(string norm, string other, bool expected) =>
        new Norm(norm).Covers(other).ShouldBe(expected);
}
