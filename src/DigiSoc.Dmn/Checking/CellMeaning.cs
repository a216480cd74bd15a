using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>What a cell tests, as far as that is known without evaluating: the choices that FEEL would go through.</summary>
/// <param name="Choices">A value passes when it passes one of them.</param>
/// <param name="Negated">For <c>not(…)</c>: a value passes when it fails all of them, and none of them is unknown.</param>
internal sealed record CellMeaning(IReadOnlyList<CellChoice> Choices, bool Negated)
{
    /// <summary>Whether it speaks of null.</summary>
    public bool NamesNull => Choices.Any(choice => choice.Interval is null);

    /// <summary>The values and intervals it speaks of.</summary>
    public IEnumerable<CellInterval> Intervals => Choices.Select(choice => choice.Interval).OfType<CellInterval>();

    /// <summary>The meaning of a cell's text; null when it needs evaluation or cannot be read.</summary>
    public static CellMeaning? Read(string text)
    {
        if (FeelExpression.ParseUnaryTests(text).Expression?.ConstantTests() is not { } tests)
        {
            return null;
        }

        var choices = new List<CellChoice>();
        foreach (var test in tests.Tests)
        {
            if (!TryAdd(choices, test))
            {
                return null;
            }
        }

        return new CellMeaning(choices, tests.IsNegated);
    }

    /// <summary>Whether a cell's text means one thing or another by variables, input or instant; also when it cannot be read.</summary>
    public static bool NeedsEvaluation(string text) => FeelExpression.ParseUnaryTests(text).Expression?.ConstantTests() is null;

    /// <summary>Whether a cell's text is FEEL.</summary>
    public static bool CanBeRead(string text) => FeelExpression.ParseUnaryTests(text).Expression is not null;

    private static bool TryAdd(List<CellChoice> choices, FeelTest test)
    {
        if (test.IsNull)
        {
            choices.Add(new CellChoice(null, test.IsNegated));
            return true;
        }

        if (test.Value.Kind != FeelKind.List)
        {
            return TryAdd(choices, test.Value, test.IsNegated, inList: false);
        }

        // Of != and a list FEEL asks whether the input is another list; of a list inside a list, whether it is that list.
        return !test.IsNegated && test.Value.AsList().All(item =>
            item.Kind != FeelKind.List && TryAdd(choices, item, negated: false, inList: true));
    }

    private static bool TryAdd(List<CellChoice> choices, in FeelValue value, bool negated, bool inList)
    {
        if (inList && value.IsNull)
        {
            choices.Add(new CellChoice(null, false) { IsInList = true });
            return true;
        }

        if (value.Kind == FeelKind.Range)
        {
            return !negated && TryAddRange(choices, value.AsRange(), inList);
        }

        if (!Order.IsSimple(value.Kind))
        {
            return false;
        }

        choices.Add(new CellChoice(CellInterval.Point(value), negated) { IsInList = inList });
        return true;
    }

    private static bool TryAddRange(List<CellChoice> choices, FeelRange range, bool inList)
    {
        var (low, high) = (range.Start, range.End);

        // In a range written with null for an end nothing is known to lie; ends with and without zone depend on what they are compared with.
        if ((!range.IsComparison && (low.IsNull || high.IsNull)) || !Order.IsSimple((low.IsNull ? high : low).Kind)
            || !(low.IsNull || high.IsNull || ValueSort.Of(low) == ValueSort.Of(high)))
        {
            return false;
        }

        var interval = new CellInterval(low, range.StartIncluded, high, range.EndIncluded);
        choices.Add(new CellChoice(interval, range.IsComplement) { IsInList = inList, IsRange = true });
        return true;
    }
}

/// <summary>One choice of a cell.</summary>
/// <param name="Interval">A value or an interval; null: the value null.</param>
/// <param name="Negated">Whether what is outside passes, as for <c>!= x</c>.</param>
internal sealed record CellChoice(CellInterval? Interval, bool Negated)
{
    /// <summary>Whether it stands in a list, where FEEL counts what it cannot compare as not found.</summary>
    public bool IsInList { get; init; }

    /// <summary>Whether it is a range, of which FEEL cannot tell for values that have no order with its ends.</summary>
    public bool IsRange { get; init; }
}
