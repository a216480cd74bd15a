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
    [InlineData("true", "true", true)]
    [InlineData("true", "false", false)]
    [InlineData("true", "null", false)]
    [InlineData("false", "null", false)]
    [InlineData("not(true)", "null", true)]
    [InlineData("true, false", "null", false)]
    [InlineData("1 < 2", "null", true)]
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

    [Theory]
    [InlineData("== 5", "FEEL compares with a single =.")]
    [InlineData("<> 5", "FEEL writes != for not equal.")]
    [InlineData("=> 5", "FEEL writes >= for at least.")]
    [InlineData("> 5 and < 10", "Name the value on both sides, as in x > 1 and x < 5.")]
    public void ParseUnaryTests_TwoRelationsTogether_SaysWhatFeelWrites(string cell, string remedy) =>
        FeelExpression.ParseUnaryTests(cell).Problems.Single().Text.ShouldEndWith(remedy);

    [Theory]
    [InlineData("x == 1", 2, 2, "FEEL-009 reading FEEL, character 3: expected a value after '=', found '='. FEEL compares with a single =.")]
    [InlineData("x = = 1", 2, 3, "FEEL-009 reading FEEL, character 3: expected a value after '=', found '='. FEEL compares with a single =.")]
    [InlineData("x !== 1", 2, 3, "FEEL-009 reading FEEL, character 3: expected a value after '!=', found '='. FEEL writes != for not equal.")]
    [InlineData("x <> 1", 2, 2, "FEEL-009 reading FEEL, character 3: expected a value after '<', found '>'. FEEL writes != for not equal.")]
    [InlineData("x =< 1", 2, 2, "FEEL-009 reading FEEL, character 3: expected a value after '=', found '<'. FEEL writes <= for at most.")]
    [InlineData("1 + < 2", 2, 3, "FEEL-009 reading FEEL, character 3: expected a value after '+', found '<'. "
        + "A comparison without a left side stands alone in a test, after 'in' or in parentheses.")]
    public void Parse_RelationBesideAnOperator_IsAProblemWithARemedy(string text, int start, int length, string problem)
    {
        var problems = FeelExpression.Parse(text).Problems;

        problems.Single().ShouldBe(new FeelProblem("FEEL-009", new FeelSpan(start, length), problem));
    }

    [Theory]
    [InlineData("1 in (= 1)", "true")]
    [InlineData("1 in = 1", "true")]
    [InlineData("1 in (!= 1, < 3)", "true")]
    [InlineData("[1..3] = (< 3)", "false")]
    [InlineData("(< 3) = (< 3)", "true")]
    public void Evaluate_RelationThatBeginsATest_IsOne(string text, string value) =>
        Feel.Value(text).ShouldBe(Feel.Value(value));
}
