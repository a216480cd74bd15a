using System.Numerics;

namespace DigiSoc.Feel.Numbers;

/// <summary>Reads a number from text, digit by digit; digits past the 34th round half to even.</summary>
internal static class NumberText
{
    private const int MostDigits = 10_000;

    /// <summary>So many digits always fit 64 bits.</summary>
    private const int WordDigits = 19;

    internal static FeelNumber? Read(ReadOnlySpan<char> text)
    {
        var negative = text.StartsWith("-", StringComparison.Ordinal);
        var at = negative || text.StartsWith("+", StringComparison.Ordinal) ? 1 : 0;
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        var whole = text[start..at];
        ReadOnlySpan<char> fraction = default;
        if (at < text.Length && text[at] == '.')
        {
            start = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            fraction = text[start..at];
            if (fraction.IsEmpty)
            {
                return null;
            }
        }

        if (whole.IsEmpty && fraction.IsEmpty || text.Length > MostDigits || !TryExponent(text[at..], out var exponent))
        {
            return null;
        }

        return Build(negative, whole, fraction, exponent);
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        var negative = text.Length > 1 && text[1] == '-';
        var digits = text[(text.Length > 1 && text[1] is '-' or '+' ? 2 : 1)..];
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            exponent = Math.Min((exponent * 10) + (digit - '0'), 100_000);
        }

        exponent = negative ? -exponent : exponent;
        return !digits.IsEmpty;
    }

    private static FeelNumber? Build(bool negative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, int exponent)
    {
        if (whole.Length + fraction.Length <= WordDigits)
        {
            return Rounding.Fit(negative, AppendWord(AppendWord(0, whole), fraction), exponent - fraction.Length);
        }

        if (whole.Length + fraction.Length <= FeelNumber.Digits)
        {
            var coefficient = Append(Append(UInt128.Zero, whole), fraction);
            return Rounding.Fit(negative, coefficient, exponent - fraction.Length);
        }

        var digits = string.Concat(whole, fraction);
        return Rounding.Fit(negative, BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture),
            exponent - fraction.Length);
    }

    private static ulong AppendWord(ulong coefficient, ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            coefficient = (coefficient * 10) + (uint)(digit - '0');
        }

        return coefficient;
    }

    private static UInt128 Append(UInt128 coefficient, ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            coefficient = (coefficient * 10) + (uint)(digit - '0');
        }

        return coefficient;
    }
}
