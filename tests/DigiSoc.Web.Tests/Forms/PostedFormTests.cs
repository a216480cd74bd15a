using System.Text.Json;
using DigiSoc.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace DigiSoc.Web.Tests.Forms;

public sealed class PostedFormTests
{
    private static readonly JsonElement Schema = JsonSerializer.Deserialize<JsonElement>("""
        { "components": [
          { "type": "group", "path": "applicant", "components": [
            { "type": "textfield", "key": "personCode" }, { "type": "checkbox", "key": "signed" }, { "type": "number", "key": "children" } ] },
          { "type": "dynamiclist", "path": "members", "components": [ { "type": "select", "key": "relation" } ] },
          { "type": "taglist", "key": "missing" },
          { "type": "textfield", "key": "fixed", "readonly": true } ] }
        """);

    [Fact]
    public void Read_PlainFields_MakesTheShapeOfTheForm()
    {
        var data = PostedForm.Read(
            Form(("f:applicant.personCode", "300000-00001"), ("f:applicant.signed", "on"), ("f:applicant.children", "2,5"),
                ("f:members.0.relation", "child"), ("f:members.1.relation", ""), ("f:missing", "a"), ("f:fixed", "changed")),
            Schema);

        data!.ToJsonString().ShouldBe(
            """{"applicant":{"personCode":"300000-00001","signed":true,"children":2.5},"members":[{"relation":"child"}],"missing":["a"]}""");
    }

    [Fact]
    public void Read_Json_IsTakenAsItIs() =>
        PostedForm.Read(Form(("json", """{"a":1}""")), Schema)!.ToJsonString().ShouldBe("""{"a":1}""");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public void Read_NoObject_IsNull(string json) => PostedForm.Read(Form(("json", json)), Schema).ShouldBeNull();

    private static FormCollection Form(params (string Name, string Value)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value)));
}
