namespace DigiSoc.Feel.Parsing;

/// <summary>Words with a meaning of their own; a name that is not declared ends before one of them.</summary>
internal static class Words
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "and", "or", "between", "in", "if", "then", "else", "for", "return", "some", "every", "satisfies",
        "instance", "function", "external", "true", "false", "null",
    };

    private static readonly HashSet<string> Operators = new(StringComparer.Ordinal)
    {
        "and", "or", "between", "in", "then", "else", "return", "satisfies", "instance",
    };

    internal static bool IsOperator(string word) => Operators.Contains(word);

    internal static bool IsReserved(string word) => Reserved.Contains(word);
}
