using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Numbers;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Functions;

/// <summary>Functions that make one value of many, given as a list or as arguments (DMN table 75).</summary>
internal static class AggregateFunctions
{
    private const int SquareRootCost = 500;

    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        New("min", "The least item.", -1, "the list is empty or its items cannot be compared",
            new("min([1, 2, 3])", "1"), new("min(1, 2, 3)", "1"), new("min([])", "null")),
        New("max", "The greatest item.", 1, "the list is empty or its items cannot be compared",
            new("max([1, 2, 3])", "3"), new("max(\"a\", \"b\")", "\"b\"")),
        New("sum", "The sum of numbers, or of durations of one kind.", Sum, null, "the list is empty or has an item that cannot be added",
            new("sum([1, 2, 3])", "6"), new("sum(1)", "1"), new("sum([])", "null")),
        New("product", "The product of numbers.", Product, FeelType.Number, "the list is empty or has an item that is no number",
            new("product([2, 3, 4])", "24"), new("product([])", "null")),
        New("mean", "The arithmetic mean of numbers, or of durations of one kind.", Mean, null,
            "the list is empty or has an item that cannot be added", new("mean([1, 2, 3])", "2"), new("mean([])", "null")),
        New("median", "The middle of the numbers in order; of an even count, the mean of the two in the middle.", Median, FeelType.Number,
            "the list is empty or has an item that is no number", new("median(8, 2, 5, 3, 4)", "4"), new("median([6, 1, 2, 3])", "2.5")),
        New("stddev", "The standard deviation of a sample of numbers.", StandardDeviation, FeelType.Number,
            "there are fewer than two items or one is no number", new Example("stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931")),
        New("mode", "The numbers that come most often, in ascending order.", Mode, ResultTypes.Numbers,
            "an item is no number", new("mode(6, 3, 9, 6, 6)", "[6]"), new("mode([6, 1, 9, 6, 1])", "[1, 6]"), new("mode([])", "[]")),
        New("all", "False when an item is false; else true when all are true; else null.", (a, c) => Logic(a, c, "all", false), FeelType.Boolean,
            "no item is false, and one is no boolean", new("all([true, false])", "false"), new("all([])", "true"), new("all([true, null])", "null")),
        New("any", "True when an item is true; else false when all are false; else null.", (a, c) => Logic(a, c, "any", true), FeelType.Boolean,
            "no item is true, and one is no boolean", new("any([false, true])", "true"), new("any([])", "false"), new("any([false, null])", "null")),
    ];

    private static BuiltInFunction New(string name, string summary, int extreme, string nullWhen, params Example[] examples) =>
        Made(name, summary, (a, c) => Extreme(a, c, extreme), null, nullWhen, examples, extreme);

    private static BuiltInFunction New(string name, string summary, FeelBody body, FeelType? gives, string nullWhen, params Example[] examples) =>
        Made(name, summary, body, gives, nullWhen, examples, 0);

    private static BuiltInFunction Made(
        string name, string summary, FeelBody body, FeelType? gives, string nullWhen, Example[] examples, int extreme) =>
        new(name, summary)
        {
            Forms =
            [
                new("list: list", (a, c) => body(a[0].AsList().Items, c)),
                new("items...: Any", (a, c) => a.IsEmpty || (a.Length == 1 && a[0].IsNull)
                    ? c.Fail(FeelCauseKind.ArgumentsMismatch, $"`{name}` takes a list or at least one item")
                    : body(a, c)),
            ],
            Gives = gives ?? FeelType.Any,
            GivesBy = gives is not null ? null : extreme == 0 ? ResultTypes.Sum : ResultTypes.Item,
            TakesItems = true,
            OfItems = body,
            Extreme = extreme,
            Examples = examples,
            NullWhen = nullWhen,
        };

    private static FeelValue Extreme(ReadOnlySpan<FeelValue> items, FeelCall call, int sign)
    {
        if (items.IsEmpty || !Ranges.IsOrdered(items[0]))
        {
            return Refuse(items, call, "comparable items");
        }

        var best = items[0];
        for (var i = 1; i < items.Length; i++)
        {
            if (best.IsPacked && items[i].IsPacked)
            {
                best = Packed.Compare(items[i].Word, best.Word) * sign > 0 ? items[i] : best;
                continue;
            }

            if (Comparing.Order(items[i], best) is not { } order)
            {
                return Refuse(items, call, "comparable items");
            }

            best = order != 0 && order > 0 == sign > 0 ? items[i] : best;
        }

        return best;
    }

    private static FeelValue Sum(ReadOnlySpan<FeelValue> items, FeelCall call)
    {
        if (items.IsEmpty || items[0].Kind is not (FeelKind.Number or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration))
        {
            return Refuse(items, call, "numbers or durations");
        }

        var sum = items[0];
        foreach (ref readonly var item in items[1..])
        {
            var next = item.Kind != sum.Kind ? null
                : sum.IsNumber ? FeelValue.Of(FeelNumber.Add(sum.AsNumber(), item.AsNumber())) : Arithmetic.Add(sum, item);
            if (next is not { IsNull: false } known)
            {
                return Refuse(items, call, "numbers or durations");
            }

            sum = known;
        }

        return sum;
    }

    private static FeelValue Product(ReadOnlySpan<FeelValue> items, FeelCall call)
    {
        FeelNumber? product = items.IsEmpty ? null : FeelNumber.One;
        foreach (var item in items)
        {
            product = product is { } known && item.TryNumber(out var number) ? FeelNumber.Multiply(known, number) : null;
        }

        return product is { } result ? FeelValue.Of(result) : Refuse(items, call, "numbers");
    }

    private static FeelValue Mean(ReadOnlySpan<FeelValue> items, FeelCall call)
    {
        var sum = Sum(items, call);
        return sum.TryNumber(out var number) ? FeelValue.Of(FeelNumber.Divide(number, items.Length))
            : sum.IsNull ? sum
            : Arithmetic.Divide(sum, FeelValue.Of(items.Length)) is { IsNull: false } mean ? mean
            : call.Fail(FeelCauseKind.OutOfRange, FeelErrors.Arithmetic("/", sum, FeelValue.Of(items.Length)));
    }

    private static FeelValue Median(ReadOnlySpan<FeelValue> items, FeelCall call)
    {
        if (items.IsEmpty || !TryNumbers(items, out var numbers))
        {
            return Refuse(items, call, "numbers");
        }

        Array.Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length % 2 == 1
            ? FeelValue.Of(numbers[middle])
            : Mean([FeelValue.Of(numbers[middle - 1]), FeelValue.Of(numbers[middle])], call);
    }

    private static FeelValue StandardDeviation(ReadOnlySpan<FeelValue> items, FeelCall call)
    {
        if (!call.Spend(SquareRootCost))
        {
            return FeelValue.Null;
        }

        if (items.Length < 2 || !TryNumbers(items, out var numbers))
        {
            return Refuse(items, call, "two or more numbers");
        }

        FeelNumber? squares = FeelNumber.Zero;
        var mean = Mean(items, call);
        foreach (var number in numbers)
        {
            squares = mean.TryNumber(out var middle) && FeelNumber.Subtract(number, middle) is { } off
                && FeelNumber.Multiply(off, off) is { } square && squares is { } sum
                ? FeelNumber.Add(sum, square)
                : null;
        }

        return squares is { } total && FeelNumber.Divide(total, numbers.Length - 1)?.SquareRoot() is { } result
            ? FeelValue.Of(result)
            : Refuse(items, call, "numbers within range");
    }

    private static FeelValue Mode(ReadOnlySpan<FeelValue> items, FeelCall call)
    {
        if (!TryNumbers(items, out var numbers))
        {
            return Refuse(items, call, "numbers");
        }

        var groups = numbers.GroupBy(each => each).Select(each => (Number: each.Key, Count: each.Count())).ToList();
        var most = groups.Count == 0 ? 0 : groups.Max(each => each.Count);
        return FeelValue.Of(FeelList.From(groups.Where(each => each.Count == most).Select(each => each.Number).Order().Select(FeelValue.Of)));
    }

    private static FeelValue Logic(ReadOnlySpan<FeelValue> items, FeelCall call, string name, bool decisive)
    {
        var unknown = false;
        foreach (var item in items)
        {
            if (item.IsBoolean && item.AsBoolean() == decisive)
            {
                return item;
            }

            unknown |= !item.IsBoolean;
        }

        return unknown
            ? call.Fail(FeelCauseKind.TypeMismatch, $"`{name}` cannot tell: an item is no boolean")
            : FeelValue.Of(!decisive);
    }

    private static bool TryNumbers(ReadOnlySpan<FeelValue> items, out FeelNumber[] numbers)
    {
        numbers = new FeelNumber[items.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!items[i].TryNumber(out numbers[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static FeelValue Refuse(ReadOnlySpan<FeelValue> items, FeelCall call, string expected) =>
        call.Fail(FeelCauseKind.TypeMismatch, $"expected {expected}, found {ShortText.Of(FeelValue.Of(FeelList.Of(items)))}");
}
