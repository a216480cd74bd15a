using System.Collections.Frozen;

namespace DigiSoc.Feel.Parsing;

/// <summary>Words with a meaning of their own; a name that is not declared ends before one of them.</summary>
internal static class Words
{
    private const int ShortestReserved = 2;
    private const int LongestReserved = 9;

    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal,
        "and", "or", "between", "in", "if", "then", "else", "for", "return", "some", "every", "satisfies",
        "instance", "function", "external", "true", "false", "null");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Spelled =
        Reserved.GetAlternateLookup<ReadOnlySpan<char>>();

    internal static bool IsOperator(string word) =>
        word is "and" or "or" or "between" or "in" or "then" or "else" or "return" or "satisfies" or "instance";

    /// <summary>The reserved word that is spelled so; null when it is none.</summary>
    internal static string? Find(ReadOnlySpan<char> word) =>
        word.Length is >= ShortestReserved and <= LongestReserved && Spelled.TryGetValue(word, out var reserved) ? reserved : null;
}
