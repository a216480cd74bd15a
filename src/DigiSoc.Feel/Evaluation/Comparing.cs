namespace DigiSoc.Feel.Evaluation;

/// <summary>Order between values of one ordered kind.</summary>
internal static class Comparing
{
    /// <summary>Whether the relation holds; null when the values cannot be compared so.</summary>
    internal static bool? Test(Relation relation, in FeelValue left, in FeelValue right)
    {
        if (relation <= Relation.NotEqual)
        {
            var equal = Equality.Equal(left, right);
            return relation == Relation.Equal ? equal : !equal;
        }

        return Order(left, right) is { } order ? Holds(relation, order) : null;
    }

    /// <summary>Whether the relation holds between values of this order.</summary>
    internal static bool Holds(Relation relation, int order) => relation switch
    {
        Relation.Equal => order == 0,
        Relation.NotEqual => order != 0,
        Relation.Less => order < 0,
        Relation.LessOrEqual => order <= 0,
        Relation.Greater => order > 0,
        _ => order >= 0,
    };

    /// <summary>As FEEL writes it.</summary>
    internal static string Symbol(Relation relation) => relation switch
    {
        Relation.Equal => "=",
        Relation.NotEqual => "!=",
        Relation.Less => "<",
        Relation.LessOrEqual => "<=",
        Relation.Greater => ">",
        _ => ">=",
    };

    /// <summary>Negative, zero or positive; null for different or unordered kinds.</summary>
    internal static int? Order(in FeelValue left, in FeelValue right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return FeelValue.CompareNumbers(left, right);
        }

        var kind = left.Kind;
        return kind != right.Kind ? null : kind switch
        {
            FeelKind.String => Strings(left.AsString(), right.AsString()),
            FeelKind.Date => left.AsDate().CompareTo(right.AsDate()),
            FeelKind.Time => Times(left.AsTime(), right.AsTime()),
            FeelKind.DateTime => DateTimes(left.AsDateTime(), right.AsDateTime()),
            FeelKind.DaysTimeDuration => left.AsDaysTimeDuration().CompareTo(right.AsDaysTimeDuration()),
            FeelKind.YearsMonthsDuration => left.AsYearsMonthsDuration().CompareTo(right.AsYearsMonthsDuration()),
            _ => null,
        };
    }

    /// <summary>By code points; surrogate pairs sort after every other character.</summary>
    private static int Strings(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                return char.IsSurrogate(left[i]) != char.IsSurrogate(right[i])
                    ? char.IsSurrogate(left[i]) ? 1 : -1
                    : left[i].CompareTo(right[i]);
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    // One with a zone and one without are compared as if both were in that zone (DMN table 54): by their clocks.
    private static int Times(FeelTime left, FeelTime right) => (left.Zone is null) == (right.Zone is null)
        ? left.UtcNanoseconds.CompareTo(right.UtcNanoseconds)
        : left.NanosecondOfDay.CompareTo(right.NanosecondOfDay);

    private static int DateTimes(FeelDateTime left, FeelDateTime right) => (left.Zone is null) == (right.Zone is null)
        ? left.EpochNanoseconds.CompareTo(right.EpochNanoseconds)
        : left.LocalNanoseconds.CompareTo(right.LocalNanoseconds);
}
