namespace DigiSoc.Feel.Functions;

/// <summary>Texts counted in code points rather than UTF-16 units.</summary>
internal static class CodePoints
{
    internal static int Count(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            count -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return count;
    }

    internal static string Slice(string text, int start, int length)
    {
        var from = Units(text, 0, start);
        return text[from..Units(text, from, length)];
    }

    /// <summary>The place that many code points after another.</summary>
    private static int Units(string text, int at, int points)
    {
        for (; points > 0 && at < text.Length; points--)
        {
            at += at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        }

        return at;
    }
}
