namespace DigiSoc.Feel.Tests.Parsing;

/// <summary>Cells of decision tables: what is negated, and what is only a call of <c>not</c>.</summary>
public sealed class UnaryTestsTests
{
    [Theory]
    [InlineData("not([4..5))", "4", false)]
    [InlineData("not([4..5))", "5", true)]
    [InlineData("not((4..5])", "4", true)]
    [InlineData("not(]4..5[)", "4", true)]
    [InlineData("not(]4..5[, 9)", "9", false)]
    [InlineData("not(< 3, > 7)", "5", true)]
    [InlineData("not(? > 3) or ? = 9", "9", true)]
    [InlineData("not(? > 3) or ? = 9", "5", false)]
    [InlineData("not(true)", "false", true)]
    [InlineData("!= 5", "5", false)]
    [InlineData("-", "null", true)]
    public void Evaluate_Cell_PassesAsWritten(string cell, string input, bool passes)
    {
        var tests = FeelExpression.ParseUnaryTests(cell).Expression.ShouldNotBeNull();

        tests.Evaluate(Feel.Value(input), FeelContext.Empty, new FeelCall(Feel.World)).ShouldBe(FeelValue.Of(passes));
    }

    [Theory]
    [InlineData("not(1, 2")]
    [InlineData("1,")]
    public void ParseUnaryTests_Malformed_IsAProblemWithAPlace(string cell) =>
        FeelExpression.ParseUnaryTests(cell).Problems.Single().Code.ShouldStartWith("FEEL-00");

    [Theory]
    [InlineData("[1..5)", true)]
    [InlineData("< 10 * 2, date(\"2026-01-01\")", true)]
    [InlineData("not(\"a\", upper case(\"b\"))", true)]
    [InlineData("!= 5", true)]
    [InlineData("< limit", false)]
    [InlineData("? > 5", false)]
    [InlineData("< today()", false)]
    [InlineData("every i in [1, 2] satisfies i > 0", false)]
    public void ConstantTests_OfACell_AreKnownWhereNothingIsAsked(string cell, bool known) =>
        (FeelExpression.ParseUnaryTests(cell).Expression!.ConstantTests() is not null).ShouldBe(known);

    [Theory]
    [InlineData("2 ** 10", "1024")]
    [InlineData("date(\"2026-01-31\") + @\"P1D\"", "@\"2026-02-01\"")]
    [InlineData("x + 1", "null")]
    [InlineData("now()", "null")]
    [InlineData("string length(string join(for i in 1..1000000 return \"a\"))", "null")]
    public void Constant_OfAnExpression_IsKnownWhereNothingIsAskedAndItTakesAMoment(string text, string expected) =>
        Feel.Parse(text).Constant().ShouldBe(Feel.Value(expected));
}
