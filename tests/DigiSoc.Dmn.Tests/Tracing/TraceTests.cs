using System.Text.Json;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Tracing;

public sealed class TraceTests
{
    [Fact]
    public void Evaluate_WithoutTracing_GivesNoTrace() => Evaluate(DmnTracing.Off).Trace.ShouldBeNull();

    [Fact]
    public void Evaluate_WithTracing_SaysWhyEachRuleMatchedOrNot()
    {
        var trace = Evaluate(DmnTracing.On).Trace!;
        var table = trace.Decisions[^1].Steps.OfType<TracedTable>().Single();

        trace.Decisions.Select(decision => decision.Name).ShouldBe(["need", "benefit"]);
        table.Rules.Select(rule => rule.Matched).ShouldBe([false, true, false]);
        table.Rules[0].FailedTest.ShouldBe("<= 0");
        table.Rules[2].FailedColumn.ShouldBe(1);
        trace.Decisions[^1].Inputs.Select(input => input.Origin).ShouldBe([TraceOrigin.Decision, TraceOrigin.Input]);
        trace.Norms().ShouldBe(["SPSPL 35(1)", "SPSPL 36"]);
    }

    [Fact]
    public void ToJson_Trace_HoldsRulesNormsAndValues()
    {
        var json = JsonDocument.Parse(Evaluate(DmnTracing.On).Trace!.ToJson()).RootElement;
        var rule = json.GetProperty("decisions")[1].GetProperty("steps")[0].GetProperty("rules")[1];

        json.GetProperty("version").GetInt32().ShouldBe(2);
        rule.GetProperty("selected").GetBoolean().ShouldBeTrue();
        rule.GetProperty("norms")[0].GetString().ShouldBe("SPSPL 36");
        json.GetProperty("value").GetString().ShouldBe("granted");
    }

    [Fact]
    public void InWords_English_SaysWhatALetterCanUse()
    {
        var words = DmnExplanation.InWords(Evaluate(DmnTracing.On).Trace!, "en");

        words.ShouldContain("Rule 2 applies: need is 30.5, and the rule asks for more than 0; working is no, and the rule asks for no.");
        words.ShouldContain("Rule 1 does not apply: need is 30.5, but the rule asks for at most 0.");
        words.ShouldContain("Norm: SPSPL 36.");
        words[^1].ShouldBe("Result of “benefit”: “granted”.");
    }

    [Fact]
    public void InWords_Latvian_WritesDecimalCommas()
    {
        var words = DmnExplanation.InWords(Evaluate(DmnTracing.On).Trace!, "lv");

        words.ShouldContain("1. noteikums nav piemērojams: need = 30,5, bet noteikumā prasīts: ne vairāk kā 0.");
        words.ShouldContain("Tiesību norma: SPSPL 36.");
        words[^1].ShouldBe("Lēmuma “benefit” rezultāts: “granted”.");
    }

    [Fact]
    public void ToJson_ValueOfTheStepBefore_IsWrittenOnce()
    {
        var context = """
            <context>
              <contextEntry><variable name="a"/><literalExpression><text>x + 1</text></literalExpression></contextEntry>
              <contextEntry><variable name="b" typeRef="number"/><literalExpression><text>[x + 2]</text></literalExpression></contextEntry>
              <contextEntry><variable name="c"/><literalExpression><text>x</text></literalExpression></contextEntry>
              <contextEntry><literalExpression><text>a + b</text></literalExpression></contextEntry>
            </context>
            """;
        var model = Sample.Model(Sample.Input("x", "number") + Sample.Decision("d", context, null, "in_x"));
        var json = model.Evaluate("d", Sample.Inputs(("x", "5")), Sample.Environment, DmnTracing.On).Trace!.ToJson();
        var decision = JsonDocument.Parse(json).RootElement.GetProperty("decisions")[0];
        var entries = decision.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("kind").GetString() == "entry").ToList();

        // The first is its expression's value, the second was converted, the third has no step of its own.
        entries.Select(entry => entry.TryGetProperty("value", out _)).ShouldBe([false, true, true]);
        decision.TryGetProperty("value", out _).ShouldBeFalse();
        decision.TryGetProperty("causes", out _).ShouldBeFalse();
    }

    [Fact]
    public void InWords_NoResult_SaysTheCause()
    {
        var model = Sample.Model(Sample.Input("a", "number") + Sample.Decision("d", Sample.Literal("a + 1"), null, "in_a"));
        var trace = model.Evaluate("d", FeelContext.Empty, Sample.Environment, DmnTracing.On).Trace!;
        var words = DmnExplanation.InWords(trace, "en");

        words.ShouldContain("Cause: a value that is needed was not given: input “a”, expected “number”.");
        words[^1].ShouldBe("“d” has no result.");
    }

    [Fact]
    public void Evaluate_MoreCausesThanAreKept_TellsHowManyMoreEverywhere()
    {
        var model = Sample.Model(
            Sample.Decision("a", Sample.Literal("for i in 1..150 return i / 0")) + Sample.Decision("b", Sample.Literal("[a[1], 1 / 0]"), null, "a"));
        var result = model.Evaluate("b", FeelContext.Empty, Sample.Environment, DmnTracing.On);
        var json = JsonDocument.Parse(result.Trace!.ToJson()).RootElement.GetProperty("decisions");

        (result.Causes.Count, result.CausesDropped).ShouldBe((100, 51));
        result.Trace.Decisions.Select(decision => decision.CausesDropped).ShouldBe([50, 1]);
        json.EnumerateArray().Select(decision => decision.GetProperty("causesDropped").GetInt32()).ShouldBe([50, 1]);
    }

    private static DmnResult Evaluate(DmnTracing tracing)
    {
        var table = Sample.Table(
            "hitPolicy=\"FIRST\"",
            ["need:number", "working:boolean"],
            ["o:string"],
            "<= 0 | - => \"refused\" # SPSPL 36(2)",
            "> 0 | false => \"granted\" # SPSPL 36",
            "> 100 | true => \"reduced\" # SPSPL 37");
        var need = Sample.Decision("need", Sample.Literal("level - income"), "number", "in_level", "in_income")
            .Replace("<decision ", "<decision digisoc:norm=\"SPSPL 35(1)\" ", StringComparison.Ordinal);
        var model = Sample.Model(
            Sample.Input("level", "number") + Sample.Input("income", "number") + Sample.Input("working", "boolean")
            + need + Sample.Decision("benefit", table, "string", "need", "in_working"));
        return model.Evaluate(
            "benefit", Sample.Inputs(("level", "166"), ("income", "135.5"), ("working", "false")), Sample.Environment, tracing);
    }
}
