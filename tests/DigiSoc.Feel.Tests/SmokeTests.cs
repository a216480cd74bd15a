namespace DigiSoc.Feel.Tests;

public sealed class SmokeTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("for i in 1..3 return i * i", "[1, 4, 9]")]
    [InlineData("[1,2,3][item > 1]", "[2, 3]")]
    [InlineData("{a b: 1, c: a b + 1}.c", "2")]
    [InlineData("if 1 in [1..5[ then \"y\" else \"n\"", "\"y\"")]
    [InlineData("(function(x) x + 1)(2)", "3")]
    [InlineData("@\"2026-01-31\" + @\"P1M\"", "@\"2026-02-28\"")]
    public void Evaluate_Ordinary_Answers(string text, string expected) =>
        Feel.Value(text).ToString().ShouldBe(expected);
}
