using System.Numerics;

namespace DigiSoc.Feel.Numbers;

/// <summary>Quotients: exact where the digits run out, else 34 digits of long division.</summary>
internal static class Division
{
    /// <summary>Put after a quotient that goes on: a half at the 34th digit is then seen to be more than a half.</summary>
    private const uint Sticky = 1;

    private const int DigitsAtOnce = 18;

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

    internal static FeelNumber? Long(FeelNumber left, FeelNumber right, bool negative) =>
        right.Coefficient <= ulong.MaxValue ? ByWord(left, (ulong)right.Coefficient, right.Exponent, negative) : ByBig(left, right, negative);

    /// <summary>A divisor of one machine word: the digits come up to 18 at a time, without big integers.</summary>
    private static FeelNumber? ByWord(FeelNumber left, ulong divisor, int divisorExponent, bool negative)
    {
        var (quotient, remainder) = UInt128.DivRem(left.Coefficient, divisor);
        var exponent = left.Exponent - divisorExponent;
        while (remainder != UInt128.Zero && Missing(quotient) is > 0 and var missing)
        {
            var digits = Math.Min(missing, DigitsAtOnce);
            var power = Rounding.PowerOfTen(digits);
            var (next, rest) = UInt128.DivRem(remainder * power, divisor);
            (quotient, remainder) = ((quotient * power) + next, rest);
            exponent -= digits;
        }

        return remainder == UInt128.Zero
            ? Trim(Rounding.Fit(negative, quotient, exponent), left.Exponent - divisorExponent)
            : Rounding.Fit(negative, (quotient * 10) + Sticky, exponent - 1);
    }

    private static int Missing(UInt128 quotient) =>
        FeelNumber.Digits + 2 - (quotient == UInt128.Zero ? 0 : Rounding.CountDigits(quotient));

    private static FeelNumber? ByBig(FeelNumber left, FeelNumber right, bool negative)
    {
        var shift = Math.Max(0, FeelNumber.Digits + 2 + Rounding.CountDigits(right.Coefficient)
            - Rounding.CountDigits(left.Coefficient));
        var dividend = (BigInteger)left.Coefficient * BigInteger.Pow(10, shift);
        var (quotient, remainder) = BigInteger.DivRem(dividend, (BigInteger)right.Coefficient);
        var exponent = left.Exponent - right.Exponent - shift;
        if (!remainder.IsZero)
        {
            return Rounding.Fit(negative, (quotient * 10) + Sticky, exponent - 1);
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
