using DigiSoc.Feel.Numbers;

namespace DigiSoc.Feel;

/// <content>
/// Numbers whose coefficient fits 64 bits, as those of everyday life do: brought to one exponent by a multiplication,
/// and kept in one machine word as long as that holds the result.
/// </content>
public readonly partial struct FeelNumber
{
    /// <summary>10^0 to 10^18: a 64-bit coefficient times any of them leaves room for a carry in 128 bits.</summary>
    private static ReadOnlySpan<ulong> SmallPowers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>The number in one word; false when its coefficient is 2^49 (of 15 digits) or more.</summary>
    internal bool TryPack(out ulong word)
    {
        word = _high | _low;
        return ((_high & CoefficientHighMask) | (_low >> CoefficientHighBits)) == 0;
    }

    /// <summary>The number of a word made by <see cref="TryPack"/>.</summary>
    internal static FeelNumber Unpack(ulong word) => new(word & ~CoefficientHighMask, word & CoefficientHighMask);

    /// <summary>Both coefficients at the smaller exponent in one word each; the number that has this exponent tells it.</summary>
    private static bool TryWords(FeelNumber left, FeelNumber right, out ulong a, out ulong b, out FeelNumber lower)
    {
        (a, b, lower) = (left._low, right._low, left);
        if (((left._high | right._high) & CoefficientHighMask) != 0)
        {
            return false;
        }

        var gap = left.Exponent - right.Exponent;
        if (gap == 0)
        {
            return true;
        }

        if (gap >= SmallPowers.Length || -gap >= SmallPowers.Length)
        {
            return false;
        }

        lower = gap > 0 ? right : left;
        return gap > 0
            ? Math.BigMul(left._low, SmallPowers[gap], out a) == 0
            : Math.BigMul(right._low, SmallPowers[-gap], out b) == 0;
    }

    /// <summary>The sum in one word; false when there is a carry out of it.</summary>
    private static bool TryAddWords(FeelNumber left, ulong a, FeelNumber right, ulong b, FeelNumber lower, out FeelNumber sum)
    {
        var sameSign = left.IsNegative == right.IsNegative;
        var low = sameSign || a >= b ? left : right;
        var coefficient = unchecked(sameSign ? a + b : a >= b ? a - b : b - a);
        var sign = coefficient == 0 ? 0 : low._high & SignBit;
        sum = new FeelNumber((lower._high & ~SignBit) | sign, coefficient);
        return !sameSign || coefficient >= a;
    }

    private static bool TrySmall(FeelNumber left, FeelNumber right, out UInt128 a, out UInt128 b, out int exponent)
    {
        var gap = left.Exponent - right.Exponent;
        if (((left._high | right._high) & CoefficientHighMask) != 0 || gap >= SmallPowers.Length || -gap >= SmallPowers.Length)
        {
            (a, b, exponent) = (UInt128.Zero, UInt128.Zero, 0);
            return false;
        }

        a = gap > 0 ? Times(left._low, SmallPowers[gap]) : left._low;
        b = gap < 0 ? Times(right._low, SmallPowers[-gap]) : right._low;
        exponent = gap > 0 ? right.Exponent : left.Exponent;
        return true;
    }

    private static FeelNumber? AddAligned(bool leftNegative, UInt128 a, bool rightNegative, UInt128 b, int exponent) =>
        leftNegative == rightNegative ? Rounding.Fit(leftNegative, a + b, exponent)
        : a >= b ? Rounding.Fit(leftNegative, a - b, exponent)
        : Rounding.Fit(rightNegative, b - a, exponent);

    private static int CompareAligned<T>(bool leftNegative, T a, bool rightNegative, T b)
        where T : struct, IComparable<T> =>
        leftNegative == rightNegative
            ? leftNegative ? b.CompareTo(a) : a.CompareTo(b)
            : leftNegative ? -1 : 1;

    private static UInt128 Times(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return new UInt128(high, low);
    }
}
