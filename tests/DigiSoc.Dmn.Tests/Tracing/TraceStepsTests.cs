using System.Text.Json;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Tracing;

/// <summary>What happened inside boxed expressions: which branch and why, how many went in and came out, intermediate values.</summary>
public sealed class TraceStepsTests
{
    private static readonly FeelContext Numbers = Sample.Inputs(("n", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]"));

    [Fact]
    public void Literal_HasItsIntermediateValues()
    {
        var step = (TracedExpression)Steps(Sample.Literal("if sum(n) > 70 then max(n) - n[1] * 2 else 0"))[0];

        step.Text.ShouldBe("if sum(n) > 70 then max(n) - n[1] * 2 else 0");
        step.Value.ShouldBe(Sample.Feel("10"));
        step.Parts.Select(part => $"{part.Text} is {part.Value}").ShouldBe(
            ["sum(n) > 70 is true", "sum(n) is 78", "max(n) - n[1] * 2 is 10", "max(n) is 12", "n[1] * 2 is 2", "n[1] is 1"]);
    }

    [Fact]
    public void Literal_WhatIsTheSameWhateverTheInputs_IsNoIntermediateValue()
    {
        var step = (TracedExpression)Steps(Sample.Literal("date(\"2026-01-31\") + duration(\"P1M\") * n[2]"))[0];

        step.Parts.Select(part => part.Text).ShouldBe(["duration(\"P1M\") * n[2]", "n[2]"]);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("1")]
    [InlineData("\"a\"")]
    public void Literal_NameOrValue_IsNoStep(string text) => Steps(Sample.Literal(text)).ShouldBeEmpty();

    [Fact]
    public void Literal_WhatStandsInLoops_IsNoIntermediateValue()
    {
        var step = (TracedExpression)Steps(Sample.Literal("for i in n[item > 10] return i + n[1]"))[0];

        step.Parts.Select(part => part.Text).ShouldBe(["n[item > 10]"]);
    }

    [Theory]
    [InlineData("count(n) = 12", "1", "then", "The condition “count(n) = 12” is met, so the first of the two branches is taken.")]
    [InlineData("count(n) = 13", "2", "else", "The condition “count(n) = 13” is not met, so the second of the two branches is taken.")]
    [InlineData("n", "null", null, "It cannot be told whether the condition “n” is met, so there is no result.")]
    public void Conditional_SaysWhichBranchAndWhy(string condition, string value, string? branch, string sentence)
    {
        var trace = Trace($"<conditional><if>{Sample.Literal(condition)}</if><then>{Sample.Literal("1")}</then><else>{Sample.Literal("2")}</else></conditional>");
        var json = Json(trace);

        json.GetProperty("kind").GetString().ShouldBe("conditional");
        json.GetProperty("condition").GetString().ShouldBe(condition);
        json.GetProperty("branch").GetString().ShouldBe(branch);
        trace.Value.ShouldBe(Sample.Feel(value));
        DmnExplanation.InWords(trace, "en").ShouldContain(sentence);
    }

    [Fact]
    public void Filter_SaysHowManyWentInAndCameOut()
    {
        var trace = Trace($"<filter><in>{Sample.Literal("n")}</in><match>{Sample.Literal("item > 10")}</match></filter>");
        var json = Json(trace);
        var words = DmnExplanation.InWords(trace, "lv");

        json.GetProperty("kind").GetString().ShouldBe("filter");
        json.GetProperty("text").GetString().ShouldBe("item > 10");
        json.GetProperty("count").GetInt32().ShouldBe(12);
        json.GetProperty("items").GetArrayLength().ShouldBe(10);
        json.GetProperty("items")[9].GetProperty("outcome").GetBoolean().ShouldBeFalse();
        json.GetProperty("value").GetArrayLength().ShouldBe(2);
        words.ShouldContain("Atlase pēc nosacījuma “item > 10”: vērtību skaits pirms atlases – 12, pēc tās – 2.");
        words.ShouldContain("5. vērtība (5): nav atlasīta.");
        words.ShouldContain("Vēl 7 vērtības šeit nav uzskaitītas.");
    }

    [Fact]
    public void For_SaysEachResult()
    {
        var trace = Trace(Iterator("for", "i", "n", "return", "i / 2"));
        var words = DmnExplanation.InWords(trace, "lv");

        words.ShouldContain("Katrai vērtībai noteikts rezultāts “i / 2”: vērtību skaits – 12, rezultātu skaits – 12.");
        words.ShouldContain("3. vērtība (3): rezultāts – 1,5.");
        DmnExplanation.InWords(trace, "en").ShouldContain("Value 3 (3): the result is 1.5.");
    }

    [Fact]
    public void SomeAndEvery_NameTheItemThatSettledTheAnswer()
    {
        var some = Trace(Iterator("some", "i", "n", "satisfies", "i > 11"));
        var every = Trace(Iterator("every", "i", "n", "satisfies", "i < 3"));
        var loop = (TracedLoop)every.Decisions[0].Steps[0];

        DmnExplanation.InWords(some, "en").ShouldContain("Is the condition “i > 11” met for at least one value? Of 12 values 12 looked at; answer: yes.");
        DmnExplanation.InWords(some, "en").ShouldContain("Value 12 (12): the condition is met.");
        DmnExplanation.InWords(some, "lv").ShouldContain("12. vērtība (12): nosacījums ir izpildīts.");
        (loop.Count, loop.Rounds, loop.Items[^1].Position).ShouldBe((12, 3, 3));
        DmnExplanation.InWords(every, "lv").ShouldContain("Vai nosacījums “i < 3” ir izpildīts visām vērtībām? Vērtību skaits – 12, no tām pārbaudīts – 3; atbilde: nē.");
    }

    [Fact]
    public void ListAndRelation_SayHowManyAndWhatIsInside()
    {
        var list = Trace($"<list>{Sample.Literal("n[1] + 1")}{Sample.Literal("2")}</list>");
        var relation = Trace($"<relation><column name=\"a\"/><row>{Sample.Literal("n[2] * 2")}</row></relation>");

        DmnExplanation.InWords(list, "en").ShouldContain("A list, number of values: 2.");
        DmnExplanation.InWords(list, "en").ShouldContain("Computation “n[1] + 1”: 2.");
        Json(relation).GetProperty("kind").GetString().ShouldBe("list");
        DmnExplanation.InWords(relation, "lv").ShouldContain("Aprēķins “n[2] * 2”: 4.");
    }

    [Fact]
    public void Loop_WithoutList_SaysSo()
    {
        var trace = Trace(Iterator("for", "i", "null", "return", "i"));

        DmnExplanation.InWords(trace, "lv").ShouldContain("Nav saraksta, kura vērtības izskatīt.");
        Json(trace).TryGetProperty("count", out _).ShouldBeFalse();
    }

    [Fact]
    public void Entry_SaysItsFormula()
    {
        var trace = Trace($"<context><contextEntry><variable name=\"top\"/>{Sample.Literal("max(n) * 1.5")}</contextEntry></context>");

        DmnExplanation.InWords(trace, "lv").ShouldContain("top: 18 (aprēķins: “max(n) * 1,5”).");
        DmnExplanation.InWords(trace, "en").ShouldContain("Intermediate values: “max(n)” = 12.");
    }

    // A loop over 100,000 items: ten are written down, the norms of all are kept.
    [Fact]
    public void Loop_OfManyItems_IsBoundedAndKeepsEveryNorm()
    {
        var table = Sample.Table("hitPolicy=\"FIRST\"", ["item:number"], ["o:boolean"], "99999 => true # SPSPL 36", "- => false # SPSPL 35");
        var trace = Trace($"<filter><in>{Sample.Literal("for i in 1..100000 return i")}</in><match>{table}</match></filter>");
        var loop = (TracedLoop)trace.Decisions[0].Steps[^1];

        loop.Items.Count.ShouldBe(10);
        (loop.Count, loop.Rounds).ShouldBe((100_000, 100_000));
        trace.Norms().ShouldBe(["SPSPL 35", "SPSPL 36"]);
        DmnExplanation.InWords(trace, "lv").Count.ShouldBeLessThan(60);
        DmnExplanation.InWords(trace, "lv").ShouldContain("Vēl 99995 vērtības šeit nav uzskaitītas.");
        trace.ToJson().Length.ShouldBeLessThan(1_000_000);
    }

    // The same of a FEEL loop that calls a function of the model: ten calls are written down.
    [Fact]
    public void Calls_FromAFeelLoop_AreBoundedAndKeepEveryNorm()
    {
        var table = Sample.Table("hitPolicy=\"FIRST\"", ["p:number"], ["o:number"], "> 40 => 1 # SPSPL 36", "- => 0 # SPSPL 35");
        var knowledge = $"""<businessKnowledgeModel id="_b" name="bkm"><variable name="bkm"/><encapsulatedLogic><formalParameter name="p" typeRef="number"/>{table}</encapsulatedLogic></businessKnowledgeModel>""";
        var decision = Sample.Decision("d", Sample.Literal("for i in 1..50 return bkm(i)"))
            .Replace("<literal", "<knowledgeRequirement><requiredKnowledge href=\"#_b\"/></knowledgeRequirement><literal", StringComparison.Ordinal);
        var trace = Sample.Model(knowledge + decision).Evaluate("d", FeelContext.Empty, Sample.Environment, DmnTracing.On).Trace!;
        var step = (TracedExpression)trace.Decisions[0].Steps.Single();

        step.Steps.Count.ShouldBe(11);
        step.Steps[^1].ShouldBeOfType<TracedMore>().Count.ShouldBe(40);
        trace.Norms().ShouldBe(["SPSPL 35", "SPSPL 36"]);
        DmnExplanation.InWords(trace, "en").ShouldContain("40 more steps are not described here.");
    }

    private static string Iterator(string kind, string variable, string list, string verb, string body) =>
        $"<{kind} iteratorVariable=\"{variable}\"><in>{Sample.Literal(list)}</in><{verb}>{Sample.Literal(body)}</{verb}></{kind}>";

    private static IReadOnlyList<TraceStep> Steps(string logic) => Trace(logic).Decisions[0].Steps;

    private static JsonElement Json(DmnTrace trace) =>
        JsonDocument.Parse(trace.ToJson()).RootElement.GetProperty("decisions")[0].GetProperty("steps").EnumerateArray().Last();

    private static DmnTrace Trace(string logic)
    {
        var model = Sample.Model(Sample.Input("n", "Any") + Sample.Decision("d", logic, null, "in_n"));
        return model.Evaluate("d", Numbers, Sample.Environment, DmnTracing.On).Trace!;
    }
}
