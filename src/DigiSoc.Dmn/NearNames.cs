namespace DigiSoc.Dmn;

/// <summary>Finds the known names nearest to a wrong one.</summary>
internal static class NearNames
{
    private const int MaxShown = 3;
    private const int MaxNameLength = 100;

    /// <summary>Up to three near names, quoted and parted by commas; empty when none is near.</summary>
    public static string Of(string wrong, IEnumerable<string> known) =>
        string.Join(", ", known.Distinct(StringComparer.Ordinal)
            .Where(name => name.Length > 0 && name.Length <= MaxNameLength && wrong.Length <= MaxNameLength)
            .Select(name => (Name: name, Distance: Distance(wrong.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(near => near.Distance <= Math.Max(1, Math.Max(wrong.Length, near.Name.Length) / 3))
            .OrderBy(near => near.Distance).ThenBy(near => near.Name, StringComparer.Ordinal)
            .Take(MaxShown)
            .Select(near => $"\"{near.Name}\""));

    /// <summary>How many letters must be added, removed, replaced or swapped with the next to get from one word to the other.</summary>
    private static int Distance(string from, string to)
    {
        var (before, previous, current) = (new int[to.Length + 1], new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray());
        for (var row = 1; row <= from.Length; row++)
        {
            (before, previous, current) = (previous, current, before);
            current[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var replaced = previous[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, Math.Min(previous[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1])
                {
                    current[column] = Math.Min(current[column], before[column - 2] + 1);
                }
            }
        }

        return current[to.Length];
    }
}
