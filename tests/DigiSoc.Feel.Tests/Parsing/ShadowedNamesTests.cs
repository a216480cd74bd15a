namespace DigiSoc.Feel.Tests.Parsing;

/// <summary>A variable may have the name of a built-in function: the nearest scope wins, except that a value is not called.</summary>
public sealed class ShadowedNamesTests
{
    private static readonly FeelContext Variables = FeelContext.Of(
        ("number", FeelValue.Of(5)),
        ("date", FeelValue.Of("today")),
        ("count", FeelValue.Of(3)),
        ("list", FeelValue.Of(FeelList.Of(FeelValue.Of(7), FeelValue.Of(8)))),
        ("string length", FeelValue.Of(9)),
        ("min", Feel.Value("{x: 1}")),
        ("upper case", Feel.Value("function(a) \"mine \" + a")));

    public static TheoryData<string, string> Texts => new()
    {
        { "number", "5" },
        { "number + 1", "6" },
        { "if date = \"today\" then number else 0", "5" },
        { "list[1]", "7" },
        { "list[count - 1]", "8" },
        { "string length * 2", "18" },
        { "min.x", "1" },
        { "[number, count]", "[5, 3]" },
        { "{a: number, b: count}", "{a: 5, b: 3}" },
        { "count([1, 2])", "2" },
        { "string length(\"abc\")", "3" },
        { "date(\"2026-01-31\").day", "31" },
        { "number(\"12\") + number", "17" },
        { "min(count, number)", "3" },
        { "upper case(\"a\")", "\"mine a\"" },
        { "for count in [1, 2] return count + 1", "[2, 3]" },
        { "for count in [1, 2] return count([count])", "[1, 1]" },
        { "{count: 2, twice: count * 2}.twice", "4" },
        { "[{count: 1}, {count: 2}][count = 2].count", "[2]" },
        { "(function(number) number * 2)(4)", "8" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Evaluate_NameOfBuiltIn_IsVariableUnlessCalled(string text, string expected)
    {
        var known = Feel.Parse(text, FeelNames.Of(Variables.Keys)).Evaluate(Variables, Feel.World);
        var unknown = Feel.Parse(text).Evaluate(Variables, Feel.World);

        known.Value.ShouldBe(Feel.Value(expected));
        known.Causes.ShouldBeEmpty();
        unknown.Value.ShouldBe(Feel.Value(expected));
        unknown.Causes.ShouldBeEmpty();
    }

    [Fact]
    public void FreeNames_NameOfBuiltIn_AreThoseNotCalled() =>
        Feel.Parse("number + count(list) + min(date)").FreeNames.ShouldBe(["number", "list", "date"]);

    [Fact]
    public void Evaluate_WithoutSuchVariable_IsTheFunction() =>
        Feel.Value("sort([3, 1, 2], function(a, b) a < b)[1] + (if sum instance of function<list<Any>> -> Any then 1 else 2)")
            .Kind.ShouldBe(FeelKind.Number);
}
