namespace DigiSoc.Feel.Syntax;

/// <summary>The symbols and the reserved words; a name that is not declared ends before any of them.</summary>
internal enum Sign : byte
{
    /// <summary>No symbol and no reserved word.</summary>
    None,

    // Operators of two sides, from the weakest binding to the strongest: Signs.Strength relies on it.
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
    In,
    Plus,
    Minus,
    Times,
    Divide,
    Power,

    // Words that begin an expression or stand inside one.
    If,
    Then,
    Else,
    For,
    Return,
    Some,
    Every,
    Satisfies,
    Instance,
    Function,
    External,
    True,
    False,
    Null,

    // Punctuation.
    Open,
    Close,
    OpenList,
    CloseList,
    OpenContext,
    CloseContext,
    Point,
    Points,
    Comma,
    Colon,
    Semicolon,
    At,
    Exclamation,
    Quote,
    Apostrophe,
    Arrow,
}

/// <summary>How signs are written, and how strongly operators bind.</summary>
internal static class Signs
{
    /// <summary>What no operator reaches: operands of the strongest operator are read with it.</summary>
    internal const int Strongest = 7;

    internal const int Additive = 4;

    private static readonly string[] Texts =
    [
        "", "or", "and", "=", "!=", "<", "<=", ">", ">=", "between", "in", "+", "-", "*", "/", "**",
        "if", "then", "else", "for", "return", "some", "every", "satisfies", "instance", "function", "external",
        "true", "false", "null", "(", ")", "[", "]", "{", "}", ".", "..", ",", ":", ";", "@", "!", "’", "'", "->",
    ];

    private static ReadOnlySpan<byte> Strengths => [0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, Additive, Additive, 5, 5, 6];

    /// <summary>As a text has it.</summary>
    internal static string Text(Sign sign) => Texts[(int)sign];

    /// <summary>From 1, weakest, to 6; 0 for what is no operator of two sides.</summary>
    internal static int Strength(Sign sign) => (int)sign < Strengths.Length ? Strengths[(int)sign] : 0;

    /// <summary>Whether it may stand inside a name, as in <c>Monthly-Salary</c>.</summary>
    internal static bool JoinsName(Sign sign) =>
        sign is Sign.Plus or Sign.Minus or Sign.Times or Sign.Divide or Sign.Point or Sign.Quote or Sign.Apostrophe;

    /// <summary>The reserved word that is spelled so; None when it is none.</summary>
    internal static Sign OfWord(ReadOnlySpan<char> word) => word switch
    {
        "or" => Sign.Or,
        "and" => Sign.And,
        "between" => Sign.Between,
        "in" => Sign.In,
        "if" => Sign.If,
        "then" => Sign.Then,
        "else" => Sign.Else,
        "for" => Sign.For,
        "return" => Sign.Return,
        "some" => Sign.Some,
        "every" => Sign.Every,
        "satisfies" => Sign.Satisfies,
        "instance" => Sign.Instance,
        "function" => Sign.Function,
        "external" => Sign.External,
        "true" => Sign.True,
        "false" => Sign.False,
        "null" => Sign.Null,
        _ => Sign.None,
    };

    /// <summary>The longest symbol that begins with these two characters; None when there is none.</summary>
    internal static Sign OfSymbol(char first, char second) => (first, second) switch
    {
        ('.', '.') => Sign.Points,
        ('*', '*') => Sign.Power,
        ('<', '=') => Sign.LessOrEqual,
        ('>', '=') => Sign.GreaterOrEqual,
        ('!', '=') => Sign.NotEqual,
        ('-', '>') => Sign.Arrow,
        _ => OfSymbol(first),
    };

    private static Sign OfSymbol(char symbol) => symbol switch
    {
        '+' => Sign.Plus,
        '-' => Sign.Minus,
        '*' => Sign.Times,
        '/' => Sign.Divide,
        '=' => Sign.Equal,
        '<' => Sign.Less,
        '>' => Sign.Greater,
        '(' => Sign.Open,
        ')' => Sign.Close,
        '[' => Sign.OpenList,
        ']' => Sign.CloseList,
        '{' => Sign.OpenContext,
        '}' => Sign.CloseContext,
        '.' => Sign.Point,
        ',' => Sign.Comma,
        ':' => Sign.Colon,
        ';' => Sign.Semicolon,
        '@' => Sign.At,
        '!' => Sign.Exclamation,
        '’' => Sign.Quote,
        '\'' => Sign.Apostrophe,
        _ => Sign.None,
    };
}
