using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Evaluation;

/// <summary>One compiled model, many threads: each gets the answer it would get alone.</summary>
public sealed class ConcurrencyTests
{
    private const int Threads = 8;
    private const int Times = 400;

    private static readonly DmnModel Model = Sample.Model(
        Sample.Input("x", "number") + Sample.Input("on", "date") + Sample.Input("rows", "Any")
        + Sample.Decision("band", Sample.Table("", ["x:number"], ["name:string", "rate:number"],
            "< 10 => \"low\" | x / 3", "[10..50) => \"mid\" | x * 1.25", "> sqrt(2500) => \"high\" | x - 0.1", "50 => \"edge\" | 0"), null, "in_x")
        + Sample.Decision("lines", Sample.Literal(
            "for r in rows return {n: r.n, total: max([0, r.n * x]), tag: if matches(r.t, \"^a+\") then upper case(r.t) else null, on: on + @\"P1D\"}"),
            null, "in_rows", "in_x", "in_on")
        + Sample.Decision("all", Sample.Literal(
            "{band: band, sum: sum(lines.total), last: lines[-1].on, found: lines[n > 1].tag, failed: band.rate / 0}"), null, "band", "lines"));

    [Fact]
    public async Task Evaluate_ByManyThreadsAtOnce_GivesEachTheSameAsAlone()
    {
        var inputs = Enumerable.Range(0, 60).Select(Inputs).ToArray();
        var alone = Array.ConvertAll(inputs, each => Model.Evaluate("all", each, Sample.Environment));
        using var start = new Barrier(Threads);

        var wrong = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return Enumerable.Range(0, Times).Count(at => IsWrong((at * (thread + 1)) % inputs.Length));
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        wrong.ShouldAllBe(count => count == 0);
        alone.ShouldAllBe(result => result.Causes.Count == 1 && result.Causes[0].Kind == FeelCauseKind.DivisionByZero);

        bool IsWrong(int at)
        {
            var result = Model.Evaluate("all", inputs[at], Sample.Environment, at % 7 == 0 ? DmnTracing.On : DmnTracing.Off);
            return result.Value != alone[at].Value || result.Causes.Count != alone[at].Causes.Count;
        }
    }

    [Fact]
    public void Evaluate_InsideAnEvaluation_DisturbsNeither()
    {
        var inner = FeelFunction.Of("inner", [], null, (_, _) => Model.Evaluate("band", Inputs(7), Sample.Environment).Value);
        var environment = Sample.Environment with { Functions = new Dictionary<string, FeelFunction> { ["inner"] = inner } };
        var outer = Sample.Model(Sample.Input("x", "number")
            + Sample.Decision("before", Sample.Literal("x + 1"), null, "in_x")
            + Sample.Decision("d", Sample.Literal("[before, inner().name, before + x]"), null, "before", "in_x"));

        var result = outer.Evaluate("d", Sample.Inputs(("x", "1")), environment);

        result.Value.ShouldBe(Sample.Feel("[2, \"low\", 3]"));
        result.Causes.ShouldBeEmpty();
    }

    // Contexts of several shapes, so that remembered places of names change all the time.
    private static FeelContext Inputs(int at) => at % 2 == 0
        ? Sample.Inputs(("x", $"{at}"), ("on", "@\"2026-01-31\""), ("rows", $"[{{n: {at}, t: \"aa\"}}, {{n: 2, t: \"b\"}}]"))
        : Sample.Inputs(("rows", $"[{{t: \"a\", n: {at}}}, {{x: 1, t: \"ab\", n: 3}}]"), ("other", "1"), ("on", "\"2026-02-28\""), ("x", $"{at}.5"));
}
