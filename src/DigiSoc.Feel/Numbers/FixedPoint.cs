using System.Globalization;
using System.Numerics;

namespace DigiSoc.Feel.Numbers;

/// <summary>exp, ln, sin and cos by integer series with 80 decimals, so that 34 digits come out right even for ln of 1 + 10^-33.</summary>
internal static class FixedPoint
{
    internal const int Decimals = 80;

    private const int ConstantDecimals = 90;

    private const string Ln2Digits = "693147180559945309417232121458176568075500134360255254120680009493393621969694715605863326";
    private const string Ln10Digits = "2302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205";
    private const string PiDigits = "3141592653589793238462643383279502884197169399375105820974944592307816406286208998628034825";

    internal static readonly BigInteger One = BigInteger.Pow(10, Decimals);

    private static readonly BigInteger Ln2 = Constant(Ln2Digits);
    private static readonly BigInteger Ln10 = Constant(Ln10Digits);
    private static readonly BigInteger Pi = Constant(PiDigits);

    private static readonly FeelNumber Half = FeelNumber.Of(0.5m);

    private static BigInteger Constant(string digits) =>
        BigInteger.Parse(digits, CultureInfo.InvariantCulture) / BigInteger.Pow(10, ConstantDecimals - Decimals);

    /// <summary>The number with 80 decimals; those past them are cut off.</summary>
    internal static BigInteger Of(FeelNumber value)
    {
        var power = value.Exponent + Decimals;
        var magnitude = power >= 0
            ? (BigInteger)value.Coefficient * BigInteger.Pow(10, power)
            : (BigInteger)value.Coefficient / BigInteger.Pow(10, Math.Min(-power, 100));
        return value.IsNegative ? -magnitude : magnitude;
    }

    /// <summary>e^x; null beyond the range of numbers. x = k·ln 10 + r, so e^x = 10^k · e^r.</summary>
    internal static FeelNumber? Exp(BigInteger x)
    {
        var power = (int)BigInteger.Divide(x, Ln10);
        var rest = x - (power * Ln10);
        var (sum, term) = (One, One);
        for (var i = 1; !term.IsZero; i++)
        {
            term = term * rest / One / i;
            sum += term;
        }

        return Rounding.Fit(false, sum, power - Decimals);
    }

    /// <summary>The natural logarithm of a positive number: ln(m · 2^k · 10^e) with m near 1.</summary>
    internal static BigInteger Ln(FeelNumber value)
    {
        if (value.CompareTo(Half) > 0 && value.CompareTo(2) < 0)
        {
            return LnNearOne(Of(value));
        }

        var digits = Rounding.CountDigits(value.Coefficient);
        var mantissa = (BigInteger)value.Coefficient * One / BigInteger.Pow(10, digits);
        var exponent = value.Exponent + digits;
        var twos = 0;
        while (mantissa * 3 < One * 2)
        {
            mantissa *= 2;
            twos++;
        }

        return LnNearOne(mantissa) - (twos * Ln2) + (exponent * Ln10);
    }

    /// <summary>ln m = 2·artanh((m − 1)/(m + 1)).</summary>
    private static BigInteger LnNearOne(BigInteger m)
    {
        var z = (m - One) * One / (m + One);
        var square = z * z / One;
        var sum = BigInteger.Zero;
        for (var (term, i) = (z, 1); !term.IsZero; i += 2)
        {
            sum += term / i;
            term = term * square / One;
        }

        return 2 * sum;
    }

    internal static FeelNumber? Cos(BigInteger x) => Sine(x + (Pi / 2));

    internal static FeelNumber? Sine(BigInteger x)
    {
        var turn = BigInteger.Remainder(x, 2 * Pi);
        var square = turn * turn / One;
        var (sum, term) = (turn, turn);
        for (var i = 2; !term.IsZero; i += 2)
        {
            term = -term * square / One / (i * (i + 1));
            sum += term;
        }

        return Number(sum);
    }

    internal static FeelNumber? Number(BigInteger scaled) =>
        Rounding.Fit(scaled.Sign < 0, BigInteger.Abs(scaled), -Decimals)?.Reduced();
}
