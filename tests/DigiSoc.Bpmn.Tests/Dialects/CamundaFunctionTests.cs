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
    [InlineData("duplicate values([1, 2, 3, 2, 1.0, null])", "[1, 2]")]
    [InlineData("duplicate values(amount)", "null")]
    [InlineData("last day of month(date(\"2028-02-10\"))", "@\"2028-02-29\"")]
    [InlineData("last day of month(date and time(\"2026-04-01T10:00:00\"))", "@\"2026-04-30\"")]
    [InlineData("last day of month(\"2026-04-01\")", "null")]
    [InlineData("partition([1, 2, 3, 4, 5], amount)", "[[1, 2], [3, 4], [5]]")]
    [InlineData("partition([1], 0)", "null")]
    [InlineData("to base64(\"FEEL\")", "\"RkVFTA==\"")]
    [InlineData("to json({a: [amount, \"ā\", date(\"2026-04-01\")]})", "\"{\\\"a\\\":[2,\\\"ā\\\",\\\"2026-04-01\\\"]}\"")]
    [InlineData("cycle(duration(\"PT1H\"))", "\"R/PT1H\"")]
    [InlineData("cycle(amount, duration(\"P1M\"))", "\"R2/P1M\"")]
    [InlineData("cycle(null, duration(\"PT10S\"))", "\"R/PT10S\"")]
    [InlineData("cycle(interval: duration(\"PT1H\"), repetitions: 3)", "\"R3/PT1H\"")]
    [InlineData("cycle(0, duration(\"PT1H\"))", "null")]
    [InlineData("cycle(3, \"PT1H\")", "null")]
    [InlineData("cycle(repetitions: 3)", "null")]
    public void Call_HasCamundasMeaning(string expression, string expected)
    {
        Bench bench = Bench.Of(Begin() + Script("t", expression, "r") + User("a") + Path("s", "t", "a"));

        bench.Begin(("amount", FeelValue.Of(2)));

        bench.State.Elements[0].Variables["r"].ShouldBe(FeelExpression.Parse(expected).Expression!.Constant());
    }

    [Fact]
    public void Cycle_OfATimer_FiresAsOftenAsItSays()
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + Boundary("again", "a", OnCycle("=cycle(2, duration(\"PT1H\"))"), interrupting: false) + User("b") + Path("s", "a") + Path("again", "b")).Begin();

        bench.Answer("again").ShouldWaitAt("a", "b", "again");
        bench.Answer("again").ShouldWaitAt("a", "b", "b");
    }
}
