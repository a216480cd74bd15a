namespace DigiSoc.Feel.Syntax;

/// <summary>Punctuation and operators: one string each, however often a text has them.</summary>
internal static class Symbols
{
    private const string Single = "+-*/=<>()[]{}.,:;@!’'";

    private static readonly string[] Singles = [.. Single.Select(character => character.ToString())];

    /// <summary>The longest symbol at a place of a text; null when there is none.</summary>
    internal static string? At(string text, int at) =>
        (at + 1 < text.Length ? Pair(text[at], text[at + 1]) : null) ?? One(text[at]);

    private static string? Pair(char first, char second) => (first, second) switch
    {
        ('.', '.') => "..",
        ('*', '*') => "**",
        ('<', '=') => "<=",
        ('>', '=') => ">=",
        ('!', '=') => "!=",
        ('-', '>') => "->",
        _ => null,
    };

    private static string? One(char symbol)
    {
        var place = Single.IndexOf(symbol, StringComparison.Ordinal);
        return place < 0 ? null : Singles[place];
    }
}
