using DigiSoc.Cases.Work;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Cases.Tests.Work;

public sealed class IncidentWordsTests
{
    private static readonly DataItemCatalogue Catalogue =
        CatalogueReader.ReadFile(Path.Combine(RepositoryFolder.Workflows, "catalogue", "data-items.yaml"));

    [Fact]
    public void Of_RegisterThatDidNotAnswer_NamesRegisterItemAndAttempts()
    {
        var said = IncidentWords.Of(Facts("REG-010", 5));

        said.Reason.Lv.ShouldBe("Reģistrs “VID ienākumu dati” laikā neatbildēja. Nav saņemts: Ienākumi un samaksātie nodokļi. Mēģināts 5 reizes.");
        said.Reason.En.ShouldBe("The register “State Revenue Service, income” did not answer in time. Not obtained: Income and tax paid. Tried 5 times.");
        said.Owner.ShouldBe(Role.SocialWorker);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(1, false)]
    [InlineData(11, true)]
    [InlineData(21, true)]
    public void Of_Attempts_AreSaidWhenThereWereSeveral(int? attempts, bool said)
    {
        var reason = IncidentWords.Of(Facts("REG-012", attempts)).Reason.Lv;

        reason.Contains("Mēģināts", StringComparison.Ordinal).ShouldBe(said);
        reason.EndsWith("reizi.", StringComparison.Ordinal).ShouldBe(attempts == 21);
    }

    // A social worker meets these: they come from registers (docs/errors.md).
    [Fact]
    public void Codes_OfLookups_AllHaveWordsOfTheirOwn()
    {
        var codes = Enumerable.Range(1, 7).Concat(Enumerable.Range(10, 7)).Concat(Enumerable.Range(20, 6)).Select(number => $"REG-{number:000}");

        codes.Except(IncidentWords.Codes).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("BPMN-103")]
    [InlineData("RUN-403")]
    [InlineData("CASE-070")]
    [InlineData("DOC-006")]
    [InlineData("SURPRISE")]
    public void Of_CodeWithoutWordsOfItsOwn_IsSaidByItsSubject(string code)
    {
        var said = IncidentWords.Of(new IncidentFacts(code, 3, null, null));

        said.Reason.Lv.ShouldNotBe(said.Reason.En);
        said.Reason.Lv.ShouldNotContain(code);
        said.Owner.ShouldBe(Role.Manager);
    }

    private static IncidentFacts Facts(string code, int? attempts)
    {
        var item = Catalogue.Find("vid.income")!;
        return new IncidentFacts(code, attempts, item, Catalogue.RegisterOf(item));
    }
}
