namespace DigiSoc.Feel.Tests.Parsing;

/// <summary>Texts that the grammar has no rule for, with what the problem says was expected.</summary>
public sealed class RefusedTextsTests
{
    // Rules 41, 52, 54 to 57: something stands behind every comma.
    [Theory]
    [InlineData("[1, 2,]", "an expression")]
    [InlineData("{a: 1,}", "a name or a string as key")]
    [InlineData("f(1,)", "an expression")]
    [InlineData("f(a: 1,)", "an expression")]
    [InlineData("function(a,) a", "a name")]
    [InlineData("1 instance of context<a: number,>", "a name")]
    [InlineData("1 instance of function<number,> -> number", "a type")]
    [InlineData("1 in (1,)", "an expression")]
    [InlineData("for i in [1], return i", "'in'")]
    public void Parse_ACommaWithNothingBehindIt_IsRefused(string text, string expected)
    {
        var parsed = FeelExpression.Parse(text);

        parsed.Expression.ShouldBeNull();
        parsed.Problems.Single().Code.ShouldStartWith("FEEL-00");
        parsed.Problems.Single().Text.ShouldContain(expected);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("(function() 1)()")]
    [InlineData("{} instance of context<>")]
    [InlineData("1 instance of function<> -> Any")]
    public void Parse_NothingBetweenBrackets_IsRead(string text) => FeelExpression.Parse(text).Expression.ShouldNotBeNull();
}
