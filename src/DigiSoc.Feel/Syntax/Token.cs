namespace DigiSoc.Feel.Syntax;

/// <summary>The kinds of tokens; what a word means is decided by the parser.</summary>
internal enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>An identifier or keyword.</summary>
    Word,

    /// <summary>A number without sign.</summary>
    Number,

    /// <summary>A string literal.</summary>
    String,

    /// <summary>Punctuation or operator.</summary>
    Symbol,
}

/// <summary>A piece of the text. Holds no text itself, so that cutting a text into tokens makes nothing else.</summary>
/// <param name="Start">The first character.</param>
/// <param name="End">The character after the last.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sign">Which symbol or reserved word; None for every other token.</param>
internal readonly record struct Token(int Start, int End, TokenKind Kind, Sign Sign = Sign.None)
{
    internal int Length => End - Start;

    /// <summary>A word without a meaning of its own.</summary>
    internal bool IsPlainWord => Kind == TokenKind.Word && Sign == Sign.None;

    /// <summary>What the text has here.</summary>
    internal ReadOnlySpan<char> In(string text) => text.AsSpan(Start, End - Start);
}
