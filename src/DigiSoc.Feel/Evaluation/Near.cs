namespace DigiSoc.Feel.Evaluation;

/// <summary>Guesses which name was meant.</summary>
internal static class Near
{
    private const int LongestCompared = 64;

    /// <summary>" — did you mean `x`?" when a name is at most a third of its letters away; else nothing.</summary>
    internal static string Hint(string name, ReadOnlySpan<string> available)
    {
        var (best, distance) = ("", Math.Max(1, name.Length / 3) + 1);
        foreach (var candidate in available)
        {
            var found = Distance(name, candidate);
            if (found < distance)
            {
                (best, distance) = (candidate, found);
            }
        }

        return best.Length == 0 ? "" : $" — did you mean `{best}`?";
    }

    /// <summary>Letters to change, add or take away; letter case does not count.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > LongestCompared || b.Length > LongestCompared)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var value = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], value);
            }
        }

        return row[b.Length];
    }
}
