using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DigiSoc.Feel.Patterns;

/// <summary>Sets that Unicode defines: general categories, blocks, letters that differ in case only.</summary>
internal static class UnicodeSets
{
    private const int LongestName = 60;
    private const int LastWithCase = 0x1FFFF;

    private static readonly ConcurrentDictionary<string, CharacterSet?> Named = new(StringComparer.Ordinal);

    private static readonly Lazy<(int From, int To, string Category)[]> Runs = new(CategoryRuns);

    private static readonly Lazy<(int[] Points, ILookup<int, int> BySmall, ILookup<int, int> ByCapital)> Cases = new(CasePairs);

    /// <summary>A category of one or two letters, as in <c>\p{Lu}</c>, or a block, as in <c>\p{IsGreek}</c>; null when there is none.</summary>
    internal static CharacterSet? Find(string name) =>
        name.Length > LongestName ? null
        : Named.TryGetValue(name, out var known) ? known
        : (name.StartsWith("Is", StringComparison.Ordinal) ? Block(name) : Category(name)) is { } set ? Named.GetOrAdd(name, set)
        : null;

    /// <summary>F&amp;O 5.6.2, flag i: the set and every character with the capital or small letter of one in it.</summary>
    internal static CharacterSet WithCases(CharacterSet set)
    {
        var points = set.Single >= 0 ? [set.Single] : Cases.Value.Points.Where(set.Contains);
        return set.Or(CharacterSet.OfPoints(points.SelectMany(CasesOf)));
    }

    internal static bool SameButCase(int a, int b) => a == b || Small(a) == Small(b) || Capital(a) == Capital(b);

    private static IEnumerable<int> CasesOf(int point) =>
        Cases.Value.BySmall[Small(point)].Concat(Cases.Value.ByCapital[Capital(point)]);

    private static int Small(int point) => Rune.IsValid(point) ? Rune.ToLowerInvariant(new Rune(point)).Value : point;

    private static int Capital(int point) => Rune.IsValid(point) ? Rune.ToUpperInvariant(new Rune(point)).Value : point;

    private static (int[] Points, ILookup<int, int> BySmall, ILookup<int, int> ByCapital) CasePairs()
    {
        var changed = Enumerable.Range(0, LastWithCase).Where(point => Small(point) != point || Capital(point) != point);
        var points = changed.SelectMany(point => new[] { point, Small(point), Capital(point) }).Distinct().ToArray();
        return (points, points.ToLookup(Small), points.ToLookup(Capital));
    }

    private static CharacterSet? Category(string name)
    {
        var ranges = Runs.Value.Where(run => run.Category == name || (name.Length == 1 && run.Category[0] == name[0]))
            .Select(run => (run.From, run.To)).ToList();
        return ranges.Count == 0 ? null : CharacterSet.Of(ranges);
    }

    private static (int From, int To, string Category)[] CategoryRuns()
    {
        var runs = new List<(int From, int To, UnicodeCategory Category)>();
        for (var point = 0; point <= CharacterSet.Last; point++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(point);
            if (runs.Count > 0 && runs[^1].Category == category)
            {
                runs[^1] = runs[^1] with { To = point };
            }
            else
            {
                runs.Add((point, point, category));
            }
        }

        return [.. runs.Select(run => (run.From, run.To, ShortName(run.Category)))];
    }

    /// <summary>The table of blocks is .NET's, which ends at FFFF: its engine is asked once which characters a block has.</summary>
    private static CharacterSet? Block(string name)
    {
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            return null;
        }

        try
        {
            var all = string.Create(0x10000, 0, static (text, _) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = (char)i;
                }
            });
            var found = Regex.Matches(all, $"\\p{{{name}}}+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return CharacterSet.Of(found.Select(range => (range.Index, range.Index + range.Length - 1)));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string ShortName(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "Cn",
    };
}
