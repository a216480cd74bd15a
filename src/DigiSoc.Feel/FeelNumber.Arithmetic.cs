using System.Numerics;
using DigiSoc.Feel.Numbers;

namespace DigiSoc.Feel;

/// <content>Arithmetic: every result is rounded once, half to even, to 34 digits.</content>
public readonly partial struct FeelNumber
{
    /// <summary>The number with the other sign.</summary>
    public static FeelNumber operator -(FeelNumber value) =>
        ((value._high & CoefficientHighMask) | value._low) == 0 ? value : new(value._high ^ SignBit, value._low);

    /// <summary>The sum; null when it is beyond the range.</summary>
    public static FeelNumber? Add(FeelNumber left, FeelNumber right) =>
        TryWords(left, right, out var x, out var y, out var lower) && TryAddWords(left, x, right, y, lower, out var sum)
            ? sum
            : AddLong(left, right);

    private static FeelNumber? AddLong(FeelNumber left, FeelNumber right)
    {
        if (TrySmall(left, right, out var a, out var b, out var exponent)
            || Alignment.TryAlign(left, right, out a, out b, out exponent))
        {
            return AddAligned(left.IsNegative, a, right.IsNegative, b, exponent);
        }

        return Alignment.AddFarApart(left, right);
    }

    /// <summary>The difference; null when it is beyond the range.</summary>
    public static FeelNumber? Subtract(FeelNumber left, FeelNumber right) => Add(left, -right);

    /// <summary>The product; null when it is beyond the range.</summary>
    public static FeelNumber? Multiply(FeelNumber left, FeelNumber right)
    {
        var negative = left.IsNegative != right.IsNegative;
        var exponent = left.Exponent + right.Exponent;
        if (left.IsSmall && right.IsSmall)
        {
            return Rounding.Fit(negative, Times(left._low, right._low), exponent);
        }

        return Rounding.Fit(negative, (BigInteger)left.Coefficient * (BigInteger)right.Coefficient, exponent);
    }

    /// <summary>The quotient; null when the divisor is zero or the quotient is beyond the range.</summary>
    public static FeelNumber? Divide(FeelNumber left, FeelNumber right)
    {
        if (right.IsZero)
        {
            return null;
        }

        if (left.IsZero)
        {
            return Zero;
        }

        var negative = left.IsNegative != right.IsNegative;
        return Division.TryExact(left, right, negative, out var exact) ? exact : Division.Long(left, right, negative);
    }

    /// <summary>The magnitude.</summary>
    public FeelNumber Abs() => IsNegative ? -this : this;

    /// <summary>The integral part, towards zero.</summary>
    public FeelNumber Truncate() => Exponent >= 0 ? this : RoundAt(0, Towards.Zero) ?? Zero;

    /// <summary>The greatest number with at most <paramref name="scale"/> decimals that is not above this one.</summary>
    public FeelNumber? Floor(int scale = 0) => RoundAt(scale, Towards.Floor);

    /// <summary>The least number with at most <paramref name="scale"/> decimals that is not below this one.</summary>
    public FeelNumber? Ceiling(int scale = 0) => RoundAt(scale, Towards.Ceiling);

    /// <summary>This number with at most <paramref name="scale"/> decimals; a negative scale rounds to tens, hundreds…</summary>
    internal FeelNumber? RoundAt(int scale, Towards towards)
    {
        var drop = -scale - Exponent;
        if (drop <= 0 || IsZero)
        {
            return this;
        }

        var rounded = Rounding.DropDigits(Coefficient, drop, towards, IsNegative);
        return Rounding.Fit(IsNegative, rounded, -scale);
    }

    /// <summary>The same number written with this many decimals, where it has fewer and 34 digits hold them: 1 with two is 1.00.</summary>
    internal FeelNumber WithDecimals(int scale)
    {
        var missing = Exponent + scale;
        return scale <= 0 || missing <= 0 || Rounding.CountDigits(Coefficient) + missing > Digits
            ? this
            : Rounding.Fit(IsNegative, Coefficient * Rounding.PowerOfTen(missing), -scale) ?? this;
    }

    /// <summary>dividend − divisor × floor(dividend / divisor): the sign is the divisor's. Null for a zero divisor.</summary>
    public static FeelNumber? Modulo(FeelNumber dividend, FeelNumber divisor)
    {
        if (divisor.IsZero)
        {
            return null;
        }

        return Division.Modulo(dividend, divisor);
    }
}
