namespace DigiSoc.Feel.Tests.Typing;

/// <summary>Types that would be exponential when written out or compared part by part, and texts with faults everywhere.</summary>
public sealed class HostileTypesTests
{
    private const int Levels = 60;

    /// <summary>Two contexts of 2^60 parts that are the same but not one: joined, compared with a type, named in a message.</summary>
    [Fact]
    public void StaticType_OfContextsThatShareTheirParts_IsKnownAtOnce()
    {
        var entries = Enumerable.Range(1, Levels - 1).SelectMany(at => new[] { "a", "b" }.Select(name => $"{name}{at}: {{x: {name}{at - 1}, y: {name}{at - 1}}}"));
        var last = Levels - 1;
        var text = $"{{a0: {{x: 1}}, b0: {{x: 1}}, {string.Join(", ", entries)}, c: [a{last}, b{last}], f: function(q: number) q, r: f(c), s: c[1] + 1}}";
        var expression = Feel.Parse(text);

        expression.FindFaults().Count.ShouldBe(2);
        expression.StaticType.ShortName.Length.ShouldBeLessThanOrEqualTo(80);
        expression.StaticType.FitTo(FeelType.ContextOf([KeyValuePair.Create("c", FeelType.ListOf(FeelType.String))])).ShouldBe(FeelFit.WhenEmpty);
    }

    [Theory]
    [InlineData("\"a\" - 1", " + ")]
    [InlineData("{a: 1}.b", ", ")]
    public void FindFaults_OfATextWithFaultsEverywhere_TellsTheFirstHundred(string part, string between) =>
        Feel.Parse($"[{string.Join(between, Enumerable.Repeat(part, 20_000))}]").FindFaults().Count.ShouldBe(100);
}
