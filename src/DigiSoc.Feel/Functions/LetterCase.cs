using System.Buffers;
using System.Text;

namespace DigiSoc.Feel.Functions;

/// <summary>
/// Capital and small letters by the full mappings of Unicode, as XPath's upper-case and lower-case have them: a letter may
/// become several. .NET maps one to one; what is missing is here. No language's own rules.
/// </summary>
internal static class LetterCase
{
    private const char IotaBelow = '\u0345';
    private const string Iota = "\u0399";

    /// <summary>What the letters become that .NET leaves as they are, or takes for one letter.</summary>
    private static readonly Dictionary<char, string> Capitals = Enumerable.Range(0, char.MaxValue)
        .Select(code => (char)code).Where(MayBecomeSeveral)
        .Select(letter => (letter, Capital: CapitalOf(letter)))
        .Where(each => each.Capital.Length > 1 || each.letter == 'ı')
        .ToDictionary(each => each.letter, each => each.Capital);

    private static readonly SearchValues<char> Special = SearchValues.Create([.. Capitals.Keys]);

    internal static string Upper(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text.ToUpperInvariant();
        }

        var capitals = new StringBuilder();
        foreach (var letter in text)
        {
            _ = Capitals.TryGetValue(letter, out var several) ? capitals.Append(several) : capitals.Append(letter);
        }

        return capitals.ToString().ToUpperInvariant();
    }

    /// <summary>Of the letters that become several only İ is there; Σ is σ wherever it stands, for letters are mapped one by one.</summary>
    internal static string Lower(string text) =>
        text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Latin, Armenian and Greek letters and ligatures; no others have such capitals.</summary>
    private static bool MayBecomeSeveral(char letter) =>
        letter is (>= '\u00DF' and < '\u0590') or (>= '\u1E00' and < '\u2000') or (>= '\uFB00' and < '\uFB18')
        && char.IsLetter(letter);

    private static string CapitalOf(char letter) => letter switch
    {
        'ß' => "SS",
        'ı' => "I",
        _ => CapitalOf(letter, letter.ToString().Normalize(NormalizationForm.FormKD)),
    };

    /// <summary>A letter without capital of its own is written in its parts; an iota below stands behind as a letter.</summary>
    private static string CapitalOf(char letter, string parts)
    {
        var own = letter.ToString().ToUpperInvariant();
        if (parts.EndsWith(IotaBelow))
        {
            var rest = parts[..^1].Normalize(NormalizationForm.FormC);
            return (rest.Length == 1 ? CapitalOf(rest[0]) : rest.ToUpperInvariant()) + Iota;
        }

        return parts.Length > 1 && char.IsLower(letter) && own[0] == letter ? parts.ToUpperInvariant() : own;
    }
}
