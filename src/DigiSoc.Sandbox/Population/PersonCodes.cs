using System.Globalization;

namespace DigiSoc.Sandbox.Population;

/// <summary>Codes of the new format with prefixes that are never issued: 30 for personas, 31 for the rest.</summary>
internal static class PersonCodes
{
    public static string Persona(int persona, int member) =>
        string.Create(CultureInfo.InvariantCulture, $"300000-{persona:00}{member:000}");

    /// <summary>Different for every number below 10⁹; the step is coprime to 10⁹.</summary>
    public static string Inhabitant(int seed, int number)
    {
        var place = (number * 736_481_957L + (long)(uint)seed * 1009L) % 1_000_000_000L;
        var digits = place.ToString("000000000", CultureInfo.InvariantCulture);
        return $"31{digits[..4]}-{digits[4..]}";
    }

    /// <summary>With a dash after the sixth digit; null when it is no code.</summary>
    public static string? Normalise(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal);
        return digits.Length == 11 && digits.All(char.IsAsciiDigit) ? $"{digits[..6]}-{digits[6..]}" : null;
    }
}
