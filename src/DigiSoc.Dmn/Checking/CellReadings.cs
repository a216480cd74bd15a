using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>What the tests of a column mean, each text read once.</summary>
internal sealed class CellReadings
{
    /// <param name="cells">The tests.</param>
    /// <param name="kind">Kind of the column's type; null when not known.</param>
    public CellReadings(IEnumerable<string> cells, FeelKind? kind)
    {
        foreach (var cell in cells)
        {
            if (!ColumnDomain.IsAny(cell) && !Known.ContainsKey(cell) && CellMeaning.Read(cell) is var meaning)
            {
                Obstacle ??= Unlike(cell, meaning, kind);
                if (meaning is not null && (kind is null || meaning.Intervals.All(interval => interval.Sort.Kind == kind)))
                {
                    Known.Add(cell, meaning);
                }
            }
        }

        Intervals = [.. Known.Values.SelectMany(meaning => meaning.Intervals)];
        var kinds = Intervals.Select(interval => interval.Sort.Kind).Distinct().ToList();
        if (kinds.Count > 1)
        {
            Obstacle = $"its values are of several types, {string.Join(" and ", kinds.Select(KindNames.Of))}, which have no order among them";
            Known.Clear();
            Intervals.Clear();
        }

        else if (Intervals.Exists(interval => !interval.IsPoint) && Intervals.Exists(interval => interval.Sort != Intervals[0].Sort))
        {
            Obstacle = "its values are with a zone and without, which are compared by the clock of either";
            Known.Clear();
            Intervals.Clear();
        }

        Kind = kinds.Count == 1 ? kinds[0] : null;
        NamesNull = Known.Values.Any(meaning => meaning.NamesNull);
    }

    /// <summary>Tests with one meaning, by text.</summary>
    public Dictionary<string, CellMeaning> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>Their values and intervals, which are of one kind.</summary>
    public List<CellInterval> Intervals { get; }

    /// <summary>The kind of their values; null where they name none.</summary>
    public FeelKind? Kind { get; }

    /// <summary>Whether one of them speaks of null.</summary>
    public bool NamesNull { get; }

    /// <summary>Why some test is not known; null when all are.</summary>
    public string? Obstacle { get; }

    private static string? Unlike(string text, CellMeaning? meaning, FeelKind? kind) => meaning is null
        ? CellMeaning.NeedsEvaluation(text) ? $"`{text.Trim()}` needs evaluation" : $"the values of `{text.Trim()}` have no single order"
        : kind is { } wanted && meaning.Intervals.FirstOrDefault(interval => interval.Sort.Kind != wanted) is { } other
            ? $"its values are of type {KindNames.Of(other.Sort.Kind)}, the column's of type {KindNames.Of(wanted)}"
        : null;
}
