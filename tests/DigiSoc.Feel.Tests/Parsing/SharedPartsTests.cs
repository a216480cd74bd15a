using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Tests.Parsing;

/// <summary>Parts written more than once are worked out once, and nobody can tell from values and causes.</summary>
public sealed class SharedPartsTests
{
    private static readonly FeelContext Variables = FeelContext.Of(
        ("a", FeelValue.Of(3)), ("b", FeelValue.Of(4)), ("text", FeelValue.Of("x")),
        ("items", Feel.Value("[{n: 1}, {n: 2}, {n: 3}]")));

    [Theory]
    [InlineData("for i in items return {x: i.n + a, y: (i.n + a) * 2, z: i.n + a}", "[{x: 4, y: 8, z: 4}, {x: 5, y: 10, z: 5}, {x: 6, y: 12, z: 6}]")]
    [InlineData("for i in 1..2, j in 1..2 return [i * j + a, i * j + a]", "[[4, 4], [5, 5], [5, 5], [7, 7]]")]
    [InlineData("for i in 1..3 return max(partial) + i * 2 + i * 2", "[null, null, null]")]
    [InlineData("for i in 1..3 return count(partial) + count(partial)", "[0, 2, 4]")]
    [InlineData("{p: a * b, q: a * b, r: {a: 10, s: a * b}}", "{p: 12, q: 12, r: {a: 10, s: 40}}")]
    [InlineData("{p: a * b, a: 5, q: a * b}", "{p: 12, a: 5, q: 20}")]
    [InlineData("{q: [{a: 7}][a * b = 28], r: a * b, s: a * b}", "{q: [{a: 7}], r: 12, s: 12}")]
    [InlineData("for i in items[n + a > 4] return i.n + a", "[5, 6]")]
    [InlineData("for i in 1..2 return (function(i) i + a + (i + a))(10 * i)", "[26, 46]")]
    [InlineData("{f: function(x) [x + 1, x + 1], g: [f(1), f(2)]}.g", "[[2, 2], [3, 3]]")]
    [InlineData("{f: function(x) for i in [x] return [i + x, i + x], g: [f(1), f(2)]}.g", "[[[2, 2]], [[4, 4]]]")]
    [InlineData("for i in [1, 2] return [i in (> a + i, < a + i), i in (> a + i, < a + i)]", "[[true, true], [true, true]]")]
    [InlineData("[some x in [1, 2] satisfies x + a = 5, every x in [1, 2] satisfies x + a = 5]", "[true, false]")]
    public void Evaluate_PartsWrittenTwice_AsIfEachWereWorkedOut(string text, string expected)
    {
        Read(text).Evaluate(Variables, Feel.World).Value.ShouldBe(Feel.Value(expected));
    }

    [Fact]
    public void Parse_PartWrittenTwiceInALoop_IsShared()
    {
        Shared("for i in items return {x: max([0, a - 1]), y: max([0, a - 1])}").ShouldBe(2);
        Shared("for i in items return {x: i.n * a, y: a + i.n * a}").ShouldBe(2);
        Shared("a * b + a * b").ShouldBe(0, "nothing is repeated: the text is read once");
    }

    // Each place tells its own causes, as it did when each was worked out by itself.
    [Fact]
    public void Evaluate_PartWithACause_TellsItAtEachPlace()
    {
        const string text = "{x: a + text, y: a + text}";

        var causes = Read(text).Evaluate(Variables, Feel.World).Causes;

        causes.Select(each => each.Span.Start).ShouldBe([text.IndexOf("a + text", StringComparison.Ordinal), text.LastIndexOf("a + text", StringComparison.Ordinal)]);
    }

    // The same expression again, with other variables: nothing is left over.
    [Fact]
    public void Evaluate_Again_RemembersNothingOfTheLastTime()
    {
        var expression = Read("{x: a * b, y: a * b}");

        expression.Evaluate(Variables, Feel.World).Value.ShouldBe(Feel.Value("{x: 12, y: 12}"));
        expression.Evaluate(Variables.With("a", FeelValue.Of(5)), Feel.World).Value.ShouldBe(Feel.Value("{x: 20, y: 20}"));
    }

    [Theory]
    [InlineData("max(a, b)", "4")]
    [InlineData("min([a, b])", "3")]
    [InlineData("max(1.0, 1)", "1.0")]
    [InlineData("max(a, text)", "null")]
    [InlineData("max(null, a)", "null")]
    [InlineData("max(\"b\", \"a\")", "\"b\"")]
    public void Extreme_OfTwo_IsAsOfMany(string text, string expected) =>
        Read(text).Evaluate(Variables, Feel.World).Value.ToString().ShouldBe(expected);

    private static FeelExpression Read(string text) => FeelExpression
        .Parse(text, FeelNames.Of(Variables.Keys)).Expression.ShouldNotBeNull();

    private static int Shared(string text)
    {
        var count = 0;
        var open = new Stack<Node>([Read(text).Root]);
        while (open.TryPop(out var node))
        {
            count += node is SharedNode ? 1 : 0;
            foreach (var part in node.Parts)
            {
                open.Push(part);
            }
        }

        return count;
    }
}
