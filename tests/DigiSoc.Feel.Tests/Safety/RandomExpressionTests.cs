using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel.Tests.Safety;

/// <summary>Well-formed expressions made at random: never an exception, and no null without a cause.</summary>
public sealed class RandomExpressionTests
{
    private const int Expressions = 5_000;

    private static readonly string[] Literals =
    [
        "0", "1", "-2", "0.5", "1e30", "-1e6144", "1e-6176", "9999999999999999999999999999999999", "\"\"", "\"abc\"", "\"2020-02-29\"",
        "\"[1..2]\"", "\"(a|b)*\"", "\"\\uD83D\"", "true", "false", "[]", "[1, 2, 3]", "[\"a\", \"b\"]", "{a: 1}", "[{a: 1}, {a: 2}]",
        "[1..3]", "(< 5)", "@\"2020-02-29\"", "@\"-999999999-01-01\"", "@\"999999999-12-31T23:59:59-14:00\"", "@\"10:00:00@Europe/Riga\"",
        "@\"2020-03-29T03:30:00@Europe/Riga\"", "@\"-PT0.000000001S\"", "@\"P999999999999999999D\"", "@\"P700000000000000000Y\"", "@\"P1M\"",
    ];

    private static readonly string[] Types =
        ["number", "string", "date and time", "list<number>", "context<a: number>", "range<date>", "function<number> -> Any"];

    private static readonly string[] Names = [.. Catalogue.Names.Order(StringComparer.Ordinal)];

    private static readonly FeelEnvironment Hurried = Feel.World with { Limits = FeelLimits.Default with { Steps = 20_000 } };

    [Fact]
    public void Evaluate_RandomExpressions_NeverThrowAndTellEveryNull()
    {
        var run = RandomRun.Begin(Expressions);
        var random = run.Random;
        for (var i = 0; i < run.Rounds; i++)
        {
            var text = Expression(random, random.Next(1, 4));
            try
            {
                var result = Feel.Parse(text).Evaluate(FeelContext.Empty, Hurried);
                result.Value.ToString().ShouldNotBeNull();
                (result.Value.IsNull && result.Causes.Count == 0).ShouldBeFalse("a null without a cause");
                FeelExpression.ParseUnaryTests(text).Expression?.ConstantTests();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{run}, expression {i}: {text}", failure);
            }
        }
    }

    private static string Expression(Random random, int depth)
    {
        string Part() => Expression(random, depth - 1);
        string One(params string[] choices) => choices[random.Next(choices.Length)];
        string Some() => string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Part()));
        if (depth == 0)
        {
            return One(Literals);
        }

        return random.Next(14) switch
        {
            0 => $"({Part()} {One("+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or")} {Part()})",
            1 => $"({Part()} in {One(Part(), $"({Some()})", $"(< {Part()})", $"[{Part()}..{Part()})", $"(? > {Part()})")})",
            2 => $"({Part()} between {Part()} and {Part()})",
            3 => $"(if {Part()} then {Part()} else {Part()})",
            4 => $"(for x in {One(Part(), $"{Part()}..{Part()}", "1..3", "3..-1")} return {One("x", "count(partial)", Part())})",
            5 => $"({One("some", "every")} x in {Part()} satisfies {One("x", "x > 1", Part())})",
            6 => $"[{Some()}]",
            7 => $"{{a: {Part()}, b c: {Part()}}}",
            8 => $"({Part()})[{One("1", "-1", "item", "item > 1", "a = 1", Part())}]",
            9 => $"({Part()}).{One("a", "b c", "year", "second", "seconds", "months", "start included")}",
            10 => $"({Part()} instance of {One(Types)})",
            11 => $"({One("function(x) x", "function(x: number) x", "function(x, y) x < y")})({Some()})",
            _ => $"{One(Names)}({Some()})",
        };
    }
}
