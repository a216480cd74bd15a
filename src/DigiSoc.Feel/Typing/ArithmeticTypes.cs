namespace DigiSoc.Feel.Typing;

/// <summary>Which kinds the arithmetic operators take, and what they give: the types of <see cref="Evaluation.Arithmetic"/>.</summary>
internal static class ArithmeticTypes
{
    private static readonly FeelKind[] Temporal = [FeelKind.Date, FeelKind.DateTime, FeelKind.Time];

    // Worked out once: every operator beside a variable of no known type asks while the text is read.
    private static readonly Dictionary<(string Symbol, FeelKind Known, bool IsLeft), FeelType?> HalfKnown = (
        from symbol in new[] { "+", "-", "*", "/", "**" }
        from known in Enum.GetValues<FeelKind>()
        from isLeft in new[] { true, false }
        select KeyValuePair.Create(
            (symbol, known, isLeft),
            OneOf(Kinds.All.Select(other => isLeft ? Result(symbol, known, other) : Result(symbol, other, known))))).ToDictionary();

    /// <summary>The type of the result; Any when it depends on what is not known; null when there never is one.</summary>
    /// <param name="symbol">The operator as FEEL writes it.</param>
    /// <param name="left">What is known of the left side.</param>
    /// <param name="right">What is known of the right side.</param>
    internal static FeelType? Of(string symbol, FeelType left, FeelType right) => (left.Kind, right.Kind) switch
    {
        (null, null) => symbol == "**" ? FeelType.Number : FeelType.Any,
        ({ } one, { } other) => Result(symbol, one, other) is { } kind ? Kinds.TypeOf(kind) : null,
        ({ } one, null) => HalfKnown[(symbol, one, IsLeft: true)],
        (null, { } other) => HalfKnown[(symbol, other, IsLeft: false)],
    };

    /// <summary>The type of <c>-x</c>; null when there never is a result.</summary>
    internal static FeelType? Negated(FeelType operand) => operand.Kind switch
    {
        null => FeelType.Any,
        FeelKind.Number or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration => Kinds.TypeOf(operand.Kind.Value),
        _ => null,
    };

    private static FeelType? OneOf(IEnumerable<FeelKind?> results)
    {
        FeelKind? only = null;
        foreach (var result in results.OfType<FeelKind>())
        {
            if (only is not null && only != result)
            {
                return FeelType.Any;
            }

            only = result;
        }

        return only is { } kind ? Kinds.TypeOf(kind) : null;
    }

    private static FeelKind? Result(string symbol, FeelKind left, FeelKind right) => symbol switch
    {
        "+" => left == right && IsAdded(left) ? left : Moved(left, right) ?? Moved(right, left),
        "-" => left == right && IsSize(left) ? left : Between(left, right) ?? Moved(left, right),
        "*" => left == FeelKind.Number && IsSize(right) ? right : right == FeelKind.Number && IsSize(left) ? left : null,
        "/" => right == FeelKind.Number && IsSize(left) ? left : left == right && IsSize(left) ? FeelKind.Number : null,
        _ => left == FeelKind.Number && right == FeelKind.Number ? FeelKind.Number : null,
    };

    private static bool IsAdded(FeelKind kind) => kind == FeelKind.String || IsSize(kind);

    private static bool IsSize(FeelKind kind) =>
        kind is FeelKind.Number or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration;

    /// <summary>A date, time or both moved by a duration; a time of day not by months.</summary>
    private static FeelKind? Moved(FeelKind moment, FeelKind by) => by switch
    {
        FeelKind.DaysTimeDuration when Temporal.Contains(moment) => moment,
        FeelKind.YearsMonthsDuration when moment is FeelKind.Date or FeelKind.DateTime => moment,
        _ => null,
    };

    private static FeelKind? Between(FeelKind later, FeelKind earlier) => (later, earlier) switch
    {
        (FeelKind.Time, FeelKind.Time) => FeelKind.DaysTimeDuration,
        (FeelKind.Date or FeelKind.DateTime, FeelKind.Date or FeelKind.DateTime) => FeelKind.DaysTimeDuration,
        _ => null,
    };
}
