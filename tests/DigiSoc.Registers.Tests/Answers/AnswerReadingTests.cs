using System.Text.Json;
using DigiSoc.Registers.Answers;
using DigiSoc.Registers.Asking;
using DigiSoc.Registers.Catalogue;
using DigiSoc.Registers.Tests.Support;

namespace DigiSoc.Registers.Tests.Answers;

/// <summary>Answers that a register might send and what is said about them.</summary>
public sealed class AnswerReadingTests
{
    private static readonly DataItemCatalogue Catalogue = CatalogueReader.ReadFile(Repository.CatalogueFile);

    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "vid.income", "{}", "REG-021", "/" },
        { "vid.income", """[{"month":"2026-13","payer":"p","kind":"wage","gross":1,"tax":0,"net":1}]""", "REG-021", "/0/month" },
        { "vid.income", """[{"month":"2026-01","payer":"p","kind":"gift","gross":1,"tax":0,"net":1}]""", "REG-021", "/0/kind" },
        { "vid.income", """[{"month":"2026-01","payer":"p","kind":"wage","gross":1.005,"tax":0,"net":1}]""", "REG-021", "/0/gross" },
        { "vid.income", """[{"month":"2026-01","payer":"p","kind":"wage","gross":"1","tax":0,"net":1}]""", "REG-021", "/0/gross" },
        { "vid.income", """[{"month":"2026-01","payer":"p","kind":"wage","gross":1e30,"tax":0,"net":1}]""", "REG-021", "/0/gross" },
        { "vid.income", """[{"month":"2026-01","payer":"p","kind":"wage","gross":1,"gross":2,"tax":0,"net":1}]""", "REG-021", "/0" },
        { "vid.income", """[{"month":"2026-01","payer":"p","kind":"wage","gross":-1,"tax":0,"net":-1}]""", "REG-022", "/0" },
        { "vid.income", """[{"month":"2025-11","payer":"p","kind":"wage","gross":1,"tax":0,"net":1}]""", "REG-022", "/0/month" },
        { "vid.income", """[{"month":"2026-01","payer":"p\u0000","kind":"wage","gross":1,"tax":0,"net":1}]""", "REG-021", "/0/payer" },
        { "fpr.relatives", """[{"personCode":"300000-02001","givenName":"a","surname":"b","kind":"child"}]""", "REG-022", "/0/personCode" },
        { "fpr.custody", """[{"childCode":"300000-05001","holderCode":"300000-05002","state":"held"}]""", "REG-022", "/0/childCode" },
        { "address.declared", """{"declared":null,"since":"2026-01-01","previous":[]}""", "REG-022", "/since" },
        { "address.declared", """{"declared":{"text":"t","atvk":"1","code":"1"},"since":"2026-01-01","previous":[{"text":"t","atvk":"1","code":"1","since":"2020-01-01","until":"2026-02-01"}]}""", "REG-022", "/previous/0/until" },
        { "vsaa.ep51", """[{"kind":"k","from":"2026-02-01","to":"2026-01-01","monthlyAmount":1}]""", "REG-022", "/0/to" },
        { "nva.status", """{"registered":true,"since":null,"dutiesFulfilled":null,"exemptions":[]}""", "REG-022", "/since" },
        { "nva.status", """{"registered":false,"since":null,"dutiesFulfilled":null,"exemptions":[1]}""", "REG-021", "/exemptions/0" },
        { "vdeavk.disability", """{"group":4,"child":false,"validTo":null,"careNeeded":false}""", "REG-021", "/group" },
        { "accounts.register", """[{"iban":"a","bank":"b","openedOn":"2020-01-01"},{"iban":"a","bank":"b","openedOn":"2020-01-01"}]""", "REG-022", "/1/iban" },
        { "accounts.statements", """[{"iban":"a","opening":1,"closing":2,"from":"2025-12-01","to":"2026-02-28","lines":[]}]""", "REG-022", "/0/closing" },
        { "accounts.statements", """[{"iban":"a","opening":1,"closing":2,"from":"2025-12-01","to":"2026-02-28","lines":[{"date":"2026-03-01","amount":1,"counterparty":"c","text":"t"}]}]""", "REG-022", "/0/lines" },
        { "fpr.identity", """{"personCode":"300000-02001","givenName":"a","surname":"b","birthDate":"1990-02-30","deathDate":null,"status":"active","citizenship":"LV","residenceStatus":"citizen"}""", "REG-021", "/birthDate" },
        { "fpr.identity", """{"personCode":"300000-02001","givenName":"a","surname":"b","birthDate":"1990-02-03","deathDate":"2025-01-01","status":"active","citizenship":"LV","residenceStatus":"citizen"}""", "REG-022", "/status" },
        { "ic.detention", """{"inPrison":true}""", "REG-021", "/since" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_AnswerThatCannotBeRight_SaysWhere(string item, string json, string code, string place)
    {
        var reading = Read(item, json);

        reading.Fault.ShouldNotBeNull(json);
        reading.Fault.Problem.Code.ShouldBe(code);
        reading.Fault.Place.ShouldBe(place);
    }

    [Fact]
    public void Read_FieldsTheCatalogueDoesNotName_AreDropped()
    {
        var reading = Read("ic.detention", """{"inPrison":false,"since":null,"sentence":"secret"}""");

        reading.Answer!.Text.ShouldBe("""{"inPrison":false,"since":null}""");
    }

    private static AnswerReading Read(string item, string json)
    {
        var (question, problem) = LookupGate.Check(Ask.For(item, "300000-02001", Ask.ThreeMonths), Catalogue);
        question.ShouldNotBeNull(problem?.Text);
        using var document = JsonDocument.Parse(json);
        return AnswerReading.Of(question, [document.RootElement]);
    }
}
