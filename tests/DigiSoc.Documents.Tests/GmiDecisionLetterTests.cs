using System.Text.Json.Nodes;
using DigiSoc.Documents.Tests.Support;

namespace DigiSoc.Documents.Tests;

/// <summary>The GMI decision letter against APL 67(2), point by point.</summary>
public sealed class GmiDecisionLetterTests(LettersFixture fixture) : IClassFixture<LettersFixture>
{
    private const string Template = "gmi-decision";

    [Fact]
    public async Task Render_Refusal_HasAllNinePartsOfTheLaw()
    {
        var text = (await fixture.RenderAsync(Template, Refusal())).Text;

        text.ShouldContain("Ogres novada Sociālais dienests\nParauga iela 2, Ogre, Ogres novads, LV-5001"); // 1
        text.ShouldContain("Anna Paraudziņa\nPersonas kods 300000-00001\nParauga iela 1, Ogre"); // 2
        text.ShouldContain("2026. gada 10. februārī klātienē iesniedza iesniegumu Nr. OGR-I-2026-000031 un lūdza: piešķirt"); // 3
        text.ShouldContain("Lūdzu ņemt vērā manu veselību."); // 4
        text.ShouldContain("Mājsaimniecībā ir 4 personas (Fizisko personu reģistrs, iesniegums; 10.02.2026.; SPSPL 1(40))"); // 5
        text.ShouldContain("nav reģistrējusies Nodarbinātības valsts aģentūrā (SPSPL 36(2))."); // 6
        text.ShouldContain("Sociālo pakalpojumu un sociālās palīdzības likuma 36. pants – nosacījumi"); // 7
        text.ShouldContain("nolemj atteikt adresātam (Anna Paraudziņa)"); // 8
        text.ShouldContain("Kas izskata: Ogres novada pašvaldības domes izpilddirektors"); // 9
        text.ShouldContain("Termiņš: viens mēnesis no lēmuma spēkā stāšanās dienas (APL 79(1))");
        text.ShouldContain("nav uzklausīts: uz uzaicinājumu neieradās (APL 62. pants)"); // APL 62
        text.ShouldContain("Lieta Nr. OGR-2026-000017");
    }

    // APL 67(7): points 4, 6 and 9 may be left out when all was granted and nobody disagreed.
    [Fact]
    public async Task Render_Shortened_LeavesOutViewsReasonsAndAppealOnly()
    {
        var text = (await fixture.RenderAsync(Template, Samples.Of(Template))).Text;

        text.ShouldNotContain("Viedokļi un argumenti");
        text.ShouldNotContain("Pamatojums");
        text.ShouldNotContain("Kā lēmumu apstrīdēt");
        foreach (var heading in new[] { "Lūgums", "Konstatētie fakti", "Aprēķins", "Piemērotās tiesību normas", "Nolemts" })
        {
            text.Split('\n').ShouldContain(heading);
        }
    }

    [Fact]
    public async Task Render_Granted_PrintsEveryNumberOfTheRecord()
    {
        var text = (await fixture.RenderAsync(Template, Samples.Of(Template))).Text;

        text.ShouldContain(
            "Piešķirts pabalsts 180,00 EUR mēnesī no 2026. gada 1. februāra līdz 2026. gada 30. aprīlim (3 mēneši), kopā 540,00 EUR.");
        text.ShouldContain("Garantētais minimālais ienākums mājsaimniecībai | 187,00 + 131,00 × 3 | 580,00");
        text.ShouldContain("2025. gada novembris | Anna Paraudziņa | darba alga | 400,00 | 400,00");
        text.ShouldContain("(neņem vērā: ģimenes valsts pabalsts un piemaksas; SPSPL 36(1)1) | 100,00 | 0,00");
        text.ShouldContain("Toms Paraudziņš | bērns | jā");
    }

    [Fact]
    public async Task Render_Granted_DoesNotPrintPersonalCodesOfOthers()
    {
        var text = (await fixture.RenderAsync(Template, Samples.Of(Template))).Text;

        text.ShouldContain("300000-00001");
        text.ShouldNotContain("300000-00002");
    }

    [Fact]
    public async Task Render_AmountsDifferByMonth_ListsEachMonth()
    {
        var data = Samples.Of(Template);
        data["result"]!["months"]![2]!["amount"] = 175.5m;

        var text = (await fixture.RenderAsync(Template, data)).Text;

        text.ShouldContain("2026. gada marts – 180,00 EUR");
        text.ShouldContain("2026. gada aprīlis – 175,50 EUR");
    }

    [Theory]
    [InlineData("1234567.5", "1 234 567,50")]
    [InlineData("0.005", "0,01")]
    [InlineData("-1000", "−1 000,00")]
    [InlineData("999.99", "999,99")]
    [InlineData("0.1", "0,10")]
    public async Task Render_Amount_IsWrittenAsLatvianDoes(string value, string written)
    {
        var data = Samples.Of(Template);
        data["computation"]![0]!["value"] = JsonNode.Parse(value);

        var text = (await fixture.RenderAsync(Template, data)).Text;

        text.ShouldContain($"| 1200,00 EUR kopā | {written}\n");
    }

    [Fact]
    public async Task Render_PartlyGranted_RejectsTheRest()
    {
        var data = Samples.Of(Template);
        data["decision"]!["outcome"] = "partial";
        data["shortened"] = false;

        var text = (await fixture.RenderAsync(Template, data)).Text;

        text.ShouldContain("Pārējā daļā iesniegumu noraidīt.");
        text.ShouldContain("Kā lēmumu apstrīdēt");
    }

    [Fact]
    public async Task Render_UnknownOutcome_IsRefused()
    {
        var data = Samples.Of(Template);
        data["decision"]!["outcome"] = "maybe";

        var result = await fixture.Letters.RenderAsync(Template, data.Element(), Samples.Now);

        result.Problem!.Code.ShouldBe(DocumentErrors.DataRefused);
    }

    [Fact]
    public async Task Render_ManyLines_BreaksOverPages()
    {
        var data = Refusal();
        var lines = data["income"]!.AsArray();
        for (var i = 0; i < 120; i++)
        {
            lines.Add(lines[0]!.DeepClone());
        }

        var letter = await fixture.RenderAsync(Template, data);

        letter.Pages.ShouldBeInRange(5, 9);
    }

    private static JsonObject Refusal()
    {
        var data = Samples.Of(Template);
        data["decision"]!["outcome"] = "refused";
        data["shortened"] = false;
        data["views"] = new JsonArray(new JsonObject { ["text"] = "Lūdzu ņemt vērā manu veselību." });
        data["hearing"] = new JsonObject { ["held"] = false, ["reason"] = "uz uzaicinājumu neieradās" };
        data["reasons"] = new JsonArray(new JsonObject
        {
            ["text"] = "Persona nestrādā un nav reģistrējusies Nodarbinātības valsts aģentūrā",
            ["norm"] = "SPSPL 36(2)",
        });
        data["result"] = new JsonObject { ["amountPerMonth"] = 0, ["from"] = null, ["to"] = null, ["status"] = null };
        return data;
    }
}
