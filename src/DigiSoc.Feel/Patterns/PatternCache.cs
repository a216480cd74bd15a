using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace DigiSoc.Feel.Patterns;

/// <summary>Translated patterns, kept because making one costs more than running it.</summary>
internal static class PatternCache
{
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(1000);

    private const int Most = 500;
    private const int LongestPattern = 2_000;

    private static readonly ConcurrentDictionary<(string Pattern, string Flags), Entry> Entries = new();

    /// <summary>The pattern, or null with the problem as text.</summary>
    internal static Pattern? Find(string pattern, string flags, out string problem)
    {
        if (!Entries.TryGetValue((pattern, flags), out var entry))
        {
            entry = Make(pattern, flags);
            if (Entries.Count >= Most)
            {
                Entries.Clear();
            }

            Entries[(pattern, flags)] = entry;
        }

        problem = entry.Problem;
        return entry.Pattern;
    }

    private static Entry Make(string pattern, string flags)
    {
        var unknown = flags.FirstOrDefault(flag => flag is not ('s' or 'm' or 'i' or 'x' or 'q'));
        if (unknown != default)
        {
            return new(null, $"there is no regular expression flag '{unknown}'; there are s, m, i, x, q");
        }

        if (pattern.Length > LongestPattern)
        {
            return new(null, $"a regular expression has at most {LongestPattern} characters");
        }

        try
        {
            return new(Translate(pattern, flags), "");
        }
        catch (PatternException failure)
        {
            return new(null, $"the regular expression '{pattern}' is not one of XPath: {failure.Message}");
        }
        catch (ArgumentException failure)
        {
            return new(null, $"the regular expression '{pattern}' is not one of XPath: {failure.Message}");
        }
        catch (NotSupportedException failure)
        {
            return new(null, $"the regular expression '{pattern}' cannot be run: {failure.Message}");
        }
    }

    private static Pattern Translate(string pattern, string flags)
    {
        var options = RegexOptions.CultureInvariant
            | (flags.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : 0)
            | (flags.Contains('m', StringComparison.Ordinal) ? RegexOptions.Multiline : 0);
        if (flags.Contains('q', StringComparison.Ordinal))
        {
            return new(new Regex(Regex.Escape(pattern), options | RegexOptions.NonBacktracking, TimeLimit), 0, IsLiteral: true);
        }

        var translated = PatternReader.Read(pattern, flags);

        // A back-reference needs the backtracking engine; the time limit holds it.
        var engine = translated.HasBackReference ? RegexOptions.None : RegexOptions.NonBacktracking;
        return new(new Regex(translated.Text, options | engine, TimeLimit), translated.Groups, IsLiteral: false);
    }

    private sealed record Entry(Pattern? Pattern, string Problem);
}
