using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Dialects;

/// <summary>FEEL functions of Camunda 8 beside those of DMN.</summary>
public class CamundaFunctionTests
{
    [Theory]
    [InlineData("get or else(nothing, 3)", "3")]
    [InlineData("get or else(amount, 3)", "2")]
    [InlineData("is defined(nothing)", "false")]
    [InlineData("is defined(amount)", "true")]
    [InlineData("if is defined(nothing.inside) then 1 else 0", "0")]
    [InlineData("is blank(\" \")", "true")]
    [InlineData("is blank(1)", "null")]
    [InlineData("is empty([])", "true")]
    [InlineData("is empty([1])", "false")]
    [InlineData("is empty(amount)", "null")]
    [InlineData("trim(\"  a b \")", "\"a b\"")]
    [InlineData("fromAi(amount)", "2")]
    [InlineData("fromAi(amount, \"how much\", \"number\")", "2")]
    [InlineData("fromAi(value: amount, description: \"how much\")", "2")]
    [InlineData("fromAi()", "null")]
    public void Call_HasCamundasMeaning(string expression, string expected)
    {
        Bench bench = Bench.Of(Begin() + Script("t", expression, "r") + User("a") + Path("s", "t", "a"));

        bench.Begin(("amount", FeelValue.Of(2)));

        bench.State.Elements[0].Variables["r"].ShouldBe(FeelExpression.Parse(expected).Expression!.Constant());
    }
}
