using System.Numerics;

namespace DigiSoc.Feel.Numbers;

/// <summary>Which neighbour a dropped fraction goes to.</summary>
internal enum Towards
{
    /// <summary>The nearest; from the middle, the even one.</summary>
    HalfEven,

    /// <summary>The nearest; from the middle, away from zero.</summary>
    HalfUp,

    /// <summary>The nearest; from the middle, towards zero.</summary>
    HalfDown,

    /// <summary>Away from zero.</summary>
    Up,

    /// <summary>Towards zero.</summary>
    Zero,

    /// <summary>Towards −∞.</summary>
    Floor,

    /// <summary>Towards +∞.</summary>
    Ceiling,
}

/// <summary>Brings a coefficient of any length to at most 34 digits and an exponent in range.</summary>
internal static class Rounding
{
    /// <summary>10^0 to 10^38, all that 128 bits hold.</summary>
    private static readonly UInt128[] Powers = [.. Enumerable.Range(0, 39).Select(power => (UInt128)BigInteger.Pow(10, power))];

    internal static readonly UInt128 Limit = PowerOfTen(FeelNumber.Digits);

    private static readonly BigInteger BigLimit = (BigInteger)Limit;

    internal static UInt128 PowerOfTen(int power) => Powers[power];

    internal static FeelNumber? Fit(bool negative, UInt128 coefficient, int exponent)
    {
        if (coefficient < Limit)
        {
            return Bound(negative, coefficient, exponent);
        }

        var drop = CountDigits(coefficient) - FeelNumber.Digits;
        return Fit(negative, DropDigits(coefficient, drop, Towards.HalfEven, negative), exponent + drop);
    }

    internal static FeelNumber? Fit(bool negative, BigInteger coefficient, int exponent)
    {
        if (coefficient < BigLimit)
        {
            return Bound(negative, (UInt128)coefficient, exponent);
        }

        var drop = CountDigits(coefficient) - FeelNumber.Digits;
        var (quotient, remainder) = BigInteger.DivRem(coefficient, BigInteger.Pow(10, drop));
        var twice = (remainder * 2).CompareTo(BigInteger.Pow(10, drop));
        var up = twice > 0 || (twice == 0 && !quotient.IsEven);
        return Fit(negative, up ? quotient + 1 : quotient, exponent + drop);
    }

    /// <summary>The coefficient without its last <paramref name="drop"/> digits.</summary>
    internal static UInt128 DropDigits(UInt128 coefficient, int drop, Towards towards, bool negative)
    {
        if (drop > 38)
        {
            return AwayFromZero(towards, negative) && coefficient != UInt128.Zero ? UInt128.One : UInt128.Zero;
        }

        var power = PowerOfTen(drop);
        var (quotient, remainder) = UInt128.DivRem(coefficient, power);
        return remainder != UInt128.Zero && RoundsUp(quotient, remainder, power, towards, negative)
            ? quotient + 1
            : quotient;
    }

    private static bool RoundsUp(UInt128 quotient, UInt128 remainder, UInt128 power, Towards towards, bool negative)
    {
        var middle = remainder.CompareTo(power - remainder);
        return towards switch
        {
            Towards.HalfEven => middle > 0 || (middle == 0 && UInt128.IsOddInteger(quotient)),
            Towards.HalfUp => middle >= 0,
            Towards.HalfDown => middle > 0,
            _ => AwayFromZero(towards, negative),
        };
    }

    private static bool AwayFromZero(Towards towards, bool negative) => towards switch
    {
        Towards.Up => true,
        Towards.Floor => negative,
        Towards.Ceiling => !negative,
        _ => false,
    };

    /// <summary>The number when its exponent is or can be brought in range; zero when it is too small; else null.</summary>
    private static FeelNumber? Bound(bool negative, UInt128 coefficient, int exponent)
    {
        if (exponent is >= FeelNumber.MinExponent and <= FeelNumber.MaxExponent)
        {
            return FeelNumber.Create(negative, coefficient, exponent);
        }

        if (coefficient == UInt128.Zero)
        {
            return FeelNumber.Zero;
        }

        if (exponent < FeelNumber.MinExponent)
        {
            var kept = DropDigits(coefficient, FeelNumber.MinExponent - exponent, Towards.HalfEven, negative);
            return FeelNumber.Create(negative, kept, FeelNumber.MinExponent);
        }

        var shift = exponent - FeelNumber.MaxExponent;
        var fits = shift + CountDigits(coefficient) <= FeelNumber.Digits;
        return fits ? FeelNumber.Create(negative, coefficient * PowerOfTen(shift), FeelNumber.MaxExponent) : null;
    }

    internal static int CountDigits(UInt128 value)
    {
        // 1233/4096 is log10(2): the estimate is the number of digits or one less.
        var estimate = (int)((128 - UInt128.LeadingZeroCount(value)) * 1233) >> 12;
        return estimate < Powers.Length && value >= Powers[estimate] ? estimate + 1 : Math.Max(estimate, 1);
    }

    internal static int CountDigits(BigInteger value)
    {
        if (value.IsZero)
        {
            return 1;
        }

        // 30103/100000 is log10(2): the estimate is the number of digits, or one less or more for very long numbers.
        var estimate = (int)((value.GetBitLength() - 1) * 30103 / 100000);
        return BigInteger.Pow(10, estimate) <= value
            ? (BigInteger.Pow(10, estimate + 1) <= value ? estimate + 2 : estimate + 1)
            : estimate;
    }
}
