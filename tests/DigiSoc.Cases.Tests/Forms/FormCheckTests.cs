using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Cases.Forms;

namespace DigiSoc.Cases.Tests.Forms;

public sealed class FormCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 10, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Run_RequiredFieldEmpty_NamesItsPathAndLabel()
    {
        var outcome = Run(Group("applicant", """{"type":"textfield","key":"personCode","label":"Personas kods","validate":{"required":true}}"""), "{}");

        var refusal = outcome.Refusals.ShouldHaveSingleItem();
        refusal.Code.ShouldBe("CASE-010");
        refusal.Field.ShouldBe("applicant.personCode");
        refusal.Reason.Lv.ShouldContain("Personas kods");
    }

    [Fact]
    public void Run_RowOfListWrong_NamesTheRow()
    {
        var form = """{"type":"dynamiclist","path":"members","components":[{"type":"textfield","key":"personCode","validate":{"required":true,"pattern":"^\\d{6}-?\\d{5}$"}}]}""";

        var outcome = Run(form, """{"members":[{"personCode":"300000-00001"},{"personCode":"x"}]}""");

        outcome.Refusals.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            refusal => refusal.Code.ShouldBe("CASE-016"),
            refusal => refusal.Field.ShouldBe("members.1.personCode"));
    }

    [Theory]
    [InlineData("5", null)]
    [InlineData("\"5,5\"", null)]
    [InlineData("\"five\"", "CASE-011")]
    [InlineData("-1", "CASE-012")]
    [InlineData("101", "CASE-013")]
    public void Run_Number_IsWithinItsBounds(string value, string? code)
    {
        var outcome = Run("""{"type":"number","key":"n","validate":{"min":0,"max":100}}""", $$"""{"n":{{value}}}""");

        outcome.Refusals.Select(refusal => refusal.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Theory]
    [InlineData("select", "\"a\"", null)]
    [InlineData("select", "\"z\"", "CASE-017")]
    [InlineData("radio", "\"z\"", "CASE-017")]
    [InlineData("taglist", "[\"a\",\"b\"]", null)]
    [InlineData("taglist", "[\"a\",\"z\"]", "CASE-017")]
    public void Run_Choice_IsOneOfTheForm(string type, string value, string? code)
    {
        var outcome = Run($$"""{"type":"{{type}}","key":"k","values":[{"value":"a"},{"value":"b"}]}""", $$"""{"k":{{value}}}""");

        outcome.Refusals.Select(refusal => refusal.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Theory]
    [InlineData("2026-02-28", null)]
    [InlineData("2026-02-30", "CASE-018")]
    [InlineData("28.02.2026", "CASE-018")]
    public void Run_Date_IsADayOfTheCalendar(string value, string? code)
    {
        var outcome = Run("""{"type":"datetime","subtype":"date","key":"d"}""", $$"""{"d":"{{value}}"}""");

        outcome.Refusals.Select(refusal => refusal.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Fact]
    public void Run_FixedField_KeepsThePrefilledValueWhateverIsSubmitted()
    {
        var outcome = Run("""{"type":"textfield","key":"name","readonly":true}""", """{"name":"Forged"}""", """{"name":"Anna Paraudziņa"}""");

        outcome.Value!["name"]!.ToString().ShouldBe("Anna Paraudziņa");
    }

    [Fact]
    public void Run_KeyTheFormDoesNotHave_IsDropped()
    {
        var outcome = Run("""{"type":"textfield","key":"a"}""", """{"a":"1","verdict":{"approve":true}}""");

        outcome.Value!.ToJsonString().ShouldBe("""{"a":"1"}""");
    }

    [Fact]
    public void Run_HiddenField_IsNeitherCheckedNorKept()
    {
        var form = """{"type":"checkbox","key":"complete"},{"type":"textfield","key":"missing","validate":{"required":true},"conditional":{"hide":"=complete = true"}}""";

        Run(form, """{"complete":true}""").Value!.ToJsonString().ShouldBe("""{"complete":true}""");
        Run(form, """{"complete":false}""").Refusals.ShouldHaveSingleItem().Field.ShouldBe("missing");
    }

    [Fact]
    public void Run_ObjectWhereAListIsExpected_IsRefusedNotThrown() =>
        Run("""{"type":"dynamiclist","path":"members","components":[]}""", """{"members":{"a":1}}""")
            .Refusals.ShouldHaveSingleItem().Code.ShouldBe("CASE-019");

    private static string Group(string path, string components) => $$"""{"type":"group","path":"{{path}}","components":[{{components}}]}""";

    private static Outcome<JsonObject> Run(string components, string submitted, string prefilled = "{}")
    {
        using var schema = JsonDocument.Parse($$"""{"components":[{{components}}]}""");
        return FormCheck.Run(FormSchema.Read(schema.RootElement), Object(submitted), Object(prefilled), Now);
    }

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();
}
