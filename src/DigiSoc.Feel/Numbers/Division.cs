using System.Numerics;

namespace DigiSoc.Feel.Numbers;

/// <summary>Quotients: exact where the digits run out, else 34 digits of long division.</summary>
internal static class Division
{
    /// <summary>Covers the everyday quotients (6 / 3, 10 / 4) without big integers.</summary>
    internal static bool TryExact(FeelNumber left, FeelNumber right, bool negative, out FeelNumber? exact)
    {
        var (dividend, exponent) = (left.Coefficient, left.Exponent - right.Exponent);
        for (var widened = 0; widened < 4; widened++)
        {
            var (quotient, remainder) = UInt128.DivRem(dividend, right.Coefficient);
            if (remainder == UInt128.Zero)
            {
                exact = Rounding.Fit(negative, quotient, exponent);
                return true;
            }

            if (dividend > UInt128.MaxValue / 10)
            {
                break;
            }

            dividend *= 10;
            exponent--;
        }

        exact = null;
        return false;
    }

    internal static FeelNumber? Long(FeelNumber left, FeelNumber right, bool negative)
    {
        var shift = Math.Max(0, FeelNumber.Digits + 2 + Rounding.CountDigits(right.Coefficient)
            - Rounding.CountDigits(left.Coefficient));
        var dividend = (BigInteger)left.Coefficient * BigInteger.Pow(10, shift);
        var (quotient, remainder) = BigInteger.DivRem(dividend, (BigInteger)right.Coefficient);
        var exponent = left.Exponent - right.Exponent - shift;
        if (!remainder.IsZero)
        {
            // A sticky digit: the quotient goes on, so a half at the 34th digit is really more than a half.
            return Rounding.Fit(negative, (quotient * 10) + 1, exponent - 1);
        }

        return Trim(Rounding.Fit(negative, quotient, exponent), left.Exponent - right.Exponent);
    }

    /// <summary>Takes off the zeros that the widening put on, down to the exponent the operands ask for.</summary>
    private static FeelNumber? Trim(FeelNumber? quotient, int preferred) =>
        quotient is { } value && value.Exponent < preferred ? value.Reduced() : quotient;

    internal static FeelNumber? Modulo(FeelNumber dividend, FeelNumber divisor)
    {
        var gap = Math.Abs(dividend.Exponent - divisor.Exponent);
        if (gap > FeelNumber.MaxExponent)
        {
            return null;
        }

        var exponent = Math.Min(dividend.Exponent, divisor.Exponent);
        var a = Scaled(dividend, exponent);
        var b = Scaled(divisor, exponent);
        var rest = BigInteger.Remainder(a, b);
        if (!rest.IsZero && (rest.Sign < 0) != (b.Sign < 0))
        {
            rest += b;
        }

        return Rounding.Fit(rest.Sign < 0, BigInteger.Abs(rest), exponent);
    }

    private static BigInteger Scaled(FeelNumber value, int exponent)
    {
        var magnitude = (BigInteger)value.Coefficient * BigInteger.Pow(10, value.Exponent - exponent);
        return value.IsNegative ? -magnitude : magnitude;
    }
}
