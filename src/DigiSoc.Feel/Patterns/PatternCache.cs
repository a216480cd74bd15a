using System.Collections.Concurrent;

namespace DigiSoc.Feel.Patterns;

/// <summary>Compiled patterns, kept because making one costs more than running it.</summary>
internal static class PatternCache
{
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
            return new(Compile(pattern, flags), "");
        }
        catch (PatternException failure)
        {
            return new(null, $"the regular expression '{pattern}' is not one of XPath: {failure.Message}");
        }
    }

    private static Pattern Compile(string pattern, string flags)
    {
        var isLiteral = flags.Contains('q', StringComparison.Ordinal);
        var groups = 0;
        var node = isLiteral
            ? PatternReader.ReadLiteral(pattern, flags.Contains('i', StringComparison.Ordinal))
            : PatternReader.Read(pattern, flags, out groups);
        return new(PatternProgram.Compile(node, groups, flags), isLiteral);
    }

    private sealed record Entry(Pattern? Pattern, string Problem);
}
