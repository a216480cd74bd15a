using System.Text.Json.Nodes;
using DigiSoc.Cases.Scenarios;

namespace DigiSoc.Cases.Tests.Scenarios;

public sealed class JsonDifferenceTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1.00,"b":2}""")]
    [InlineData("""[1,{"x":null}]""", """[1,{"x":null,"y":1}]""")]
    public void Between_OnlyMoreFound_IsNoDifference(string expected, string found) => Of(expected, found).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":2}}""", "then.a.b: expected 1, found 2")]
    [InlineData("""{"a":"x"}""", "{}", "then.a: expected \"x\", found null")]
    [InlineData("[1]", "[1,2]", "then: expected [1], found [1,2]")]
    public void Between_SomethingElse_NamesThePlace(string expected, string found, string difference) =>
        Of(expected, found).ShouldBe([difference]);

    private static IEnumerable<string> Of(string expected, string found) =>
        JsonDifference.Between(JsonNode.Parse(expected), JsonNode.Parse(found), "then");
}
