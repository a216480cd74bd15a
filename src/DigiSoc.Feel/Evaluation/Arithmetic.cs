using System.Numerics;

namespace DigiSoc.Feel.Evaluation;

/// <summary>Arithmetic of everything but two numbers (DMN tables 48 to 52); null where there is no result.</summary>
internal static class Arithmetic
{
    internal static FeelValue? Add(in FeelValue left, in FeelValue right) => (left.Kind, right.Kind) switch
    {
        (FeelKind.String, FeelKind.String) => FeelValue.Of(left.AsString() + right.AsString()),
        (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration) =>
            Duration(left.AsDaysTimeDuration().Nanoseconds + right.AsDaysTimeDuration().Nanoseconds),
        (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration) =>
            Months((Int128)left.AsYearsMonthsDuration().Months + right.AsYearsMonthsDuration().Months),
        (FeelKind.Date or FeelKind.DateTime or FeelKind.Time, _) => Shift(left, right, 1),
        (_, FeelKind.Date or FeelKind.DateTime or FeelKind.Time) => Shift(right, left, 1),
        _ => null,
    };

    internal static FeelValue? Subtract(in FeelValue left, in FeelValue right) => (left.Kind, right.Kind) switch
    {
        (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration) =>
            Duration(left.AsDaysTimeDuration().Nanoseconds - right.AsDaysTimeDuration().Nanoseconds),
        (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration) =>
            Months((Int128)left.AsYearsMonthsDuration().Months - right.AsYearsMonthsDuration().Months),
        (FeelKind.Date or FeelKind.DateTime, FeelKind.Date or FeelKind.DateTime) => Between(left, right),
        (FeelKind.Time, FeelKind.Time) => Between(left.AsTime(), right.AsTime()),
        (FeelKind.Date or FeelKind.DateTime or FeelKind.Time, _) => Shift(left, right, -1),
        _ => null,
    };

    internal static FeelValue? Multiply(in FeelValue left, in FeelValue right) => (left.Kind, right.Kind) switch
    {
        (FeelKind.Number, FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration) => Scale(right, left.AsNumber()),
        (FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration, FeelKind.Number) => Scale(left, right.AsNumber()),
        _ => null,
    };

    internal static FeelValue? Divide(in FeelValue left, in FeelValue right) => (left.Kind, right.Kind) switch
    {
        (FeelKind.DaysTimeDuration, FeelKind.Number) => Quotient(left.AsDaysTimeDuration(), right.AsNumber()),
        (FeelKind.YearsMonthsDuration, FeelKind.Number) =>
            FeelNumber.Divide(left.AsYearsMonthsDuration().Months, right.AsNumber()) is { } months ? WholeMonths(months) : null,
        (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration) =>
            Ratio(Whole(left.AsDaysTimeDuration().Nanoseconds), Whole(right.AsDaysTimeDuration().Nanoseconds)),
        (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration) =>
            Ratio(left.AsYearsMonthsDuration().Months, right.AsYearsMonthsDuration().Months),
        _ => null,
    };

    /// <summary>A length in days and time; null beyond <see cref="FeelDaysTimeDuration.MostNanoseconds"/>.</summary>
    internal static FeelValue? Duration(Int128 nanoseconds) =>
        Int128.Abs(nanoseconds) <= FeelDaysTimeDuration.MostNanoseconds ? FeelValue.Of(new FeelDaysTimeDuration(nanoseconds)) : null;

    private static FeelValue? Months(Int128 months) =>
        Int128.Abs(months) <= FeelYearsMonthsDuration.MostMonths ? FeelValue.Of(new FeelYearsMonthsDuration((long)months)) : null;

    private static FeelNumber Whole(Int128 value) => FeelNumber.Of((BigInteger)value) ?? FeelNumber.Zero;

    private static FeelValue? Ratio(FeelNumber left, FeelNumber right) =>
        FeelNumber.Divide(left, right) is { } ratio ? FeelValue.Of(ratio) : null;

    private static FeelValue? Scale(in FeelValue duration, FeelNumber factor)
    {
        var size = duration.Kind == FeelKind.DaysTimeDuration
            ? Whole(duration.AsDaysTimeDuration().Nanoseconds)
            : FeelNumber.Of(duration.AsYearsMonthsDuration().Months);
        var product = FeelNumber.Multiply(size, factor);
        return product is not { } known ? null
            : duration.Kind == FeelKind.DaysTimeDuration ? WholeNanoseconds(known)
            : WholeMonths(known);
    }

    private static FeelValue? Quotient(FeelDaysTimeDuration duration, FeelNumber divisor) =>
        FeelNumber.Divide(Whole(duration.Nanoseconds), divisor) is { } nanoseconds ? WholeNanoseconds(nanoseconds) : null;

    private static FeelValue? WholeNanoseconds(FeelNumber nanoseconds) =>
        nanoseconds.Abs() < FeelNumber.Parse("1e38") ? Duration((Int128)nanoseconds.Truncate().ToBigInteger()) : null;

    private static FeelValue? WholeMonths(FeelNumber months) =>
        months.TryToInt64(out var whole) ? Months(whole) : null;

    private static FeelValue? Between(in FeelValue left, in FeelValue right)
    {
        var (a, b) = (AsDateTime(left), AsDateTime(right));
        return (a.Zone is null) == (b.Zone is null) ? Duration(a.EpochNanoseconds - b.EpochNanoseconds) : null;
    }

    private static FeelValue? Between(FeelTime left, FeelTime right) =>
        (left.Zone is null) == (right.Zone is null) ? Duration(left.UtcNanoseconds - right.UtcNanoseconds) : null;

    /// <summary>A date counts as midnight UTC (DMN 10.3.2.3.5).</summary>
    internal static FeelDateTime AsDateTime(in FeelValue value) => value.Kind == FeelKind.Date
        ? new FeelDateTime(value.AsDate(), new FeelTime(0, FeelZone.Utc))
        : value.AsDateTime();

    private static FeelValue? Shift(in FeelValue value, in FeelValue duration, int sign) => duration.Kind switch
    {
        FeelKind.YearsMonthsDuration => ShiftMonths(value, sign * duration.AsYearsMonthsDuration().Months),
        FeelKind.DaysTimeDuration => Time.Shifting.By(value, sign * duration.AsDaysTimeDuration().Nanoseconds),
        _ => null,
    };

    private static FeelValue? ShiftMonths(in FeelValue value, long months) => value.Kind switch
    {
        FeelKind.Date => value.AsDate().AddMonths(months) is { } date ? FeelValue.Of(date) : null,
        FeelKind.DateTime => value.AsDateTime().Date.AddMonths(months) is { } date
            ? FeelValue.Of(new FeelDateTime(date, value.AsDateTime().Time))
            : null,
        _ => null,
    };
}
