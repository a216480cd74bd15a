using System.Globalization;
using System.Numerics;
using DigiSoc.Feel.Numbers;

namespace DigiSoc.Feel;

/// <summary>A number of FEEL: a decimal of up to 34 significant digits, as IEEE 754 decimal128.</summary>
/// <remarks>
/// Meaning: (−1)^sign × coefficient × 10^exponent; never binary floating point, so 0.1 + 0.2 is 0.3.
/// Range: coefficient below 10^34, exponent −6176 to 6111; there is no NaN and no infinity: an operation
/// whose result cannot be held answers false or null, and the evaluator turns that into a null with a cause.
/// Rounding: half to even at the 34th digit, once per operation.
/// Equality is numeric: 1.0 equals 1.00, and both have the same hash code.
/// Size: 16 bytes; operations on coefficients that fit 64 bits allocate nothing.
/// </remarks>
public readonly partial struct FeelNumber : IEquatable<FeelNumber>, IComparable<FeelNumber>
{
    /// <summary>The greatest number of significant digits.</summary>
    public const int Digits = 34;

    internal const int MaxExponent = 6111;
    internal const int MinExponent = -6176;
    private const int DecimalDigits = 28;
    private const int ExponentBias = 8192;
    internal const int CoefficientHighBits = 49;
    private const ulong CoefficientHighMask = (1UL << CoefficientHighBits) - 1;
    private const ulong SignBit = 1UL << 63;

    // High word: sign (1 bit), exponent + bias (14 bits), upper 49 bits of the coefficient. All zero bits would be
    // exponent −8192, so the exponent is stored XOR the bias: default(FeelNumber) is 0 × 10^0.
    private readonly ulong _high;
    private readonly ulong _low;

    internal FeelNumber(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    private FeelNumber(bool negative, UInt128 coefficient, int exponent)
    {
        var biased = (ulong)(exponent + ExponentBias) ^ ExponentBias;
        _high = (negative ? SignBit : 0) | (biased << CoefficientHighBits) | (ulong)(coefficient >> 64);
        _low = unchecked((ulong)coefficient);
    }

    /// <summary>0.</summary>
    public static FeelNumber Zero => default;

    /// <summary>1.</summary>
    public static FeelNumber One { get; } = new(false, 1, 0);

    internal ulong High => _high;

    internal ulong Low => _low;

    /// <summary>True below zero; zero is never negative.</summary>
    public bool IsNegative => (_high & SignBit) != 0;

    /// <summary>True for zero of any exponent.</summary>
    public bool IsZero => Coefficient == UInt128.Zero;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => IsZero ? 0 : IsNegative ? -1 : 1;

    internal UInt128 Coefficient => new(_high & CoefficientHighMask, _low);

    // 14 bits, which fit whatever they are.
    internal int Exponent => unchecked((int)(((_high & ~SignBit) >> CoefficientHighBits) ^ ExponentBias) - ExponentBias);

    private bool IsSmall => (_high & CoefficientHighMask) == 0;

    /// <summary>True when there is no fractional part, whatever the exponent (1.00 is an integer).</summary>
    public bool IsInteger => Exponent >= 0 || IsZero || Truncate().CompareTo(this) == 0;

    /// <summary>A number from an integer; always exact.</summary>
    public static FeelNumber Of(long value) =>
        new(value < 0, value < 0 ? (UInt128)(-(Int128)value) : (UInt128)value, 0);

    /// <summary>A number from a decimal, with its scale; always exact.</summary>
    public static FeelNumber Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var coefficient = unchecked(new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        var scale = (bits[3] >> 16) & 0xFF;
        return Create(bits[3] < 0, coefficient, -scale);
    }

    /// <summary>A number from an integer of any size, rounded to 34 digits; null when the exponent is too great.</summary>
    public static FeelNumber? Of(BigInteger value) => Rounding.Fit(value.Sign < 0, BigInteger.Abs(value), 0);

    /// <inheritdoc cref="Of(long)"/>
    public static implicit operator FeelNumber(long value) => Of(value);

    /// <inheritdoc cref="Of(decimal)"/>
    public static explicit operator FeelNumber(decimal value) => Of(value);

    /// <summary>The same number as a decimal, rounded half to even to its 28 digits.</summary>
    /// <exception cref="OverflowException">The number is beyond ±7.9 × 10^28.</exception>
    public static explicit operator decimal(FeelNumber value)
    {
        var digits = Rounding.CountDigits(value.Coefficient) + value.Exponent;
        var fitted = value.RoundAt(Math.Min(DecimalDigits, DecimalDigits - Math.Max(digits, 0)), Towards.HalfEven) ?? value;
        return decimal.Parse(fitted.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The integral part as a long.</summary>
    /// <exception cref="OverflowException">The number is beyond the range of long.</exception>
    public static explicit operator long(FeelNumber value) =>
        value.TryToInt64(out var whole) ? whole : throw new OverflowException($"{value} does not fit a 64-bit integer.");

    /// <summary>The integral part (towards zero) when it fits 64 bits.</summary>
    public bool TryToInt64(out long value)
    {
        var whole = Exponent < 0 ? Truncate() : this;
        value = 0;
        if (whole.IsZero)
        {
            return true;
        }

        if (whole.Exponent > 19 || whole.Coefficient > (UInt128)ulong.MaxValue)
        {
            return TryReduced(whole, out value);
        }

        var big = (Int128)whole.Coefficient;
        for (var power = whole.Exponent; power > 0 && big <= long.MaxValue; power--)
        {
            big *= 10;
        }

        return TryNarrow(IsNegative ? -big : big, out value);
    }

    private static bool TryReduced(FeelNumber whole, out long value)
    {
        var big = whole.Exponent > 40 ? BigInteger.Zero : whole.ToBigInteger();
        var fits = whole.Exponent <= 40 && big >= long.MinValue && big <= long.MaxValue;
        value = fits ? (long)big : 0;
        return fits;
    }

    private static bool TryNarrow(Int128 big, out long value)
    {
        var fits = big >= long.MinValue && big <= long.MaxValue;
        value = fits ? (long)big : 0;
        return fits;
    }

    /// <summary>The integral part when it fits 32 bits.</summary>
    public bool TryToInt32(out int value)
    {
        var fits = TryToInt64(out var wide) && wide is >= int.MinValue and <= int.MaxValue;
        value = fits ? (int)wide : 0;
        return fits;
    }

    internal BigInteger ToBigInteger()
    {
        BigInteger magnitude = Exponent >= 0
            ? (BigInteger)Coefficient * BigInteger.Pow(10, Exponent)
            : (BigInteger)Truncate().Coefficient;
        return IsNegative ? -magnitude : magnitude;
    }

    internal static FeelNumber Create(bool negative, UInt128 coefficient, int exponent) =>
        new(negative && coefficient != UInt128.Zero, coefficient, exponent);

    /// <inheritdoc/>
    public bool Equals(FeelNumber other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FeelNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var reduced = Reduced();
        return HashCode.Combine(reduced._high, reduced._low);
    }

    /// <summary>Numeric order.</summary>
    public int CompareTo(FeelNumber other)
    {
        // The usual comparison: of one sign and one exponent, in one word.
        if (_high == other._high && IsSmall)
        {
            return IsNegative ? other._low.CompareTo(_low) : _low.CompareTo(other._low);
        }

        // Zero is never negative, so that of two signs the negative one is the smaller number.
        if (IsNegative != other.IsNegative)
        {
            return IsNegative ? -1 : 1;
        }

        if (TryWords(this, other, out var x, out var y, out _))
        {
            return CompareAligned(IsNegative, x, other.IsNegative, y);
        }

        if (TrySmall(this, other, out var a, out var b, out _) || Alignment.TryAlign(this, other, out a, out b, out _))
        {
            return CompareAligned(IsNegative, a, other.IsNegative, b);
        }

        return Sign != other.Sign ? Sign.CompareTo(other.Sign)
            : Sign == 0 ? 0
            : Sign * Alignment.CompareMagnitudes(Coefficient, Exponent, other.Coefficient, other.Exponent);
    }

    /// <summary>Numeric equality.</summary>
    public static bool operator ==(FeelNumber left, FeelNumber right) => left.CompareTo(right) == 0;

    /// <summary>Numeric inequality.</summary>
    public static bool operator !=(FeelNumber left, FeelNumber right) => left.CompareTo(right) != 0;

    /// <summary>Numeric order.</summary>
    public static bool operator <(FeelNumber left, FeelNumber right) => left.CompareTo(right) < 0;

    /// <summary>Numeric order.</summary>
    public static bool operator >(FeelNumber left, FeelNumber right) => left.CompareTo(right) > 0;

    /// <summary>Numeric order.</summary>
    public static bool operator <=(FeelNumber left, FeelNumber right) => left.CompareTo(right) <= 0;

    /// <summary>Numeric order.</summary>
    public static bool operator >=(FeelNumber left, FeelNumber right) => left.CompareTo(right) >= 0;

    /// <summary>The same value with no trailing zeros in the coefficient: 1.500 becomes 1.5, 100 becomes 1 × 10^2.</summary>
    internal FeelNumber Reduced()
    {
        if (IsZero)
        {
            return Zero;
        }

        var (coefficient, exponent) = (Coefficient, Exponent);
        while (exponent < MaxExponent)
        {
            var (quotient, remainder) = UInt128.DivRem(coefficient, 10);
            if (remainder != UInt128.Zero)
            {
                break;
            }

            coefficient = quotient;
            exponent++;
        }

        return new(IsNegative, coefficient, exponent);
    }
}
