namespace DigiSoc.Feel.Syntax;

/// <summary>Ends the reading of a text; caught in <c>Parser.Parse</c> and given to the caller as a problem.</summary>
internal sealed class SyntaxException(FeelProblem problem) : Exception(problem.Text)
{
    internal FeelProblem Problem { get; } = problem;
}

/// <summary>Codes and texts of everything that makes a text unreadable. Listed in docs/feel/errors.md.</summary>
internal static class SyntaxErrors
{
    internal static SyntaxException UnknownCharacter(string character, int at) =>
        New("FEEL-001", at, character.Length, $"character '{character}' has no meaning in FEEL here. Put texts in double quotes.");

    internal static SyntaxException Unclosed(string what, string close, int at) =>
        New("FEEL-002", at, 1, $"the {what} that begins here is not closed. Expected: {close} before the end of the text.");

    internal static SyntaxException Unexpected(string text, Token found, string expected) =>
        New("FEEL-003", found.Start, found.Length, $"expected {expected}, found {Describe(text, found)}.");

    internal static SyntaxException TooDeep(int at, int limit) =>
        New("FEEL-004", at, 0, $"the expression nests deeper than {limit} levels. Split it into several.");

    internal static SyntaxException TooLong(int length, int limit) =>
        New("FEEL-005", 0, 0, $"the text has {length} characters; at most {limit} are read. Split it into several.");

    internal static SyntaxException NumberTooGreat(string text, Token found) =>
        New("FEEL-006", found.Start, found.Length, $"the number '{found.In(text)}' is beyond the range of FEEL numbers.");

    internal static SyntaxException UnknownType(string name, int at) =>
        New("FEEL-007", at, name.Length, $"there is no type '{name}'. Built-in types: {string.Join(", ", Evaluation.TypeNames.All)}.");

    internal static SyntaxException Malformed(Token found, string rule) =>
        New("FEEL-008", found.Start, found.Length, rule);

    internal static SyntaxException SecondRelation(string text, Token before, Token found) =>
        New("FEEL-009", before.Start, found.End - before.Start,
            $"expected a value after '{before.In(text)}', found {Describe(text, found)}. {Instead(before.Sign, found.Sign)}");

    /// <summary>What other languages write so, as FEEL writes it.</summary>
    private static string Instead(Sign before, Sign found) => (before, found) switch
    {
        (Sign.Equal, Sign.Equal) => "FEEL compares with a single =.",
        (Sign.NotEqual, Sign.Equal) or (Sign.Less, Sign.Greater) => "FEEL writes != for not equal.",
        (Sign.Equal, Sign.Less) => "FEEL writes <= for at most.",
        (Sign.Equal, Sign.Greater) => "FEEL writes >= for at least.",
        (Sign.And or Sign.Or, _) => "Name the value on both sides, as in x > 1 and x < 5.",
        _ => "A comparison without a left side stands alone in a test, after 'in' or in parentheses.",
    };

    private static string Describe(string text, Token found) => found.Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.String => "a string",
        _ => $"'{found.In(text)}'",
    };

    private static SyntaxException New(string code, int at, int length, string text) =>
        new(new FeelProblem(code, new FeelSpan(at, length), $"{code} reading FEEL, character {at + 1}: {text}"));
}
