namespace DigiSoc.Feel.Tests.Evaluation;

/// <summary>What is evaluated without the list or the look-ups that its text asks for gives what the text says, causes and limits too.</summary>
public sealed class ShortWaysTests
{
    /// <summary>With <c>max</c>, <c>sum</c>, … as variables the call is an ordinary one, of a list that is made.</summary>
    private static readonly FeelContext Ordinary = FeelContext.From(
        new[] { "min", "max", "sum", "mean", "median", "all" }.Select(name => KeyValuePair.Create(name, Feel.Value(name))));

    [Theory]
    [InlineData("max(for x in [3, 7, 5] return x)")]
    [InlineData("min(for x in [3, 7, 5] return x + 0.50)")]
    [InlineData("max(for x in 1..13 return x)")]
    [InlineData("sum(for x in 1..40 return x)")]
    [InlineData("sum(for x in [] return x)")]
    [InlineData("max(for x in null return x)")]
    [InlineData("max(for x in [1, \"a\"] return x)")]
    [InlineData("sum(for x in [1, \"a\"] return x + 1)")]
    [InlineData("max(for x in [1, 2] return x / 0)")]
    [InlineData("sum(for x in 1..3 return sum(for y in 1..x return y))")]
    [InlineData("max(for x in [@\"P1D\", @\"P2D\"] return x)")]
    [InlineData("max(for x in [\"a\", \"b\"] return x)")]
    [InlineData("mean(for x in [1, 2] return x)")]
    [InlineData("median(for x in [[1], [2]] return x)")]
    [InlineData("all(for x in [true, null] return x)")]
    [InlineData("sum(for x in [1, 2], y in [10, 20] return x * y)")]
    [InlineData("sum(for x in 1..4 return if x = 1 then 1 else partial[-1] + 1)")]
    public void Evaluate_FunctionOfALoop_GivesValueCausesAndStepsOfTheListMade(string text)
    {
        var direct = Feel.Evaluate(text);
        var ordinary = Feel.Evaluate(text, Ordinary);

        direct.Value.ShouldBe(ordinary.Value);
        Told(direct).ShouldBe(Told(ordinary));
        FewestSteps(text, FeelContext.Empty).ShouldBe(FewestSteps(text, Ordinary));
    }

    [Theory]
    [InlineData("max(for x in 1..5 return x)", 4, 100, 100)]
    [InlineData("max(for x in 1..5 return x)", 100, 4, 100)]
    [InlineData("max(for x in [[1], [2]] return x)", 100, 100, 1)]
    public void Evaluate_FunctionOfALoopBeyondALimit_TellsTheSameCause(string text, int listItems, int valueItems, int levels)
    {
        var world = Feel.World with
        {
            Limits = FeelLimits.Default with { ListItems = listItems, ValueItems = valueItems, ValueLevels = levels },
        };

        var direct = Feel.Parse(text).Evaluate(FeelContext.Empty, world);
        var ordinary = Feel.Parse(text, FeelNames.Of(Ordinary.Keys)).Evaluate(Ordinary, world);

        direct.Causes.ShouldContain(cause => cause.Kind == FeelCauseKind.LimitReached);
        Told(direct).ShouldBe(Told(ordinary));
    }

    [Theory]
    [InlineData("for m in [{a: 1, b: 2}] return {b: m.b, a: m.a, c: m.b + 1}", "[{b: 2, a: 1, c: 3}]")]
    [InlineData("for m in [{a: 1, b: 2}, {b: 3, a: 4}, {c: 0, b: 5, a: 6}] return {x: m.a, y: m.b}", "[{x: 1, y: 2}, {x: 4, y: 3}, {x: 6, y: 5}]")]
    [InlineData("for m in [{a: 1, b: null}] return {x: m.a, y: m.b}", "[{x: 1, y: null}]")]
    [InlineData("for m in [{a: 1, b: 2}] return {x: m.a, y: m.b, z: x + y}", "[{x: 1, y: 2, z: 3}]")]
    [InlineData("for m in [@\"2026-05-04\"] return {y: m.year, d: m.day}", "[{y: 2026, d: 4}]")]
    [InlineData("for m in [[{a: 1, b: 2}, {a: 3, b: 4}]] return {x: m.a, y: m.b}", "[{x: [1, 3], y: [2, 4]}]")]
    [InlineData("for m in [{a: 1, b: 2}], n in [{a: 3, b: 4}] return {p: m.a, q: n.a, r: m.b, s: n.b}", "[{p: 1, q: 3, r: 2, s: 4}]")]
    public void Evaluate_ContextOfAnItemsEntries_TakesEachByItsName(string text, string expected)
    {
        var result = Feel.Evaluate(text);

        result.Value.ShouldBe(Feel.Value(expected));
        result.Causes.ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_ContextOfAnItemThatLacksEntries_TellsEachInTheOrderOfTheText()
    {
        const string text = "for m in [{a: 1, b: 2}, {b: 3}] return {x: m.a, n: 1 + null, y: m.b, z: m.c}";

        var result = Feel.Evaluate(text);

        result.Value.ShouldBe(Feel.Value("[{x: 1, n: null, y: 2, z: null}, {x: null, n: null, y: 3, z: null}]"));
        result.Causes.Select(cause => text.Substring(cause.Span.Start, cause.Span.Length))
            .ShouldBe(["1 + null", "m.c", "m.a", "1 + null", "m.c"]);
    }

    [Theory]
    [InlineData("duration(\"P1M\")")]
    [InlineData("duration(\"P1Y1D\")")]
    [InlineData("duration(\"P1000000D\")")]
    [InlineData("date(\"2026-05-04\")")]
    [InlineData("date(\"2026-02-30\")")]
    [InlineData("date(2026, 5, 4)")]
    [InlineData("date(null)")]
    [InlineData("time(\"10:00:00@Europe/Riga\")")]
    [InlineData("date and time(\"2026-05-04T10:00:00\")")]
    [InlineData("for x in 1..3 return date(\"2026-05-04\") + duration(\"P1D\")")]
    public void Evaluate_ValueWrittenAsACall_GivesValueCausesAndStepsOfTheCall(string text)
    {
        var calls = FeelContext.From(new[] { "date", "time", "duration", "date and time" }
            .Select(name => KeyValuePair.Create(name, Feel.Value(name))));

        var written = Feel.Evaluate(text);
        var called = Feel.Evaluate(text, calls);

        written.Value.ShouldBe(called.Value);
        Told(written).ShouldBe(Told(called));
        FewestSteps(text, FeelContext.Empty).ShouldBe(FewestSteps(text, calls));
    }

    [Fact]
    public void Evaluate_ValueWrittenAsACallOfAVariable_CallsTheVariable() =>
        Feel.Value("duration(\"P1M\")", FeelContext.Of(("duration", Feel.Value("function(x) x"))))
            .ShouldBe(FeelValue.Of("P1M"));

    [Theory]
    [InlineData("[10, 20, 30][1]", "10")]
    [InlineData("[10, 20, 30][3]", "30")]
    [InlineData("[10, 20, 30][-3]", "10")]
    [InlineData("[10, 20, 30][2.0]", "20")]
    [InlineData("[10, 20, 30][0]", null)]
    [InlineData("[10, 20, 30][4]", null)]
    [InlineData("[10, 20, 30][-4]", null)]
    [InlineData("[10, 20, 30][1.5]", null)]
    [InlineData("[10, 20, 30][-2147483648]", null)]
    [InlineData("[10, 20, 30][1e30]", null)]
    [InlineData("10[1]", "10")]
    [InlineData("10[2]", null)]
    public void Evaluate_PositionWrittenAsANumber_GivesTheItemOrTellsThatThereIsNone(string text, string? expected)
    {
        var result = Feel.Evaluate(text);

        result.Value.ShouldBe(expected is null ? FeelValue.Null : Feel.Value(expected));
        result.Causes.Select(cause => cause.Kind).ShouldBe(expected is null ? [FeelCauseKind.PositionNotFound] : []);
    }

    private static string[] Told(FeelResult result) =>
        [.. result.Causes.Select(cause => $"{cause.Code} {cause.Span.Start}+{cause.Span.Length} {cause.Text}")];

    private static int FewestSteps(string text, FeelContext variables)
    {
        var expression = Feel.Parse(text, FeelNames.Of(variables.Keys));
        return Enumerable.Range(0, 5000).First(steps => !expression
            .Evaluate(variables, Feel.World with { Limits = FeelLimits.Default with { Steps = steps } })
            .Causes.Any(cause => cause.Kind == FeelCauseKind.LimitReached));
    }
}
