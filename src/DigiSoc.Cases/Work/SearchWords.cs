using System.Globalization;
using System.Text;

namespace DigiSoc.Cases;

/// <summary>Text as it is searched: lower case, no diacritics, so that "berzs" finds "Bērzs".</summary>
internal static class SearchWords
{
    public static string Plain(params IReadOnlyList<string?> texts)
    {
        var plain = new StringBuilder();
        foreach (var c in string.Join(' ', texts).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
            }
        }

        return plain.ToString();
    }

    /// <summary>A tsquery that asks for every word as a beginning ("jan:* &amp; ber:*"); null when nothing searchable was typed.</summary>
    public static string? Query(string? typed)
    {
        var words = Plain(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(" & ", words.Take(8).Select(word => word + ":*"));
    }
}
