using DigiSoc.Feel.Numbers;

namespace DigiSoc.Feel;

/// <content>Numbers whose coefficient fits 64 bits, as those of everyday life do: brought together by one multiplication.</content>
public readonly partial struct FeelNumber
{
    /// <summary>10^0 to 10^18: a 64-bit coefficient times any of them leaves room for a carry in 128 bits.</summary>
    private static ReadOnlySpan<ulong> SmallPowers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

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

    private static int CompareAligned(bool leftNegative, UInt128 a, bool rightNegative, UInt128 b) =>
        leftNegative == rightNegative
            ? leftNegative ? b.CompareTo(a) : a.CompareTo(b)
            : leftNegative ? -1 : 1;

    private static UInt128 Times(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return new UInt128(high, low);
    }
}
