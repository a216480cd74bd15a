using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>An interval of one ordered kind, or a single value of any simple kind.</summary>
/// <param name="Low">Lower end; null: none.</param>
/// <param name="LowIncluded">Whether the lower end belongs to it.</param>
/// <param name="High">Upper end; null: none.</param>
/// <param name="HighIncluded">Whether the upper end belongs to it.</param>
internal sealed record CellInterval(FeelValue Low, bool LowIncluded, FeelValue High, bool HighIncluded)
{
    /// <summary>Whether it is one value.</summary>
    public bool IsPoint => LowIncluded && HighIncluded && !Low.IsNull && Low == High;

    /// <summary>The interval of one value.</summary>
    public static CellInterval Point(in FeelValue value) => new(value, true, value, true);

    /// <summary>The sort of its values.</summary>
    public ValueSort Sort => ValueSort.Of(Low.IsNull ? High : Low);

    /// <summary>Whether a value of the same sort lies inside.</summary>
    public bool Contains(in FeelValue value) =>
        (Low.IsNull || Order.Compare(Low, value) is var low && (low < 0 || low == 0 && LowIncluded))
        && (High.IsNull || Order.Compare(value, High) is var high && (high < 0 || high == 0 && HighIncluded));
}

/// <summary>Values that can be compared with one another: those of a kind, with a zone or without.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="HasZone">For times and dates with time: whether they have a zone.</param>
internal readonly record struct ValueSort(FeelKind Kind, bool HasZone)
{
    public static ValueSort Of(in FeelValue value) => new(
        value.Kind,
        value.Kind == FeelKind.Time && value.AsTime().Zone is not null
        || value.Kind == FeelKind.DateTime && value.AsDateTime().Zone is not null);
}

/// <summary>A table cell whose meaning is known without evaluation: a choice of values and intervals of one sort.</summary>
/// <param name="Sort">Sort of the values.</param>
/// <param name="Intervals">The choice; a value matches when it lies in one of them.</param>
/// <param name="Negated">Whether a value matches when it lies in none of them.</param>
internal sealed record CellPattern(ValueSort Sort, CellInterval[] Intervals, bool Negated)
{
    /// <summary>Kind of the values.</summary>
    public FeelKind Kind => Sort.Kind;

    /// <summary>Whether it may stand for the cell's FEEL; for equal times FEEL looks at seconds only, so that there it may not.</summary>
    public bool IsExact => Kind is not (FeelKind.Time or FeelKind.DateTime);

    /// <summary>Whether all intervals are single values and nothing is negated.</summary>
    public bool IsPoints { get; } = !Negated && Intervals.All(interval => interval.IsPoint);

    /// <summary>Whether a value matches; null when it is of another kind, which FEEL must judge.</summary>
    public bool? Matches(in FeelValue value)
    {
        if (value.Kind != Kind || !IsExact)
        {
            return null;
        }

        foreach (var interval in Intervals)
        {
            if (interval.Contains(value))
            {
                return !Negated;
            }
        }

        return Negated;
    }
}

/// <summary>The order of values of one kind.</summary>
internal static class Order
{
    /// <summary>Kinds whose values of one sort are in order, so that intervals can be compared ahead of time.</summary>
    public static bool IsOrdered(FeelKind kind) => kind is FeelKind.Number or FeelKind.Date or FeelKind.Time or FeelKind.DateTime
        or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration;

    /// <summary>Kinds whose values can be compared for equality ahead of time.</summary>
    public static bool IsSimple(FeelKind kind) => IsOrdered(kind) || kind is FeelKind.String or FeelKind.Boolean;

    /// <summary>Less than zero, zero or more, for two values of one simple sort.</summary>
    public static int Compare(in FeelValue left, in FeelValue right) => left.Kind switch
    {
        FeelKind.Number => FeelValue.CompareNumbers(left, right),
        FeelKind.Date => left.AsDate().CompareTo(right.AsDate()),
        FeelKind.Time => left.AsTime().CompareTo(right.AsTime()),
        FeelKind.DateTime => left.AsDateTime().CompareTo(right.AsDateTime()),
        FeelKind.DaysTimeDuration => left.AsDaysTimeDuration().CompareTo(right.AsDaysTimeDuration()),
        FeelKind.YearsMonthsDuration => left.AsYearsMonthsDuration().CompareTo(right.AsYearsMonthsDuration()),
        FeelKind.String => Texts(left.AsString(), right.AsString()),
        FeelKind.Boolean => left.AsBoolean().CompareTo(right.AsBoolean()),
        _ => throw new InvalidOperationException($"Bug: values of kind {left.Kind} have no order here."),
    };

    /// <summary>As FEEL orders texts: by code points, so that what is beyond 16 bits comes last.</summary>
    private static int Texts(string left, string right)
    {
        var at = left.AsSpan().CommonPrefixLength(right);
        if (at == left.Length || at == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return char.IsSurrogate(left[at]) == char.IsSurrogate(right[at])
            ? left[at].CompareTo(right[at])
            : char.IsSurrogate(left[at]) ? 1 : -1;
    }
}
