using System.Globalization;
using System.Text;

namespace DigiSoc.Feel.Syntax;

/// <summary>Finds where a string literal ends, and what it says.</summary>
internal static class StringLiteral
{
    /// <summary>The character after the closing quote; −1 when there is none.</summary>
    internal static int EndOf(ReadOnlySpan<char> text, int start)
    {
        for (var at = start + 1; ;)
        {
            var step = text[at..].IndexOfAny('"', '\\');
            if (step < 0)
            {
                return -1;
            }

            at += step + 1;
            if (text[at - 1] == '"')
            {
                return at;
            }

            // A quote after a backslash is part of the string, and so is a second backslash.
            at += at < text.Length && text[at] is '"' or '\\' ? 1 : 0;
        }
    }

    /// <summary>The string, quotes taken off and escapes read.</summary>
    /// <param name="literal">With its quotes.</param>
    internal static string Read(ReadOnlySpan<char> literal)
    {
        var inside = literal[1..^1];
        if (!inside.Contains('\\'))
        {
            return inside.ToString();
        }

        var value = new StringBuilder(inside.Length);
        for (var at = 0; at < inside.Length;)
        {
            if (inside[at] == '\\')
            {
                at += 1 + Escape(inside[(at + 1)..], value);
            }
            else
            {
                value.Append(inside[at++]);
            }
        }

        return value.ToString();
    }

    /// <summary>Reads what follows a backslash and says how long it is; before any other character the backslash stands for itself, as in <c>"\d+"</c>.</summary>
    private static int Escape(ReadOnlySpan<char> text, StringBuilder value)
    {
        switch (text.IsEmpty ? '\0' : text[0])
        {
            case 'n': value.Append('\n'); return 1;
            case 't': value.Append('\t'); return 1;
            case 'r': value.Append('\r'); return 1;
            case '"' or '\'' or '\\': value.Append(text[0]); return 1;
            case 'u' when TryHex(text, 4, out var point): value.Append((char)point); return 5;
            case 'U' when TryHex(text, 6, out var point) && Rune.IsValid(point): value.Append(new Rune(point).ToString()); return 7;
            default: value.Append('\\'); return 0;
        }
    }

    private static bool TryHex(ReadOnlySpan<char> text, int digits, out int point)
    {
        point = 0;
        return text.Length > digits
            && int.TryParse(text.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out point);
    }
}
