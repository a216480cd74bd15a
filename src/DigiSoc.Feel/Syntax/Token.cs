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

    /// <summary>A string literal, quotes taken off and escapes read.</summary>
    String,

    /// <summary>Punctuation or operator.</summary>
    Symbol,
}

/// <summary>A piece of the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; for a string literal, the string.</param>
/// <param name="Start">The first character.</param>
/// <param name="End">The character after the last.</param>
/// <param name="IsReserved">For a word: whether it has a meaning of its own.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, bool IsReserved = false)
{
    internal bool Is(string symbolOrWord) => Kind is TokenKind.Symbol or TokenKind.Word && Text == symbolOrWord;
}
