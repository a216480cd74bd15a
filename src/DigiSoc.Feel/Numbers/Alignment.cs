using System.Numerics;

namespace DigiSoc.Feel.Numbers;

/// <summary>Brings two numbers to one exponent so that their coefficients can be added or compared.</summary>
internal static class Alignment
{
    /// <summary>Both coefficients at the smaller exponent, when they fit 127 bits; the usual case, without allocation.</summary>
    internal static bool TryAlign(FeelNumber left, FeelNumber right, out UInt128 a, out UInt128 b, out int exponent)
    {
        exponent = Math.Min(left.Exponent, right.Exponent);
        a = b = UInt128.Zero;
        return TryScale(left.Coefficient, left.Exponent - exponent, out a)
            && TryScale(right.Coefficient, right.Exponent - exponent, out b);
    }

    private static bool TryScale(UInt128 coefficient, int power, out UInt128 scaled)
    {
        scaled = UInt128.Zero;
        if (power > 36)
        {
            return coefficient == UInt128.Zero;
        }

        var factor = Rounding.PowerOfTen(power);
        if (coefficient > (UInt128.MaxValue >> 2) / factor)
        {
            return false;
        }

        scaled = coefficient * factor;
        return true;
    }

    /// <summary>The exact sum by big integers; numbers too far apart to meet within 34 digits keep a trace digit.</summary>
    internal static FeelNumber? AddFarApart(FeelNumber left, FeelNumber right)
    {
        if (left.IsZero || right.IsZero)
        {
            return left.IsZero ? right : left;
        }

        var (great, small) = left.Exponent >= right.Exponent ? (left, right) : (right, left);
        var gap = great.Exponent - small.Exponent;
        if (gap > 3 * FeelNumber.Digits)
        {
            // The smaller one is below the last kept digit: one unit far to the right is enough for the rounding.
            gap = 2 * FeelNumber.Digits;
            small = FeelNumber.Create(small.IsNegative, UInt128.One, great.Exponent - gap);
        }

        var sum = (Signed(great) * BigInteger.Pow(10, gap)) + Signed(small);
        return Rounding.Fit(sum.Sign < 0, BigInteger.Abs(sum), great.Exponent - gap);
    }

    private static BigInteger Signed(FeelNumber value) =>
        value.IsNegative ? -(BigInteger)value.Coefficient : (BigInteger)value.Coefficient;

    internal static int CompareMagnitudes(UInt128 a, int exponentOfA, UInt128 b, int exponentOfB)
    {
        if (exponentOfA == exponentOfB)
        {
            return a.CompareTo(b);
        }

        var leading = (Rounding.CountDigits(a) + exponentOfA).CompareTo(Rounding.CountDigits(b) + exponentOfB);
        if (leading != 0)
        {
            return leading;
        }

        // Equal leading positions: the exponents differ by less than 34, so the scaled coefficient stays small.
        return exponentOfA > exponentOfB
            ? (a * Rounding.PowerOfTen(exponentOfA - exponentOfB)).CompareTo(b)
            : a.CompareTo(b * Rounding.PowerOfTen(exponentOfB - exponentOfA));
    }
}
