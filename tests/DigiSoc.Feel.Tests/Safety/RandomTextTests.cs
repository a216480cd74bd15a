namespace DigiSoc.Feel.Tests.Safety;

/// <summary>Random texts and random changes of good ones: a value or a problem, never an exception.</summary>
public sealed class RandomTextTests
{
    private static readonly string[] Pieces =
    [
        "1", "2.5", "\"a\"", "true", "null", "a", "b c", "item", "partial", "?", "@\"2026-01-31\"", "@\"P1D\"", "+", "-", "*", "/", "**",
        "=", "!=", "<", "<=", ">", ">=", "and", "or", "not(", "(", ")", "[", "]", "{", "}", ":", ",", ".", "..", "if ", " then ", " else ",
        "for x in ", " return ", "some x in ", "every x in ", " satisfies ", " in ", " between ", " instance of ", "list<", "number", "function(x) ",
        " external ", "date(", "string length(", "sort(", "matches(", "\"(a|b)*\"", "range(", "context(", "/*", "*/", "//", "\\", "\"", "'", "🐎", "\u0000", "\uD800",
    ];

    private static readonly FeelEnvironment Hurried = Feel.World with { Limits = FeelLimits.Default with { Steps = 20_000 } };

    private static readonly FeelContext Variables = FeelContext.Of(("a", FeelValue.Of(FeelList.Of(FeelValue.Of(1), FeelValue.Null))), ("b c", FeelValue.Of("x")));

    [Fact]
    public void Parse_RandomPieces_NeverThrows() => Run(2_000, random =>
        string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => Pieces[random.Next(Pieces.Length)] + (random.Next(3) == 0 ? " " : ""))));

    [Fact]
    public void Parse_RandomCharacters_NeverThrows() => Run(2_000, random =>
        string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x80))));

    [Fact]
    public void Parse_ChangedExamples_NeverThrows()
    {
        var examples = DigiSoc.Feel.Functions.Catalogue.All.SelectMany(each => each.Examples).Select(each => each.Expression).ToArray();
        Run(2_000, random =>
        {
            var text = examples[random.Next(examples.Length)];
            var at = random.Next(text.Length);
            return random.Next(3) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                _ => text[..at] + examples[random.Next(examples.Length)] + text[at..],
            };
        });
    }

    private static void Run(int times, Func<Random, string> make)
    {
        var run = RandomRun.Begin(times);
        var random = run.Random;
        for (var i = 0; i < run.Rounds; i++)
        {
            var text = make(random);
            try
            {
                FeelExpression.Parse(text, FeelNames.Of("a", "b c")).Expression?.Evaluate(Variables, Hurried).Value.ToString().ShouldNotBeNull();
                FeelExpression.ParseUnaryTests(text).Expression?.Evaluate(FeelValue.Of(1), Variables, new FeelCall(Hurried)).ToString().ShouldNotBeNull();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{run}, text {i}: {text}", failure);
            }
        }
    }
}
