namespace DigiSoc.Feel.Patterns;

/// <summary>What a backslash and a letter mean: one character, or the set that XML Schema 1.1 (part 2, G.4.2) gives.</summary>
internal static class Escapes
{
    /// <summary>XML 1.0, NameStartChar.</summary>
    private static readonly CharacterSet NameStart = CharacterSet.Of(
        (':', ':'), ('A', 'Z'), ('_', '_'), ('a', 'z'), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D), (0x37F, 0x1FFF),
        (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF));

    /// <summary>XML 1.0, NameChar.</summary>
    private static readonly CharacterSet NamePart = NameStart.Or(CharacterSet.Of(
        ('-', '.'), ('0', '9'), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040)));

    private static readonly CharacterSet Space = CharacterSet.OfPoints(' ', '\t', '\n', '\r');

    private static readonly Lazy<CharacterSet> NotWord = new(() => Named("P").Or(Named("Z"), Named("C")));

    /// <summary>Reads on after a backslash: the single character, or −1 and the set.</summary>
    internal static int Read(string pattern, ref int at, out CharacterSet set)
    {
        if (at >= pattern.Length)
        {
            throw new PatternException("a \\ ends it");
        }

        var letter = pattern[at++];
        var single = letter switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ when "\\|.?*+(){}-[]^$".Contains(letter, StringComparison.Ordinal) => letter,
            _ => -1,
        };
        set = single >= 0 ? CharacterSet.Empty : SetOf(letter, pattern, ref at);
        return single;
    }

    private static CharacterSet SetOf(char letter, string pattern, ref int at) => letter switch
    {
        's' => Space,
        'S' => Space.Not(),
        'd' => Named("Nd"),
        'D' => Named("Nd").Not(),
        'w' => NotWord.Value.Not(),
        'W' => NotWord.Value,
        'i' => NameStart,
        'I' => NameStart.Not(),
        'c' => NamePart,
        'C' => NamePart.Not(),
        'p' => InBraces(letter, pattern, ref at),
        'P' => InBraces(letter, pattern, ref at).Not(),
        _ => throw new PatternException($"there is no escape \\{letter}"),
    };

    private static CharacterSet InBraces(char letter, string pattern, ref int at)
    {
        var close = at < pattern.Length && pattern[at] == '{' ? pattern.IndexOf('}', at) : -1;
        if (close < 0)
        {
            throw new PatternException($"\\{letter} is followed by a category in braces");
        }

        var name = pattern[(at + 1)..close];
        at = close + 1;
        return Named(name);
    }

    private static CharacterSet Named(string name) =>
        UnicodeSets.Find(name) ?? throw new PatternException($"there is no category or block {name}");
}
