using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Evaluation;

/// <summary>The variables of a decision are those of its evaluation, though the room for them is used again.</summary>
public sealed class VariablesTests
{
    [Theory]
    [InlineData("function(x) x + a")]
    [InlineData("{f: function(x) x + a}.f")]
    [InlineData("if a > 0 then function(x) x + a else null")]
    public void Evaluate_DecisionThatGivesAFunction_KeepsTheVariablesItWasMadeAmong(string text)
    {
        var model = Sample.Model(Sample.Input("a", "number") + Sample.Decision("adder", Sample.Literal(text), null, "in_a"));

        var ofOne = model.Evaluate("adder", Sample.Inputs(("a", "1")), Sample.Environment).Value.AsFunction();
        var ofTen = model.Evaluate("adder", Sample.Inputs(("a", "10")), Sample.Environment).Value.AsFunction();

        ofOne.Invoke([FeelValue.Of(5)], Sample.Environment).Value.ShouldBe(FeelValue.Of(6));
        ofTen.Invoke([FeelValue.Of(5)], Sample.Environment).Value.ShouldBe(FeelValue.Of(15));
    }

    [Fact]
    public void Evaluate_TableWhoseOutputIsAFunction_KeepsTheVariablesItWasMadeAmong()
    {
        var model = Sample.Model(Sample.Input("a", "number")
            + Sample.Decision("adder", Sample.Table("hitPolicy=\"FIRST\"", ["a:number"], ["f:Any"], "- => function(x) x + a"), null, "in_a"));

        var ofOne = model.Evaluate("adder", Sample.Inputs(("a", "1")), Sample.Environment).Value.AsFunction();
        model.Evaluate("adder", Sample.Inputs(("a", "10")), Sample.Environment);

        ofOne.Invoke([FeelValue.Of(5)], Sample.Environment).Value.ShouldBe(FeelValue.Of(6));
    }

    [Fact]
    public void Evaluate_DecisionsOneAfterTheOther_SeeNothingOfTheEvaluationBefore()
    {
        var model = Sample.Model(Sample.Input("a", "Any") + Sample.Input("b", "number")
            + Sample.Decision("pair", Sample.Literal("[a, b]"), null, "in_a", "in_b"));

        var full = model.Evaluate("pair", Sample.Inputs(("a", "{x: 1}"), ("b", "2")), Sample.Environment);
        var half = model.Evaluate("pair", Sample.Inputs(("b", "3")), Sample.Environment);

        full.Value.ShouldBe(Sample.Feel("[{x: 1}, 2]"));
        half.Value.ShouldBe(Sample.Feel("[null, 3]"));
        half.Causes.ShouldHaveSingleItem().Kind.ShouldBe(FeelCauseKind.NameNotFound);
    }

    [Fact]
    public void Evaluate_TheSameNameAskedAgain_FindsTheDecisionByNameOrId()
    {
        var model = Sample.Model(Sample.Decision("one", Sample.Literal("1")) + Sample.Decision("two", Sample.Literal("2")));

        var values = new[] { "one", "two", "one", "none", "two" }
            .Select(name => model.Evaluate(name, FeelContext.Empty, Sample.Environment).Value);

        values.ShouldBe([FeelValue.Of(1), FeelValue.Of(2), FeelValue.Of(1), FeelValue.Null, FeelValue.Of(2)]);
    }
}
