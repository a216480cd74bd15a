using System.Diagnostics;

namespace DigiSoc.Feel.Tests.Safety;

/// <summary>Texts made to use the machine up end within the stated limits, with a code.</summary>
public sealed class HostileInputTests
{
    private static readonly FeelEnvironment Hurried = Feel.World with { Limits = FeelLimits.Default with { Steps = 2_000_000 } };

    public static TheoryData<string, string> Texts => new()
    {
        { "parentheses", new string('(', 100_000) },
        { "lists", new string('[', 100_000) },
        { "minuses", new string('-', 500_000) + "1" },
        { "contexts", string.Concat(Enumerable.Repeat("{a:", 100_000)) },
        { "ifs", string.Concat(Enumerable.Repeat("if true then ", 50_000)) },
        { "function types", "1 instance of " + string.Concat(Enumerable.Repeat("list<", 100_000)) },
        { "sum of many", string.Join("+", Enumerable.Repeat("1", 200_000)) },
        { "conjunction of many", "true" + string.Concat(Enumerable.Repeat(" and true", 90_000)) },
        { "calls in a row", "a" + string.Concat(Enumerable.Repeat("(1)", 200_000)) },
        { "types in a row", "1" + string.Concat(Enumerable.Repeat(" instance of number", 50_000)) },
        { "path of many", "a" + string.Concat(Enumerable.Repeat(".a", 300_000)) },
        { "filters in a row", "a" + string.Concat(Enumerable.Repeat("[1]", 200_000)) },
        { "many keys of one first word", "{" + string.Join(",", Enumerable.Range(0, 60_000).Select(i => $"a {i}: 1")) + "}" },
        { "long name", string.Join(" ", Enumerable.Repeat("a", 300_000)) },
        { "number of many digits", new string('9', 900_000) },
        { "giant exponent", "1e999999999" },
        { "huge power", "9999999999 ** 9999999999 ** 9999999999" },
        { "fractional power", "9.99e6000 ** 0.123456789" },
        { "range", "for i in 1..999999999999 return i" },
        { "nested ranges", "for i in 1..999999, j in 1..999999, k in 1..999999 return 1" },
        { "quantifier", "every i in 1..999999, j in 1..999999 satisfies i > 0" },
        { "growing lists", "for i in 1..999999 return append(partial, i)" },
        { "doubling lists", "for i in 1..900 return [partial[-1], partial[-1]]" },
        { "deep lists", "for i in 1..900000 return [partial[-1]]" },
        { "wide literal in a loop", "for i in 1..999999 return [" + string.Join(",", Enumerable.Repeat("i", 5_000)) + "]" },
        { "doubling strings", "for i in 1..64 return if i = 1 then \"aaaaaaaaaaaaaaaa\" else partial[-1] + partial[-1]" },
        { "joined strings", "for i in 1..100000 return string join(for j in 1..1000 return \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\")" },
        { "search in a loop", "for i in 1..999999 return list contains(for j in 1..1000 return j, i)" },
        { "catastrophic pattern", "matches(\"" + new string('a', 40_000) + "b\", \"(a+)+$\")" },
        { "alternatives", "matches(\"" + new string('a', 40_000) + "\", \"(a|a)*b\")" },
        { "back-reference", "for i in 1..100 return matches(\"" + new string('a', 2_000) + "\", \"(a*)*\\1b\")" },
        { "back-references in a row", "matches(\"" + new string('a', 4_000) + "\", \"^(a*)(a*)(a*)\\1\\2\\3b\")" },
        { "all matches of a pattern that looks far ahead", "count(split(\"" + new string('a', 900_000) + "\", \"a(.*z)?\"))" },
        { "many states in a long text", "matches(\"" + string.Concat(Enumerable.Repeat("abba", 200_000)) + "\", \"(a|b)*a(a|b){900}c\")" },
        { "slow classes", "for i in 1..900000 return matches(\"a\", \"" + string.Concat(Enumerable.Repeat("[\\w-[\\p{Lu}]]", 120)) + "\" + string(i), \"i\")" },
        { "counted repeats", "matches(\"aaaa\", \"((a{1,900}){1,900}){1,900}\")" },
        { "nested groups in a pattern", "matches(\"a\", \"" + new string('(', 900) + "\")" },
        { "self-calling function", "{f: function(f, n) f(f, n + 1), r: f(f, 0)}.r" },
        { "exponential calls", "{f: function(f, n) if n = 0 then 1 else f(f, n - 1) + f(f, n - 1), r: f(f, 100)}.r" },
        { "sort without order", "sort(for i in 1..100000 return modulo(i * 7919, 1009), function(a, b) true)" },
        { "unclosed string", "\"" + new string('a', 500_000) },
        { "unclosed comment", "/*" + new string('*', 500_000) },
        { "equality of large values", "{a: for i in 1..100000 return i, r: for i in 1..100000 return a = a}.r" },
        { "text of a large value", "{a: for i in 1..100000 return i, r: for i in 1..100000 return string(a)}.r" },
        { "a new pattern in each step", "for i in 1..900000 return matches(\"a\", \"a\" + string(i))" },
        { "deviations", "for i in 1..900000 return stddev(1, 2, 3, 4, i)" },
        { "powers", "for i in 1..900000 return 1.000001 ** 999999" },
        { "negated tests", "1 in (" + string.Concat(Enumerable.Repeat("not(", 50_000)) + "1" },
        { "logarithms", "for i in 1..900000 return log(exp(i / 1000))" },
        { "modulo far apart", "for i in 1..900000 return modulo(1e6000, 7e-6000)" },
    };

    /// <summary>The time is far above what any of them needs: it tells an end from no end.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Evaluate_HostileText_EndsWithValueOrError(string what, string text)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();

        var parsed = FeelExpression.Parse(text);
        var result = parsed.Expression?.Evaluate(FeelContext.Empty, Hurried);
        _ = (parsed.Expression?.MayKeepVariables, parsed.Expression?.FreeNames, parsed.Expression?.Constant());

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{what}: {watch.ElapsedMilliseconds} ms, {(GC.GetTotalAllocatedBytes() - before) >> 20} MB, "
            + string.Join(", ", parsed.Problems.Select(each => each.Code).Concat(result?.Causes.Select(each => each.Kind.ToString()) ?? []).Take(1)));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), what);
        (parsed.Problems.Count > 0 || result is not null).ShouldBeTrue();
    }

    /// <summary>The number of steps does not depend on what other evaluations have used before.</summary>
    [Fact]
    public void Evaluate_ManyPatterns_EndsAtTheSameStepEachTime()
    {
        var expression = Feel.Parse("count(for i in 1..count return matches(\"a\", \"b\" + string(i)))", FeelNames.Of("count"));
        var limited = Feel.World with { Limits = FeelLimits.Default with { Steps = 100_000 } };

        foreach (var (count, ends) in new[] { (30, true), (60, false), (30, true) })
        {
            var result = expression.Evaluate(FeelContext.Of(("count", FeelValue.Of(count))), limited);

            result.Causes.Count.ShouldBe(ends ? 0 : 1);
        }
    }

    [Fact]
    public void Evaluate_HostAsksForTheEnd_EndsWithACause()
    {
        using var stop = new CancellationTokenSource();
        var stopping = FeelFunction.Of("stop", [], null, (_, _) =>
        {
            stop.Cancel();
            return FeelValue.True;
        });
        var world = Feel.World with
        {
            Stop = stop.Token,
            Functions = new Dictionary<string, FeelFunction> { ["stop"] = stopping },
        };

        var result = Feel.Parse("for i in 1..1000000 return if i = 10 then stop() else i").Evaluate(FeelContext.Empty, world);

        result.Value.IsNull.ShouldBeTrue();
        result.Causes.Select(cause => cause.Kind).ShouldBe([FeelCauseKind.LimitReached]);
        result.Causes[0].Text.ShouldContain("stopped by its host");
    }

    [Fact]
    public void Evaluate_OnSmallStack_EndsWithCauseInsteadOfCrash()
    {
        var expression = Feel.Parse(string.Join("+", Enumerable.Repeat("1", 100_000)));
        FeelResult result = default;
        var thread = new Thread(() => result = expression.Evaluate(FeelContext.Empty, Feel.World), 256 * 1024);

        thread.Start();
        thread.Join();

        result.Value.IsNull.ShouldBeTrue();
        result.Causes.ShouldContain(cause => cause.Kind == FeelCauseKind.LimitReached);
    }
}
