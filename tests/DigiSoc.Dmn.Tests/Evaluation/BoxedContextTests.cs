using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Evaluation;

/// <summary>Which entries of a boxed context later ones see: all before them (10.3.2.6), asked for or not.</summary>
public sealed class BoxedContextTests
{
    [Theory]
    [InlineData("{a: 1, b: 3}", "a", "1", "b", "x + a")]
    [InlineData("{x: 7, b: 8}", "x", "x + 5", "b", "x + 1")]
    [InlineData("{b: 3, x: 7}", "b", "x + 1", "x", "7")]
    [InlineData("{a: [1], b: [2]}", "a", "[1]", "b", "for i in a return i + 1")]
    [InlineData("{k: 1, b: [3]}", "k", "1", "b", "[{v: 1}, {v: 3}][v > k + 1].v")]
    [InlineData("{a: {c: 5}, b: 5}", "a", "{c: 5}", "b", "a.c")]
    public void Evaluate_EntryThatALaterOneAsksFor_IsSeenInPlaceOfTheVariable(string expected, params string[] entries)
    {
        var result = Evaluate(entries);

        result.Causes.ShouldBeEmpty();
        result.Value.ShouldBe(Sample.Feel(expected));
    }

    [Fact]
    public void Evaluate_EntryNamedAsABuiltInFunction_IsTheOneThatIsCalled()
    {
        var result = Evaluate("max", "function(a) a + 100", "b", "max(1)");

        result.Causes.ShouldBeEmpty();
        result.Value.AsContext()["b"].ShouldBe(FeelValue.Of(101));
    }

    [Fact]
    public void Evaluate_EntryWithAnUnknownName_TellsOfAllEntriesBefore()
    {
        var result = Evaluate("a", "1", "b", "2", "c", "nothing", "d", "4");

        result.Value.AsContext()["c"].ShouldBe(FeelValue.Null);
        result.Causes.Count.ShouldBe(1);
        result.Causes[0].Cause.Text.ShouldContain("x, a, b");
    }

    [Fact]
    public void Evaluate_FunctionMadeInAnEntry_KeepsTheEntriesBefore()
    {
        var result = Evaluate("a", "x", "f", "function(n) n + a", "b", "f(10)");
        var again = Evaluate("a", "x * 2", "f", "function(n) n + a", "b", "f(10)");

        result.Value.AsContext()["b"].ShouldBe(FeelValue.Of(12));
        again.Value.AsContext()["b"].ShouldBe(FeelValue.Of(14));
    }

    [Theory]
    [InlineData("a", "1", "b", "3", "c", "x + a + b")]
    [InlineData("x", "x + 5", "b", "x + 1")]
    [InlineData("b", "x + 1", "x", "7", "c", "nothing")]
    [InlineData("a", "x", "f", "function(n) n + a", "b", "f(10)")]
    [InlineData("k", "1", "b", "[{v: 1}, {v: 3}][v > k + 1].v")]
    public void Evaluate_AmongManyEntries_IsTheSame(params string[] entries)
    {
        string[] others = [.. Enumerable.Range(0, 300).SelectMany(at => new[] { $"o{at}", "0" })];

        var alone = Evaluate(entries);
        var among = Evaluate([.. entries[..2], .. others, .. entries[2..]]);

        var values = among.Value.AsContext();
        foreach (var (name, value) in alone.Value.AsContext().Where(entry => entry.Value.Kind != FeelKind.Function))
        {
            values[name].ShouldBe(value, name);
        }

        among.Causes.Count.ShouldBe(alone.Causes.Count);
    }

    private static DmnResult Evaluate(params string[] entries)
    {
        var rows = entries.Chunk(2).Select(entry =>
            $"""<contextEntry><variable name="{entry[0]}"/>{Sample.Literal(entry[1])}</contextEntry>""");
        var model = Sample.Model(
            Sample.Input("x", "Any") + Sample.Decision("d", $"<context>{string.Concat(rows)}</context>", null, "in_x"));
        return model.Evaluate("d", Sample.Inputs(("x", "2")), Sample.Environment);
    }
}
