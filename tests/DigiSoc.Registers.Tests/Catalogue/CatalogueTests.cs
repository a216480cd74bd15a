using DigiSoc.Registers.Catalogue;
using DigiSoc.Registers.Tests.Support;

namespace DigiSoc.Registers.Tests.Catalogue;

public sealed class CatalogueTests
{
    private const string Sound = """
        version: 1
        registers:
          - { id: r, titleLv: R, titleEn: R, holder: H, protocol: rest, path: /r }
        items:
          - id: i
            titleLv: I
            titleEn: I
            register: r
            path: "persons/{personCode}"
            answer: object
            legalPoints: [{ act: digisoc, point: "5.1.1", content: name, mark: found }]
            fields: [{ name: a, type: text, lv: A, en: A }]
            purposes: [{ purpose: p, norms: [SPSPL 36] }]
        """;

    [Fact]
    public void OwnCatalogue_EveryItem_HasRegisterLegalPointNormAndMark()
    {
        var catalogue = CatalogueReader.ReadFile(Repository.CatalogueFile);

        catalogue.Items.Count.ShouldBeGreaterThanOrEqualTo(14);
        foreach (var item in catalogue.Items)
        {
            catalogue.RegisterOf(item).Holder.ShouldNotBeEmpty(item.Id);
            item.LegalPoints.ShouldNotBeEmpty(item.Id);
            item.Purposes.ShouldAllBe(purpose => purpose.Norms.Count > 0, item.Id);
            item.LegalPoints.Where(point => point.Mark != LegalPointMark.Found).ShouldAllBe(point => point.ToString().EndsWith("(?)"), item.Id);
        }
    }

    [Fact]
    public void OwnCatalogue_RelativesPoint_IsVerifiedAndPensionsAreNot()
    {
        var catalogue = CatalogueReader.ReadFile(Repository.CatalogueFile);

        catalogue.Find("fpr.relatives")!.IsVerified.ShouldBeTrue();
        catalogue.Find("vsaa.ep52")!.IsVerified.ShouldBeFalse();
    }

    [Fact]
    public void Read_SoundFile_HasNoProblems() => CatalogueReader.Read(Sound, "sound.yaml").Items.Single().Id.ShouldBe("i");

    [Theory]
    [InlineData("register: r", "register: missing", "REG-041")]
    [InlineData("titleEn: I", "titleEn: ''", "REG-041")]
    [InlineData("mark: found", "mark: sure", "REG-042")]
    [InlineData("point: \"5.1.1\", ", "", "REG-042")]
    [InlineData("legalPoints: [{ act: digisoc, point: \"5.1.1\", content: name, mark: found }]", "legalPoints: []", "REG-042")]
    [InlineData("norms: [SPSPL 36]", "norms: []", "REG-043")]
    [InlineData("type: text", "type: blob", "REG-044")]
    [InlineData("type: text", "type: code", "REG-044")]
    [InlineData("answer: object", "answer: object\n    checks: [nonsense]", "REG-045")]
    [InlineData("norms: [SPSPL 36]", "norms: [SPSPL 36], keep: [b]", "REG-046")]
    [InlineData("  - id: i", "  - { id: r, titleLv: I, titleEn: I }\n  - id: i", "REG-047")]
    [InlineData("{personCode}", "all", "REG-048")]
    [InlineData("protocol: rest", "protocol: ftp", "REG-048")]
    [InlineData("lv: A, ", "", "REG-049")]
    [InlineData("type: text", "type: code, values: [wordless]", "REG-049")]
    [InlineData("version: 1", "version: [", "REG-040")]
    [InlineData("version: 1", "surprise: 1", "REG-040")]
    public void Read_BrokenRule_IsNamed(string part, string replacement, string code)
    {
        var yaml = Sound.Replace(part, replacement, StringComparison.Ordinal);

        var problems = Should.Throw<CatalogueException>(() => CatalogueReader.Read(yaml, "broken.yaml")).Problems;

        problems.Select(problem => problem.Code).ShouldContain(code, yaml);
    }
}
