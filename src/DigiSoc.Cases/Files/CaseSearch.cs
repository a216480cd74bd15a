namespace DigiSoc.Cases;

/// <summary>What people may call a case when they look for it.</summary>
internal static class CaseSearch
{
    /// <summary>Number with and without its dashes, names, and personal codes as eleven digits.</summary>
    public static string Text(string number, string applicantName, IEnumerable<string> personCodes) =>
        SearchWords.Plain([number, applicantName, .. personCodes.Select(Digits)]);

    /// <summary>The words to ask for; a personal code is asked for without its dash.</summary>
    public static string? Query(string? typed)
    {
        var digits = typed is null ? "" : Digits(typed);
        return SearchWords.Query(digits.Length == 11 && typed!.All(c => char.IsDigit(c) || c is '-' or ' ') ? digits : typed);
    }

    public static string Digits(string personCode) => new([.. personCode.Where(char.IsDigit)]);
}
