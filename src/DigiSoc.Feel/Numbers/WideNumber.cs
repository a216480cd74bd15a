using System.Numerics;

namespace DigiSoc.Feel.Numbers;

/// <summary>A decimal with spare digits, for chains of products that are rounded only at their end.</summary>
internal readonly record struct WideNumber(BigInteger Coefficient, int Exponent)
{
    private const int Kept = FeelNumber.Digits + 20;

    internal static WideNumber One { get; } = new(BigInteger.One, 0);

    internal static WideNumber Of(FeelNumber value) =>
        new(value.IsNegative ? -(BigInteger)value.Coefficient : (BigInteger)value.Coefficient, value.Exponent);

    internal WideNumber Times(WideNumber other)
    {
        var product = Coefficient * other.Coefficient;
        var exponent = Exponent + other.Exponent;
        var drop = Rounding.CountDigits(BigInteger.Abs(product)) - Kept;
        return drop <= 0 ? new(product, exponent) : new(product / BigInteger.Pow(10, drop), exponent + drop);
    }

    internal FeelNumber? Narrow() => Rounding.Fit(Coefficient.Sign < 0, BigInteger.Abs(Coefficient), Exponent);
}
