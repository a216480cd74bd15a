using System.Text.RegularExpressions;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>What a cell asks for, ranges, and FEEL that no words replace.</summary>
internal sealed partial class SpokenValues
{
    private const int LongestFormula = 400;

    /// <summary>A cell's test: <c>&lt; 5</c> is less than 5; where the words need a variable, the formula.</summary>
    public string Test(string test)
    {
        if (FeelExpression.ParseUnaryTests(test).Expression?.ConstantTests() is not { } known
            || known.Tests.Any(each => each is { Value.IsNull: true, IsNull: false }))
        {
            return Say("Formula", Formula(test));
        }

        var said = string.Join(Say("Or"), known.Tests.SelectMany(Choices));
        return known.IsNegated ? Say("Except", said) : said;
    }

    /// <summary>FEEL as written, but with dates, times, durations and numbers as the language writes them; of a long text its beginning.</summary>
    public string Formula(string feel) => Literals().Replace(Beginning(feel.Trim()), literal => literal.Value[0] switch
    {
        '"' => literal.Value,
        >= '0' and <= '9' => Decimal(literal.Value),
        _ => FeelExpression.Parse(literal.Value).Expression?.Constant() is { IsNull: false } value ? Value(value) : literal.Value,
    });

    private static string Beginning(string text) => text.Length <= LongestFormula ? text : text[..LongestFormula] + "…";

    private IEnumerable<string> Choices(FeelTest test)
    {
        var choices = test.Value.Kind == FeelKind.List ? test.Value.AsList().Select(choice => Value(choice)) : [Value(test.Value)];
        return choices.Select(choice => test.IsNegated ? Say("Except", choice) : choice);
    }

    private string Range(FeelRange range)
    {
        if (range.IsComparison && range.Start == range.End)
        {
            return range.IsComplement ? Say("Except", Value(range.Start)) : Value(range.Start);
        }

        if (range.StartIncluded && range.EndIncluded && !IsDuration(range.Start) && !range.Start.IsNull && !range.End.IsNull)
        {
            return Say("FromTo", In(range.Start, GrammaticalCase.Genitive), In(range.End, GrammaticalCase.Dative));
        }

        var lower = range.Start.IsNull ? null : Bound(range.Start, range.StartIncluded ? "GreaterOrEqual" : "Greater", range.StartIncluded ? "NotEarlier" : "Later");
        var upper = range.End.IsNull ? null : Bound(range.End, range.EndIncluded ? "LessOrEqual" : "Less", range.EndIncluded ? "NotLater" : "Earlier");
        return lower is null ? upper ?? Say("Null") : upper is null ? lower : lower + Say("Last") + upper;
    }

    /// <summary>One end: of points of time in words of time, of everything else in words of size.</summary>
    private string Bound(in FeelValue end, string ofSize, string ofTime) => end.Kind is FeelKind.Date or FeelKind.DateTime or FeelKind.Time
        ? Say(ofTime, In(end, ofTime.StartsWith("Not", StringComparison.Ordinal) ? GrammaticalCase.Locative : GrammaticalCase.Genitive))
        : Say(ofSize, Value(end));

    private string In(in FeelValue value, GrammaticalCase form) =>
        value.Kind is FeelKind.Date or FeelKind.DateTime ? Temporal(value, form) : Value(value);

    private static bool IsDuration(in FeelValue value) => value.Kind is FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration;

    [GeneratedRegex("""@"[^"]*"|(?<!\w)(?:date and time|date|time|duration)\("[^"]*"\)|"(?:[^"\\]|\\.)*"|(?<![\w.])\d+\.\d+(?![\w.])""")]
    private static partial Regex Literals();
}
