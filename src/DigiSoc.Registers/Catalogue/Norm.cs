namespace DigiSoc.Registers.Catalogue;

/// <summary>A place in an act, for example <c>SPSPL 36(1)1</c> or <c>MK 809 2</c>.</summary>
/// <param name="Text">As written.</param>
public sealed record Norm(string Text)
{
    /// <summary>Whether <paramref name="other"/> is this place or a part of it: <c>SPSPL 36</c> covers <c>SPSPL 36(1)1</c>.</summary>
    public bool Covers(string other)
    {
        var mine = Tokens(Text);
        var theirs = Tokens(other);
        return mine.Count <= theirs.Count && mine.SequenceEqual(theirs.Take(mine.Count), StringComparer.OrdinalIgnoreCase);
    }

    public override string ToString() => Text;

    /// <summary>Letters and digits stay together with superscripts (<c>2^1</c>, <c>2¹</c>); everything else separates.</summary>
    private static List<string> Tokens(string text) =>
        [.. text.Replace("¹", "^1", StringComparison.Ordinal)
            .Replace("²", "^2", StringComparison.Ordinal)
            .Split([' ', '(', ')', '.', ','], StringSplitOptions.RemoveEmptyEntries)];
}
