namespace DigiSoc.Feel.Evaluation;

/// <summary>Guesses which name was meant.</summary>
internal static class Near
{
    private const int LongestCompared = 64;

    /// <summary>" — did you mean `x`?" when there is a near name; else nothing.</summary>
    internal static string Hint(string name, ReadOnlySpan<string> available) =>
        Of(name, available) is { } near ? $" — did you mean `{near}`?" : "";

    /// <summary>The nearest name that is at most a third of its letters away; null when there is none.</summary>
    internal static string? Of(string name, ReadOnlySpan<string> available)
    {
        var (best, distance) = ("", Math.Max(1, name.Length / 3) + 1);
        foreach (var candidate in available)
        {
            if (Math.Abs(name.Length - candidate.Length) >= distance)
            {
                continue;
            }

            var found = Distance(name, candidate);
            if (found < distance)
            {
                (best, distance) = (candidate, found);
            }
        }

        return best.Length == 0 ? null : best;
    }

    /// <summary>Letters to change, add, take away or swap with the next; letter case does not count.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > LongestCompared || b.Length > LongestCompared)
        {
            return int.MaxValue;
        }

        // Of the prefixes of a: two letters less, one less, this one; by the length of b's prefix.
        var (before, previous, row) = (new int[b.Length + 1], new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray());
        for (var i = 1; i <= a.Length; i++)
        {
            (before, previous, row) = (previous, row, before);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
