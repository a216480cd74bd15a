namespace DigiSoc.Feel.Tests.Parsing;

/// <summary>Names that are added one by one, as the entries of a context are.</summary>
public sealed class ManyNamesTests
{
    private static readonly FeelNames Many = Enumerable.Range(0, 5_000).Aggregate(
        FeelNames.Of("first of all"), (known, at) => known.With($"name {at}", at % 2 == 0 ? FeelType.Number : null));

    [Fact]
    public void With_ManyNames_AllAreKnownInTheirOrder()
    {
        Many.All.ShouldBe(["first of all", .. Enumerable.Range(0, 5_000).Select(at => $"name {at}")]);
        Many.Has("name 0").ShouldBeTrue();
        Many.Has("name 5000").ShouldBeFalse();
        Many.TypeOf("name 4998").ShouldBe(FeelType.Number);
        Many.TypeOf("name 4999").ShouldBe(FeelType.Any);
    }

    [Fact]
    public void With_NameThatIsKnown_IsOfTheNewTypeAndAtItsPlace()
    {
        var again = Many.With("name 0", FeelType.String);

        again.TypeOf("name 0").ShouldBe(FeelType.String);
        again.All.Count().ShouldBe(5_001);
        Many.TypeOf("name 0").ShouldBe(FeelType.Number);
    }

    [Theory]
    [InlineData("name 0 + name 4999")]
    [InlineData("first of all+name 2500")]
    public void Parse_NamesOldAndNew_AreFound(string text) =>
        FeelExpression.Parse(text, Many).Expression.ShouldNotBeNull().FreeNames.ShouldBe(text.Split('+', StringSplitOptions.TrimEntries));

    [Fact]
    public void Parse_EntryOfAnOldNamesType_IsFound()
    {
        var type = FeelType.ContextOf([KeyValuePair.Create("net pay - tax", FeelType.Number)]);
        var known = Enumerable.Range(0, 100).Aggregate(FeelNames.Empty.With("old", type), (names, at) => names.With($"n{at}"));

        var value = Feel.Parse("[old][1].net pay - tax", known).Evaluate(
            FeelContext.Of(("old", FeelValue.Of(FeelContext.Of(("net pay - tax", FeelValue.Of(7)))))), Feel.World).Value;

        value.ShouldBe(FeelValue.Of(7));
    }
}
