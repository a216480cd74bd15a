using System.Text;
using DigiSoc.Documents.Tests.Support;

namespace DigiSoc.Documents.Tests;

public sealed class LettersTests(LettersFixture fixture) : IClassFixture<LettersFixture>
{
    public static TheoryData<string> AllTemplates => [.. new[] { "document-request", "gmi-decision", "not-submitted-notice" }];

    [Fact]
    public void Templates_OfTheRepository_AreAllTested() =>
        fixture.Letters.Templates.ShouldBe(AllTemplates.Select(row => row.Data), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(AllTemplates))]
    public async Task Render_SampleData_IsTaggedPdfA2aInLatvian(string template)
    {
        var letter = await fixture.RenderAsync(template, Samples.Of(template));

        var pdf = Encoding.Latin1.GetString(letter.Pdf);
        pdf.ShouldStartWith("%PDF-1.7");
        pdf.ShouldContain("<pdfaid:part>2</pdfaid:part>");
        pdf.ShouldContain("<pdfaid:conformance>A</pdfaid:conformance>");
        pdf.ShouldContain("/MarkInfo");
        pdf.ShouldContain("/StructTreeRoot");
        pdf.ShouldContain("/Lang (lv)");
        pdf.ShouldContain("<xmp:CreateDate>2026-02-24T09:00:00+00:00</xmp:CreateDate>");
        letter.Title.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllTemplates))]
    public async Task Render_SameInput_GivesTheSameBytes(string template)
    {
        await using var other = new Letters(new DocumentsOptions { TemplatesFolder = Samples.Folder });
        var data = Samples.Of(template);

        var first = await fixture.RenderAsync(template, data);
        var second = (await other.RenderAsync(template, data.Element(), Samples.Now)).Letter!;

        second.Sha256.ShouldBe(first.Sha256);
        second.TemplateSha256.ShouldBe(first.TemplateSha256);
    }

    [Fact]
    public async Task Render_TextNoFontCanShow_IsReplacedNotRefused()
    {
        var data = Samples.Of("gmi-decision");
        data["request"]!["text"] = "palīdzēt 😀 \u0007漢";

        var letter = await fixture.RenderAsync("gmi-decision", data);

        letter.Text.ShouldContain("palīdzēt � ��");
    }

    [Fact]
    public async Task Render_TextThatLooksLikeMarkup_IsPrintedAsItIs()
    {
        var data = Samples.Of("gmi-decision");
        data["request"]!["text"] = "#panic(\"x\") *b* $x$ <a> | & \\";

        var letter = await fixture.RenderAsync("gmi-decision", data);

        letter.Text.ShouldContain("#panic(\"x\") *b* $x$ <a> | & \\");
    }

    [Fact]
    public async Task Render_UnknownTemplate_SaysWhichThereAre()
    {
        var result = await fixture.Letters.RenderAsync("gmi-decison", Samples.Of("gmi-decision").Element(), Samples.Now);

        result.Problem!.Code.ShouldBe(DocumentErrors.UnknownTemplate);
        result.Problem.Text.ShouldContain("document-request, gmi-decision, not-submitted-notice");
        result.Problem.CanRetry.ShouldBeFalse();
    }

    [Fact]
    public async Task Render_MissingField_IsRefusedWithItsName()
    {
        var data = Samples.Of("gmi-decision");
        data["result"]!.AsObject().Remove("totalAmount");

        var result = await fixture.Letters.RenderAsync("gmi-decision", data.Element(), Samples.Now);

        result.Problem!.Code.ShouldBe(DocumentErrors.DataRefused);
        result.Problem.Text.ShouldContain("totalAmount");
        result.Problem.CanRetry.ShouldBeFalse();
    }

    [Fact]
    public async Task Render_WrongDate_IsRefusedAsData()
    {
        var data = Samples.Of("gmi-decision");
        data["decision"]!["date"] = "vakar";

        var result = await fixture.Letters.RenderAsync("gmi-decision", data.Element(), Samples.Now);

        result.Problem!.Code.ShouldBe(DocumentErrors.DataRefused);
        result.Problem.Text.ShouldContain("expected a date like 2026-01-31");
    }
}
