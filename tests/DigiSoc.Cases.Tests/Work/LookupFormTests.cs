using System.Text.Json.Nodes;
using DigiSoc.Cases.Forms;
using DigiSoc.Cases.Work;
using DigiSoc.Registers;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Cases.Tests.Work;

/// <summary>The form by which a person answers in place of a register, for every data item.</summary>
public sealed class LookupFormTests
{
    private const string Person = "300000-00001";

    private static readonly DateTimeOffset Now = new(2026, 2, 10, 8, 0, 0, TimeSpan.Zero);
    private static readonly LookupPeriod Period = new(new DateOnly(2025, 11, 1), new DateOnly(2026, 1, 31));
    private static readonly DataItemCatalogue Catalogue =
        CatalogueReader.ReadFile(Path.Combine(RepositoryFolder.Workflows, "catalogue", "data-items.yaml"));

    public static TheoryData<string> Items => [.. Catalogue.Items.Select(item => item.Id)];

    [Theory]
    [MemberData(nameof(Items))]
    public void Of_EveryItem_HasAFieldWithBothLabelsForEachOfItsFields(string itemId)
    {
        var item = Catalogue.Find(itemId)!;

        var schema = FormSchema.Read(Form(item).Schema);

        var answer = schema.Components.Single(component => component.Path == LookupForm.PlaceOf(item));
        answer.IsList.ShouldBe(item.AnswerIsList);
        answer.Components.Select(component => component.Key + component.Path).ShouldBe(item.Fields.Select(field => field.Name));
        answer.Components.ShouldAllBe(component => component.Label.Lv != component.Label.En || component.Label.Lv.Length <= 2);
    }

    [Theory]
    [MemberData(nameof(Items))]
    public void Read_NothingKnown_NeedsOnlyTheReason(string itemId)
    {
        var item = Catalogue.Find(itemId)!;

        var read = Read(item, """{"has":"nothing","reason":" Izziņa "}""");

        read.IsDone.ShouldBeTrue(Said(read.Refusals));
        read.Value.Answer.ShouldBeNull();
        read.Value.Reason.ShouldBe("Izziņa");
        Read(item, """{"has":"nothing","reason":" "}""").Refusals.ShouldHaveSingleItem().Field.ShouldBe("reason");
    }

    [Fact]
    public void Read_SeveralRows_BecomeTheRegistersAnswer()
    {
        var read = Read("vid.income", """
            {"has":"values","reason":"Izziņa","rows":[
              {"month":"2025-11","payer":"SIA Paraugs","kind":"wage","gross":"700,50","tax":"100","net":600.5},
              {},
              {"month":"2025-12","payer":"SIA Paraugs","kind":"wage","gross":700,"tax":100,"net":600}]}
            """);

        read.IsDone.ShouldBeFalse("a row of nothing but empty fields is asked for by name");
        read.Refusals.ShouldAllBe(refusal => refusal.Field!.StartsWith("rows.1.", StringComparison.Ordinal) && refusal.Code == "CASE-010");

        var complete = Read("vid.income", """
            {"has":"values","reason":"Izziņa","rows":[{"month":"2025-11","payer":"SIA Paraugs","kind":"wage","gross":"700,50","tax":"100","net":600.5}]}
            """);
        complete.Value!.Answer!.ToJsonString().ShouldBe("""[{"month":"2025-11","payer":"SIA Paraugs","kind":"wage","gross":700.50,"tax":100,"net":600.5}]""");
    }

    [Theory]
    [InlineData("month", "\"novembris\"", "CASE-016")]
    [InlineData("kind", "\"other-kind\"", "CASE-017")]
    [InlineData("gross", "\"daudz\"", "CASE-011")]
    [InlineData("gross", "1.234", "CASE-011")]
    [InlineData("payer", "null", "CASE-010")]
    public void Read_WrongField_IsNamedWithItsRow(string field, string value, string code)
    {
        var row = JsonNode.Parse("""{"month":"2025-11","payer":"SIA Paraugs","kind":"wage","gross":700,"tax":100,"net":600}""")!.AsObject();
        row[field] = JsonNode.Parse(value);
        var data = new JsonObject { ["has"] = "values", ["reason"] = "Izziņa", ["rows"] = new JsonArray(row) };

        var refusal = Read("vid.income", data.ToJsonString()).Refusals.ShouldHaveSingleItem();

        refusal.Code.ShouldBe(code);
        refusal.Field.ShouldBe($"rows.0.{field}");
    }

    [Fact]
    public void Read_ListWithoutRows_AsksForOneOrTheChoiceThatThereIsNone() =>
        Read("vid.income", """{"has":"values","reason":"Izziņa","rows":[]}""").Refusals.ShouldHaveSingleItem().Code.ShouldBe("CASE-105");

    [Fact]
    public void Read_YesAndNo_AreChosenNeverSilent()
    {
        Read("ic.detention", """{"has":"values","reason":"Izziņa","value":{}}""").Refusals.ShouldHaveSingleItem().Field.ShouldBe("value.inPrison");

        Read("ic.detention", """{"has":"values","reason":"Izziņa","value":{"inPrison":"false"}}""").Value!.Answer!
            .ToJsonString().ShouldBe("""{"inPrison":false,"since":null}""");
    }

    [Fact]
    public void Read_GroupThatMayBeLeftOut_IsWholeOrNothing()
    {
        const string none = """{"has":"values","reason":"Izziņa","value":{"declared":{"text":"","atvk":null},"previous":[]}}""";
        Read("address.declared", none).Value!.Answer!.ToJsonString().ShouldBe("""{"declared":null,"since":null,"previous":[]}""");

        const string half = """{"has":"values","reason":"Izziņa","value":{"declared":{"text":"Parauga iela 1"},"since":"2020-01-01","previous":[]}}""";
        Read("address.declared", half).Refusals.Select(refusal => refusal.Field).ShouldBe(["value.declared.atvk", "value.declared.code"]);
    }

    [Fact]
    public void Read_PersonOfTheQuestion_IsNotTheOneToChange()
    {
        var data = """
            {"has":"values","reason":"Pase","value":{"personCode":"300000-99999","givenName":"Anna","surname":"Paraudziņa","birthDate":"1985-04-02",
            "status":"active","citizenship":"LV","residenceStatus":"citizen"}}
            """;

        Read("fpr.identity", data).Value!.Answer!["personCode"]!.GetValue<string>().ShouldBe(Person);
    }

    [Fact]
    public void Read_Lines_AreAListOfWords() =>
        Read("nva.status", """{"has":"values","reason":"Izziņa","value":{"registered":"true","since":"2020-01-01","dutiesFulfilled":"","exemptions":"kopj bērnu\n\nmācās"}}""")
            .Value!.Answer!.ToJsonString().ShouldContain("\"exemptions\":[\"kopj b");

    [Fact]
    public void Words_OfEveryCheckInTheCatalogue_AreThere() =>
        Catalogue.Items.SelectMany(item => item.Checks).Except(HandAnswerWords.Checks).ShouldBeEmpty();

    private static HandAnswerForm Form(DataItem item) => LookupForm.Of(item, Catalogue, Person, Period);

    private static Outcome<LookupFormAnswer> Read(string itemId, string data) => Read(Catalogue.Find(itemId)!, data);

    private static Outcome<LookupFormAnswer> Read(DataItem item, string data) =>
        LookupFormAnswer.Read(item, Form(item), JsonNode.Parse(data)!.AsObject(), Now);

    private static string Said(IReadOnlyList<Refusal> refusals) => string.Join("; ", refusals.Select(r => $"{r.Code} {r.Field} {r.Reason.En}"));
}
