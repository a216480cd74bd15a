namespace DigiSoc.Feel.Patterns;

/// <summary>What a backslash and a letter mean in XPath, in words of .NET.</summary>
internal static class Escapes
{
    private const string Word = "\\p{L}\\p{M}\\p{N}\\p{S}";
    private const string NotWord = "\\p{P}\\p{Z}\\p{C}";
    private const string NameStart = "\\p{L}_:";
    private const string NamePart = "\\p{L}\\p{M}\\p{Nd}_:.\\-\\u00B7";

    /// <summary>The escape after a backslash, outside a class.</summary>
    internal static string Outside(string pattern, ref int at)
    {
        var letter = pattern[at++];
        return letter switch
        {
            'w' => $"[{Word}]",
            'W' => $"(?:{PatternReader.AnyPair}|[{NotWord}-[\uD800-\uDFFF]])",
            's' => "[ \\t\\n\\r]",
            'S' => $"(?:{PatternReader.AnyPair}|[^ \\t\\n\\r])",
            'i' => $"[{NameStart}]",
            'I' => $"[^{NameStart}]",
            'c' => $"[{NamePart}]",
            'C' => $"[^{NamePart}]",
            'd' or 'D' => "\\" + letter,
            'p' or 'P' => Category(letter, pattern, ref at),
            _ => Single(letter),
        };
    }

    /// <summary>The escape inside a class: a list of characters, never a class of its own.</summary>
    internal static string Inside(string pattern, ref int at)
    {
        var letter = pattern[at++];
        return letter switch
        {
            'w' => Word,
            'W' => NotWord,
            's' => " \\t\\n\\r",
            'i' => NameStart,
            'c' => NamePart,
            'd' or 'D' or 'S' => "\\" + letter,
            'p' or 'P' => Category(letter, pattern, ref at),
            _ => Single(letter),
        };
    }

    private static string Single(char letter) => letter is 'n' or 'r' or 't' || "\\|.?*+(){}-[]^$".Contains(letter, StringComparison.Ordinal)
        ? "\\" + letter
        : throw new PatternException($"there is no escape \\{letter}");

    private static string Category(char letter, string pattern, ref int at)
    {
        var close = at < pattern.Length && pattern[at] == '{' ? pattern.IndexOf('}', at) : -1;
        if (close < 0)
        {
            throw new PatternException($"\\{letter} is followed by a category in braces");
        }

        var category = pattern[at..(close + 1)];
        at = close + 1;
        return "\\" + letter + category;
    }
}
