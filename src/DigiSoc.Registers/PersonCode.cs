namespace DigiSoc.Registers;

/// <summary>Personal codes as text: eleven digits, written with a dash after the sixth.</summary>
internal static class PersonCode
{
    /// <summary>With the dash; null when it is no code. Whether anybody bears it, only the register knows.</summary>
    public static string? Normalise(string text)
    {
        var digits = text.Length == 12 && text[6] == '-' ? text.Remove(6, 1) : text;
        return digits.Length == 11 && digits.All(char.IsAsciiDigit) ? $"{digits[..6]}-{digits[6..]}" : null;
    }
}
