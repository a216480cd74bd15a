using System.Runtime.CompilerServices;

namespace DigiSoc.Feel.Numbers;

/// <summary>Arithmetic on everyday numbers in the one word that a value keeps them in; see <see cref="FeelNumber.TryPack"/>.</summary>
/// <remarks>
/// Sign (1 bit), exponent (14 bits, of two's complement), coefficient (49 bits); zero has no sign. What has no result
/// here, because it takes more digits or a wide gap between exponents, is left to <see cref="FeelNumber"/>; what has one
/// has the same there.
/// </remarks>
internal static class Packed
{
    /// <summary>No result: a word that is no number, for no number has this exponent.</summary>
    internal const ulong None = 1UL << 62;

    private const ulong Sign = 1UL << 63;
    private const ulong Coefficient = (1UL << FeelNumber.CoefficientHighBits) - 1;
    private const ulong ExponentBits = ~(Sign | Coefficient);
    private const int HalfWord = 32;

    /// <summary>The powers of ten by which 49 bits can be multiplied within a word.</summary>
    private static ReadOnlySpan<ulong> Powers => [1, 10, 100, 1_000, 10_000];

    /// <summary>The number with the other sign.</summary>
    internal static ulong Negate(ulong word) => (word & Coefficient) == 0 ? word : word ^ Sign;

    /// <summary>The sum, or <see cref="None"/>.</summary>
    internal static ulong Add(ulong left, ulong right) => ((left ^ right) & ~Coefficient) == 0
        ? Fit(left & Sign, left & ExponentBits, unchecked((left & Coefficient) + (right & Coefficient)))
        : AddUnlike(left, right);

    /// <summary>The product, or <see cref="None"/>.</summary>
    internal static ulong Multiply(ulong left, ulong right)
    {
        var (a, b) = (left & Coefficient, right & Coefficient);
        var exponent = unchecked(ExponentOf(left) + ExponentOf(right));
        return (a | b) >> HalfWord != 0 || exponent is < FeelNumber.MinExponent or > FeelNumber.MaxExponent
            ? None
            : unchecked(Fit((left ^ right) & Sign, ((ulong)exponent << FeelNumber.CoefficientHighBits) & ExponentBits, a * b));
    }

    /// <summary>Less than zero, zero or more.</summary>
    internal static int Compare(ulong left, ulong right) => ((left ^ right) & ~Coefficient) != 0 ? CompareUnlike(left, right)
        : (left & Sign) == 0 ? left.CompareTo(right)
        : right.CompareTo(left);

    /// <summary>The sum of numbers of different signs or exponents.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong AddUnlike(ulong left, ulong right)
    {
        var gap = unchecked(ExponentOf(left) - ExponentOf(right));
        if (gap < 0)
        {
            (left, right, gap) = (right, left, unchecked(-gap));
        }

        if (gap >= Powers.Length)
        {
            return None;
        }

        var (a, b) = (unchecked((left & Coefficient) * Powers[gap]), right & Coefficient);
        return ((left ^ right) & Sign) == 0 ? Fit(left & Sign, right & ExponentBits, unchecked(a + b))
            : a >= b ? Fit(left & Sign, right & ExponentBits, unchecked(a - b))
            : Fit(right & Sign, right & ExponentBits, unchecked(b - a));
    }

    /// <summary>The order of numbers of different signs or exponents.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CompareUnlike(ulong left, ulong right)
    {
        if (((left ^ right) & Sign) != 0)
        {
            return (left & Sign) != 0 ? -1 : 1;
        }

        var gap = unchecked(ExponentOf(left) - ExponentOf(right));
        if (gap >= Powers.Length || -gap >= Powers.Length)
        {
            return FeelNumber.Unpack(left).CompareTo(FeelNumber.Unpack(right));
        }

        var a = unchecked((left & Coefficient) * Powers[Math.Max(gap, 0)]);
        var b = unchecked((right & Coefficient) * Powers[Math.Max(-gap, 0)]);
        return (left & Sign) == 0 ? a.CompareTo(b) : b.CompareTo(a);
    }

    private static int ExponentOf(ulong word) => unchecked((int)((long)(word << 1) >> (FeelNumber.CoefficientHighBits + 1)));

    private static ulong Fit(ulong sign, ulong exponent, ulong coefficient) => coefficient > Coefficient ? None
        : coefficient == 0 ? exponent
        : sign | exponent | coefficient;
}
