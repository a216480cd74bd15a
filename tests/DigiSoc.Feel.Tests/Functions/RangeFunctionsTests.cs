namespace DigiSoc.Feel.Tests.Functions;

/// <summary>Holds the range functions against the standard's own formulas (clause 10.3.4.7), over all small ranges.</summary>
public sealed class RangeFunctionsTests
{
    private static readonly string[] Points = ["1", "2", "3"];

    // Ranges of no value, such as [1..1) and [3..1], are among them: the formulas ask for their ends alone.
    private static readonly string[] Ranges =
    [
        .. from start in Points
           from end in Points
           from open in new[] { "[", "(" }
           from close in new[] { "]", ")" }
           select $"{open}{start}..{end}{close}",
    ];

    /// <summary>Name, what <c>a</c> and <c>b</c> are (p: point, r: range), and the formula as the table gives it.</summary>
    [Theory]
    [InlineData("before", "pp", "a < b")]
    [InlineData("before", "pr", "a < b.start or (a = b.start and not(b.start included))")]
    [InlineData("before", "rp", "a.end < b or (a.end = b and not(a.end included))")]
    [InlineData("before", "rr", "a.end < b.start or ((not(a.end included) or not(b.start included)) and a.end = b.start)")]
    [InlineData("after", "pp", "a > b")]
    [InlineData("after", "pr", "a > b.end or (a = b.end and not(b.end included))")]
    [InlineData("after", "rp", "a.start > b or (a.start = b and not(a.start included))")]
    [InlineData("after", "rr", "a.start > b.end or ((not(a.start included) or not(b.end included)) and a.start = b.end)")]
    [InlineData("meets", "rr", "a.end included and b.start included and a.end = b.start")]
    [InlineData("met by", "rr", "a.start included and b.end included and a.start = b.end")]
    [InlineData("overlaps", "rr",
        "(a.end > b.start or (a.end = b.start and a.end included and b.start included))"
        + " and (a.start < b.end or (a.start = b.end and a.start included and b.end included))")]
    [InlineData("overlaps before", "rr",
        "(a.start < b.start or (a.start = b.start and a.start included and not(b.start included)))"
        + " and (a.end > b.start or (a.end = b.start and a.end included and b.start included))"
        + " and (a.end < b.end or (a.end = b.end and (not(a.end included) or b.end included)))")]
    [InlineData("overlaps after", "rr",
        "(b.start < a.start or (b.start = a.start and b.start included and not(a.start included)))"
        + " and (b.end > a.start or (b.end = a.start and b.end included and a.start included))"
        + " and (b.end < a.end or (b.end = a.end and (not(b.end included) or a.end included)))")]
    [InlineData("finishes", "pr", "b.end included and b.end = a")]
    [InlineData("finishes", "rr",
        "a.end included = b.end included and a.end = b.end"
        + " and (a.start > b.start or (a.start = b.start and (not(a.start included) or b.start included)))")]
    [InlineData("finished by", "rp", "a.end included and a.end = b")]
    [InlineData("finished by", "rr",
        "a.end included = b.end included and a.end = b.end"
        + " and (a.start < b.start or (a.start = b.start and (a.start included or not(b.start included))))")]
    [InlineData("includes", "rp",
        "(a.start < b and a.end > b) or (a.start = b and a.start included) or (a.end = b and a.end included)")]
    [InlineData("includes", "rr",
        "(a.start < b.start or (a.start = b.start and (a.start included or not(b.start included))))"
        + " and (a.end > b.end or (a.end = b.end and (a.end included or not(b.end included))))")]
    [InlineData("during", "pr",
        "(b.start < a and b.end > a) or (b.start = a and b.start included) or (b.end = a and b.end included)")]
    [InlineData("during", "rr",
        "(b.start < a.start or (b.start = a.start and (b.start included or not(a.start included))))"
        + " and (b.end > a.end or (b.end = a.end and (b.end included or not(a.end included))))")]
    [InlineData("starts", "pr", "b.start = a and b.start included")]
    [InlineData("starts", "rr",
        "a.start = b.start and a.start included = b.start included"
        + " and (a.end < b.end or (a.end = b.end and (not(a.end included) or b.end included)))")]
    [InlineData("started by", "rp", "a.start = b and a.start included")]
    [InlineData("started by", "rr",
        "a.start = b.start and a.start included = b.start included"
        + " and (b.end < a.end or (b.end = a.end and (not(b.end included) or a.end included)))")]
    [InlineData("coincides", "pp", "a = b")]
    [InlineData("coincides", "rr",
        "a.start = b.start and a.start included = b.start included and a.end = b.end and a.end included = b.end included")]
    public void Evaluate_AllSmallRanges_AnswersAsTheFormula(string name, string kinds, string formula)
    {
        var failures = from a in kinds[0] == 'p' ? Points : Ranges
                       from b in kinds[1] == 'p' ? Points : Ranges
                       let expected = Feel.Value($"{{a: {a}, b: {b}, r: {formula}}}.r")
                       let actual = Feel.Value($"{name}({a}, {b})")
                       where actual != expected
                       select $"{name}({a}, {b}) is {actual}, the formula gives {expected}";

        failures.ShouldBeEmpty();
    }
}
