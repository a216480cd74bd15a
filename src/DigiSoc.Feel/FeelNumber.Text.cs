using System.Globalization;
using DigiSoc.Feel.Numbers;

namespace DigiSoc.Feel;

/// <content>Text: a point as decimal sign, no grouping, no exponent unless the number is very long.</content>
public readonly partial struct FeelNumber
{
    private const int LongestPlain = 400;

    /// <summary>Reads <c>-12.50</c>, <c>.5</c>, <c>1e3</c>; white space around is not allowed.</summary>
    /// <returns>False for any other text, and for a number beyond the range.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelNumber number)
    {
        var parsed = NumberText.Read(text);
        number = parsed ?? Zero;
        return parsed is not null;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">The text is not a number.</exception>
    public static FeelNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException($"'{text}' is not a FEEL number.");

    /// <summary>The number in plain digits with its decimals (1.50 stays 1.50); beyond 400 characters with an exponent.</summary>
    public override string ToString()
    {
        var digits = Coefficient.ToString(CultureInfo.InvariantCulture);
        var sign = IsNegative ? "-" : "";
        if (IsZero && Exponent >= 0)
        {
            return "0";
        }

        if (Exponent >= 0)
        {
            return Exponent + digits.Length > LongestPlain
                ? string.Create(CultureInfo.InvariantCulture, $"{sign}{digits}E+{Exponent}")
                : sign + digits + new string('0', Exponent);
        }

        if (-Exponent > LongestPlain)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits}E{Exponent}");
        }

        var padded = digits.PadLeft(-Exponent + 1, '0');
        return $"{sign}{padded[..(padded.Length + Exponent)]}.{padded[(padded.Length + Exponent)..]}";
    }
}
