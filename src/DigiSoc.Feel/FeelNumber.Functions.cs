using System.Numerics;
using DigiSoc.Feel.Numbers;

namespace DigiSoc.Feel;

/// <content>Powers, roots, exponentials; correct to 34 digits.</content>
public readonly partial struct FeelNumber
{
    private const int LargestExactPower = 1_000_000;

    /// <summary>base ** exponent; null for 0 to a negative power, a fractional power of a negative number, or beyond the range.</summary>
    public static FeelNumber? Power(FeelNumber number, FeelNumber exponent)
    {
        if (exponent.IsInteger && exponent.TryToInt32(out var whole) && Math.Abs((long)whole) <= LargestExactPower)
        {
            return whole >= 0 ? WholePower(number, whole)
                : number.IsZero ? null
                : WholePower(number, -whole) is { } inverse ? Divide(One, inverse) : null;
        }

        if (number.IsZero)
        {
            return exponent.Sign > 0 ? Zero : null;
        }

        return number.IsNegative ? null : RealPower(number, exponent);
    }

    private static FeelNumber? RealPower(FeelNumber number, FeelNumber exponent)
    {
        var product = FixedPoint.Ln(number) * FixedPoint.Of(exponent) / FixedPoint.One;
        return BigInteger.Abs(product) < FixedPoint.One * 20_000 ? FixedPoint.Exp(product)?.Reduced() : null;
    }

    /// <summary>By squaring, with 20 digits more than the result keeps.</summary>
    private static FeelNumber? WholePower(FeelNumber number, int power)
    {
        var (result, square) = (WideNumber.One, WideNumber.Of(number));
        for (var rest = power; rest > 0; rest >>= 1)
        {
            result = (rest & 1) == 0 ? result : result.Times(square);
            square = rest > 1 ? square.Times(square) : square;
            if (Math.Abs(result.Exponent) > 100_000 || Math.Abs(square.Exponent) > 1_000_000)
            {
                return number.Abs() < One ? Zero : null;
            }
        }

        return result.Narrow();
    }

    /// <summary>The square root; null below zero.</summary>
    public FeelNumber? SquareRoot()
    {
        if (IsNegative || IsZero)
        {
            return IsZero ? Zero : null;
        }

        var shift = 2 * Digits + 2;
        shift += (Exponent - shift) % 2 == 0 ? 0 : 1;
        var scaled = (BigInteger)Coefficient * BigInteger.Pow(10, shift);
        var root = Root(scaled);
        var exact = root * root == scaled;
        return exact
            ? Rounding.Fit(false, root, (Exponent - shift) / 2)?.Reduced()
            : Rounding.Fit(false, (root * 10) + 1, ((Exponent - shift) / 2) - 1);
    }

    /// <summary>The integral square root, by Newton from above.</summary>
    private static BigInteger Root(BigInteger value)
    {
        var guess = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (guess + (value / guess)) >> 1;
            if (next >= guess)
            {
                return guess;
            }

            guess = next;
        }
    }

    /// <summary>e to this power; null beyond the range.</summary>
    public FeelNumber? Exp() => IsZero ? One : Abs() < Of(20_000) ? FixedPoint.Exp(FixedPoint.Of(this)) : IsNegative ? Zero : null;

    /// <summary>The natural logarithm; null at and below zero.</summary>
    public FeelNumber? Log() => Sign <= 0 ? null : FixedPoint.Number(FixedPoint.Ln(this));

    internal static FeelNumber? Cos(FeelNumber angle) => angle.Exponent > 20 ? null : FixedPoint.Cos(FixedPoint.Of(angle));

    internal static FeelNumber? Sin(FeelNumber angle) => angle.Exponent > 20 ? null : FixedPoint.Sine(FixedPoint.Of(angle));
}
