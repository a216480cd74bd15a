namespace DigiSoc.Feel.Evaluation;

/// <summary>Equality: FEEL's own with three answers, and plain identity of value for collections.</summary>
internal static class Equality
{
    /// <summary>FEEL's <c>=</c>: null when the kinds differ; null equals null and nothing else.</summary>
    /// <remarks>Times are equal when they agree to the second: the standard compares their properties, and none holds a fraction.</remarks>
    internal static bool? Equal(in FeelValue left, in FeelValue right) => Equal(left, right, exactly: false);

    /// <summary>Same value: as Equal, but never unknown, and to the nanosecond.</summary>
    internal static bool Same(in FeelValue left, in FeelValue right) => Equal(left, right, exactly: true) == true;

    private static bool? Equal(in FeelValue left, in FeelValue right, bool exactly)
    {
        if (left.IsNull || right.IsNull)
        {
            return left.IsNull && right.IsNull;
        }

        var kind = left.Kind;
        if (kind != right.Kind)
        {
            return null;
        }

        return kind switch
        {
            FeelKind.List => Lists(left.AsList(), right.AsList(), exactly),
            FeelKind.Context => Contexts(left.AsContext(), right.AsContext(), exactly),
            FeelKind.Range => Ranges(left.AsRange(), right.AsRange()),
            FeelKind.Function => ReferenceEquals(left.AsFunction(), right.AsFunction()),
            FeelKind.Time when !exactly => ToSecond(left.AsTime()) == ToSecond(right.AsTime()),
            FeelKind.DateTime when !exactly => ToSecond(left.AsDateTime()) == ToSecond(right.AsDateTime()),
            _ => Scalar(kind, left, right),
        };
    }

    private static FeelTime ToSecond(FeelTime time) =>
        new(time.NanosecondOfDay - (time.NanosecondOfDay % FeelTime.NanosPerSecond), time.Zone);

    private static FeelDateTime ToSecond(FeelDateTime value) => new(value.Date, ToSecond(value.Time));

    private static bool Scalar(FeelKind kind, in FeelValue left, in FeelValue right) => kind switch
    {
        FeelKind.Boolean => left.IsTrue == right.IsTrue,
        FeelKind.Number => left.AsNumber() == right.AsNumber(),
        FeelKind.String => left.AsString() == right.AsString(),
        FeelKind.Date => left.AsDate() == right.AsDate(),
        FeelKind.Time => left.AsTime() == right.AsTime(),
        FeelKind.DateTime => left.AsDateTime() == right.AsDateTime(),
        FeelKind.DaysTimeDuration => left.AsDaysTimeDuration() == right.AsDaysTimeDuration(),
        _ => left.AsYearsMonthsDuration() == right.AsYearsMonthsDuration(),
    };

    private static bool Lists(FeelList left, FeelList right, bool exactly)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (Equal(left[i], right[i], exactly) != true)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Contexts(FeelContext left, FeelContext right, bool exactly)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!right.TryGet(left.Shape.Names[i], out var other) || Equal(left.Items[i], other, exactly) != true)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Ranges(FeelRange left, FeelRange right) =>
        left.IsComparison == right.IsComparison && left.IsComplement == right.IsComplement && left.StartIncluded == right.StartIncluded && left.EndIncluded == right.EndIncluded
        && Same(left.Start, right.Start) && Same(left.End, right.End);

    internal static int Hash(in FeelValue value) => value.Kind switch
    {
        FeelKind.Null => 0,
        FeelKind.Boolean => value.IsTrue ? 1 : 2,
        FeelKind.Number => value.AsNumber().GetHashCode(),
        FeelKind.String => string.GetHashCode(value.AsString(), StringComparison.Ordinal),
        FeelKind.Date => value.AsDate().GetHashCode(),
        FeelKind.Time => value.AsTime().GetHashCode(),
        FeelKind.DateTime => value.AsDateTime().GetHashCode(),
        FeelKind.DaysTimeDuration => value.AsDaysTimeDuration().GetHashCode(),
        FeelKind.YearsMonthsDuration => value.AsYearsMonthsDuration().GetHashCode(),
        FeelKind.List => value.AsList().Count == 0 ? 3 : HashCode.Combine(value.AsList().Count, value.AsList()[0]),
        FeelKind.Context => 4 + value.AsContext().Count,
        FeelKind.Range => HashCode.Combine(value.AsRange().Start, value.AsRange().End),
        _ => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value.AsFunction()),
    };
}
