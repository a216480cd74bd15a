using System.Text.Json.Nodes;
using DigiSoc.Documents.Tests.Support;

namespace DigiSoc.Documents.Tests;

public sealed class DocumentRequestLetterTests(LettersFixture fixture) : IClassFixture<LettersFixture>
{
    private const string Template = "document-request";

    [Fact]
    public async Task Render_EvidenceMissing_SaysTermAndThatTheFileDecides()
    {
        var text = (await fixture.RenderAsync(Template, Samples.Of(Template))).Text;

        text.ShouldContain("Lūdzam iesniegt līdz 2026. gada 27. februārim: visu kontu pārskati");
        text.ShouldContain("īres līgums");
        text.ShouldContain("lēmumu pieņems pēc lietā esošajām ziņām");
        text.ShouldNotContain("par neiesniegtu");
    }

    // APL 56(1¹): not cured in time – deemed not submitted; APL 64(1¹): the month counts from the cure.
    [Fact]
    public async Task Render_DefectiveApplication_SaysTheConsequence()
    {
        var data = Samples.Of(Template);
        data["norms"] = new JsonArray(new JsonObject { ["ref"] = "APL 56(1¹)" });
        data.Remove("request");
        data.Remove("official");

        var letter = await fixture.RenderAsync(Template, data);

        letter.Title.ShouldBe("Par trūkumu novēršanu iesniegumā");
        letter.Text.ShouldContain("nebūs novērsti, iesniegumu uzskatīs par neiesniegtu (APL 56. panta 1.¹ daļa)");
        letter.Text.ShouldContain("skaita no dienas, kad trūkumi novērsti");
    }
}
