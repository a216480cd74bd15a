namespace DigiSoc.Feel.Tests.Parsing;

/// <summary>Which names an expression takes from outside, and where its string literals end.</summary>
public sealed class FreeNamesTests
{
    [Theory]
    [InlineData("b + a * b", "b, a")]
    [InlineData("for i in first..last return i + step", "first, last, step")]
    [InlineData("some x in list of all satisfies x = limit", "list of all, limit")]
    [InlineData("a in (> low, [low..high])", "a, low, high")]
    [InlineData("max(x) + max", "x, max")]
    [InlineData("{a: b, c: a}.c", "b")]
    [InlineData("f(n: m)", "f, m")]
    [InlineData("function(x) x + y", "y")]
    public void FreeNames_OfAnExpression_AreInOrderOfFirstUse(string text, string expected)
    {
        string.Join(", ", Read(text).FreeNames).ShouldBe(expected);
    }

    [Fact]
    public void CertainNames_InsideAFilter_AreLeftOut()
    {
        var expression = Read("persons[age > limit] = other");

        expression.FreeNames.ShouldBe(["persons", "age", "limit", "other"]);
        expression.CertainNames.ShouldBe(["persons", "other"]);
    }

    [Theory]
    [InlineData("max(x) + x", "")]
    [InlineData("f(n: g(m)) + h", "f, g")]
    [InlineData("f(1) + f(2) + x.k(3)", "f")]
    [InlineData("{f: function(x) x, y: f(1)}", "")]
    [InlineData("not(is defined(x))", "is defined")]
    public void CalledNames_OfAnExpression_AreTheFunctionsItTakesFromOutside(string text, string expected) =>
        string.Join(", ", Read(text).CalledNames).ShouldBe(expected);

    [Theory]
    [InlineData(""" "a\"b" """, "a\"b")]
    [InlineData(""" "a\\" """, "a\\")]
    [InlineData(""" "\d+\u0041\U00042" """, "\\d+A\\U00042")]
    [InlineData(""" "\U000042" """, "B")]
    public void Strings_WithEscapes_AreReadToTheirClosingQuote(string text, string expected)
    {
        Read(text).Literal.ShouldBe(FeelValue.Of(expected));
    }

    [Theory]
    [InlineData("\"a\\\"")]
    [InlineData("\"")]
    [InlineData("1 + \"abc")]
    public void Strings_NotClosed_AreRefused(string text)
    {
        FeelExpression.Parse(text).Problems.ShouldHaveSingleItem().Code.ShouldBe("FEEL-002");
    }

    private static FeelExpression Read(string text) =>
        FeelExpression.Parse(text, FeelNames.Of("list of all")).Expression.ShouldNotBeNull();
}
