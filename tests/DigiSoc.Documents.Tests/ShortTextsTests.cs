using System.Text.Json.Nodes;
using DigiSoc.Documents.Tests.Support;

namespace DigiSoc.Documents.Tests;

public sealed class ShortTextsTests
{
    private readonly ShortTexts _texts = new(new DocumentsOptions { TemplatesFolder = Samples.Folder });

    // Every letter has its accompanying text in both languages, made from the letter's own data.
    [Theory]
    [InlineData("gmi-decision", "lv", "Lēmums lietā Nr. OGR-2026-000017")]
    [InlineData("gmi-decision", "en", "Decision in case No OGR-2026-000017")]
    [InlineData("document-request", "lv", "Lūdzam iesniegt dokumentus – lieta Nr. OGR-2026-000017")]
    [InlineData("document-request", "en", "Please submit documents – case No OGR-2026-000017")]
    [InlineData("not-submitted-notice", "lv", "Iesniegums uzskatāms par neiesniegtu – lieta Nr. OGR-2026-000018")]
    [InlineData("not-submitted-notice", "en", "Application deemed not submitted – case No OGR-2026-000018")]
    public void Render_CoverOfALetter_NamesTheCase(string template, string language, string subject)
    {
        var text = _texts.Render(template, language, Samples.Of(template).Element());

        text.Subject.ShouldBe(subject);
        text.Body.ShouldContain("+371 60000000");
        text.Body.ShouldNotContain("{{");
    }

    [Fact]
    public void Render_LanguageWithoutAFile_FallsBackToLatvian() =>
        _texts.Render("gmi-decision", "lt", Samples.Of("gmi-decision").Element()).Subject.ShouldStartWith("Lēmums");

    [Fact]
    public void Render_UnknownTemplate_SaysWhichThereAre()
    {
        var thrown = Should.Throw<UnknownShortTextException>(
            () => _texts.Render("../gmi-decision/letter", "lv", Samples.Of("gmi-decision").Element()));

        thrown.Message.ShouldStartWith(DocumentErrors.UnknownShortText);
        thrown.Message.ShouldContain("gmi-decision.lv");
    }

    [Fact]
    public void Render_MissingName_SaysWhich()
    {
        var data = new JsonObject { ["caseNumber"] = "X-1" };

        var thrown = Should.Throw<ShortTextDataException>(() => _texts.Render("gmi-decision", "lv", data.Element()));

        thrown.Name.ShouldContain("institution");
        thrown.Message.ShouldStartWith(DocumentErrors.ShortTextData);
    }

    [Fact]
    public void Render_NameWithSpecialCharacters_IsNotEscaped()
    {
        var data = Samples.Of("gmi-decision");
        data["institution"]!["name"] = "Dienests \"A & B\" <x>";

        _texts.Render("gmi-decision", "lv", data.Element()).Body.ShouldContain("Dienests \"A & B\" <x>");
    }
}
