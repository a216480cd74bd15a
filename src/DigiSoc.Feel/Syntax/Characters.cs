using System.Buffers;
using System.Text;

namespace DigiSoc.Feel.Syntax;

/// <summary>Which code points may stand in names and between tokens (DMN 10.3.1.2, rules 24 to 30 and 61 to 62).</summary>
internal static class Characters
{
    internal static bool StartsName(int point) => point switch
    {
        '?' or '_' => true,
        < 0x80 => char.IsAsciiLetter((char)point),
        >= 0xC0 and <= 0x2FF => point is not (0xD7 or 0xF7),
        >= 0x370 and <= 0x1FFF => point != 0x37E && !IsSpace(point),
        0x200C or 0x200D => true,
        >= 0x2070 and <= 0x218F or >= 0x2C00 and <= 0x2FEF => true,
        >= 0x3001 and <= 0xD7FF or >= 0xF900 and <= 0xFDCF or >= 0xFDF0 and <= 0xFFFD => point != 0xFEFF,
        >= 0x10000 and <= 0xEFFFF => true,
        _ => false,
    };

    internal static bool ContinuesName(int point) =>
        StartsName(point) && point != '?' || point is >= '0' and <= '9' or 0xB7 or >= 0x300 and <= 0x36F or 0x203F or 0x2040;

    internal static bool IsSpace(int point) => point switch
    {
        >= 0x09 and <= 0x0D or ' ' or 0x85 or 0xA0 or 0x1680 or 0x180E => true,
        >= 0x2000 and <= 0x200B or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000 or 0xFEFF => true,
        _ => false,
    };

    /// <summary>The code point at a place and how many UTF-16 units it takes; half a pair counts as itself.</summary>
    internal static int PointAt(ReadOnlySpan<char> text, int at, out int units)
    {
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out units) == OperationStatus.Done)
        {
            return rune.Value;
        }

        units = 1;
        return text[at];
    }
}
