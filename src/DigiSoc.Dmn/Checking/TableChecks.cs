using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Tables;

namespace DigiSoc.Dmn.Checking;

/// <summary>Finds gaps, overlaps and rules that never decide anything.</summary>
internal static class TableChecks
{
    private const int MostGaps = 8;
    private const int MostOverlaps = 20;
    private const long OverlapBudget = 300_000_000;
    private const int Budget = 200_000;

    public static IEnumerable<DmnDiagnostic> Check(DmnModel model) =>
        LogicWalk.Of(model).SelectMany(each => LogicWalk.All(each.Logic)).OfType<TableExpression>()
            .SelectMany(table => Check(table.Table, table.Place, model));

    private static IEnumerable<DmnDiagnostic> Check(DecisionTable table, DmnPlace place, DmnModel model)
    {
        if (table.Rules.Count == 0)
        {
            return [DmnCodes.NoRules(place)];
        }

        if (TableGrid.Of(table, model) is not { } grid)
        {
            return [];
        }

        return NotAnalysed(grid, place).Concat(ImpossibleCells(grid)).Concat(Gaps(grid, place))
            .Concat(Overlaps(grid, place)).Concat(Masked(grid)).Concat(OutputValues(table));
    }

    private static IEnumerable<DmnDiagnostic> NotAnalysed(TableGrid grid, DmnPlace place)
    {
        var columns = grid.Columns.Where(column => !column.IsAnalysed)
            .Select(column => $"in the column `{column.Label}`, {column.Obstacle}").ToList();
        if (columns.Count > 0)
        {
            yield return DmnCodes.NotAnalysed(place, string.Join("; ", columns));
        }
    }

    private static IEnumerable<DmnDiagnostic> ImpossibleCells(TableGrid grid)
    {
        for (var rule = 0; rule < grid.RuleCount; rule++)
        {
            for (var column = 0; column < grid.Columns.Count; column++)
            {
                if (!grid.SegmentsOf(rule, column).Any())
                {
                    var written = grid.Table.Rules[rule];
                    yield return DmnCodes.ImpossibleCell(
                        written.Place with { Column = column + 1 }, written.Tests[column], grid.Columns[column].Domain);
                }
            }
        }
    }

    private static IEnumerable<DmnDiagnostic> Gaps(TableGrid grid, DmnPlace place)
    {
        if (grid.Table.Outputs.Any(output => output.Default is not null))
        {
            yield break;
        }

        var search = new GridSearch(grid, Budget);
        var isError = grid.Columns.All(column => column.IsClosed) && IsSingleHit(grid.Table.HitPolicy);
        foreach (var gap in search.Uncovered([.. Enumerable.Range(0, grid.RuleCount)]).Take(MostGaps))
        {
            yield return DmnCodes.Gap(place, InWords(grid, gap), isError);
        }

        if (search.IsIncomplete)
        {
            yield return DmnCodes.NotAnalysed(place, "its columns combine in too many ways");
        }
    }

    private static IEnumerable<DmnDiagnostic> Overlaps(TableGrid grid, DmnPlace place)
    {
        var table = grid.Table;
        if (table.HitPolicy is not (HitPolicy.Unique or HitPolicy.Any))
        {
            yield break;
        }

        var outputs = table.HitPolicy == HitPolicy.Any ? new RuleOutputs(table) : null;
        (int First, int Second)? untold = null;
        var search = new OverlapSearch(grid, OverlapBudget);
        var pairs = search.Pairs((first, second) => outputs?.AreEqual(first, second) != true && BothTestsAreKnown(grid, first, second));
        var found = new List<(int First, int Second, int[] Shared)>();
        foreach (var pair in pairs)
        {
            if (outputs is not null && outputs.AreEqual(pair.First, pair.Second) is null)
            {
                untold ??= (pair.First, pair.Second);
                continue;
            }

            found.Add(pair);
            if (found.Count == MostOverlaps)
            {
                break;
            }
        }

        foreach (var (first, second, shared) in found.OrderBy(pair => pair.Second).ThenBy(pair => pair.First))
        {
            yield return DmnCodes.Overlap(
                table.Rules[second].Place,
                table.HitPolicy,
                first + 1,
                second + 1,
                InWords(grid, [.. shared.Select(segment => (segment, segment))]));
        }

        if (untold is var (one, other))
        {
            yield return DmnCodes.NotAnalysed(
                place, $"whether rules that overlap have equal outputs needs evaluation, for rules {one + 1} and {other + 1} first");
        }

        if (search.IsIncomplete)
        {
            yield return DmnCodes.NotAnalysed(place, "too many of its rules would have to be compared for overlaps");
        }
    }

    private static bool BothTestsAreKnown(TableGrid grid, int first, int second)
    {
        for (var column = 0; column < grid.Columns.Count; column++)
        {
            if (!grid.SurelyTakes(first, second, column) && !grid.SurelyTakes(second, first, column))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Rules of a FIRST table whose every input an earlier rule takes.</summary>
    private static IEnumerable<DmnDiagnostic> Masked(TableGrid grid)
    {
        if (grid.Table.HitPolicy != HitPolicy.First)
        {
            yield break;
        }

        for (var rule = 1; rule < grid.RuleCount; rule++)
        {
            if (grid.CanMatch(rule) && IsMasked(grid, rule, Enumerable.Range(0, rule)))
            {
                yield return DmnCodes.NeverFires(
                    grid.Table.Rules[rule].Place, "the hit policy is FIRST, and earlier rules match whenever it does");
            }
        }
    }

    /// <summary>Whether some of the rules preferred to a rule match whenever it does.</summary>
    private static bool IsMasked(TableGrid grid, int rule, IEnumerable<int> preferred)
    {
        var unlimited = long.MaxValue;
        var masking = preferred.Where(other => grid.CanMatch(other) && grid.Shared(other, rule, ref unlimited) is not null
            && Enumerable.Range(0, grid.Columns.Count).All(column => grid.SurelyTakes(other, rule, column))).ToList();
        var search = new GridSearch(grid, Budget / 10);
        return !search.Uncovered(masking, column => grid.SegmentsOf(rule, column)).Any() && !search.IsIncomplete;
    }

    private static IEnumerable<DmnDiagnostic> OutputValues(DecisionTable table)
    {
        for (var column = 0; column < table.Outputs.Count; column++)
        {
            var output = table.Outputs[column];
            if (output.Values is null || CellPatternReader.Read(output.Values) is not { IsPoints: true } values)
            {
                continue;
            }

            var given = table.Rules.Where(rule => column < rule.Outputs.Count)
                .Select(rule => (rule, value: CellPatternReader.Constant(rule.Outputs[column]))).ToList();
            var at = column;
            foreach (var (rule, value) in given.Where(each => each.value is { } known && values.Matches(known) == false))
            {
                yield return DmnCodes.ForbiddenOutput(
                    rule.Place with { Column = table.Inputs.Count + at + 1 }, rule.Outputs[at], output.Values);
            }

            var defaulted = output.Default is null ? null : CellPatternReader.Constant(output.Default);
            if (given.All(each => each.value is not null) && (output.Default is null || defaulted is not null))
            {
                foreach (var missing in values.Intervals.Select(interval => interval.Low)
                    .Where(value => value != defaulted && given.All(each => each.value != value)))
                {
                    yield return DmnCodes.UnreachedValue(output.Place, missing.ToString());
                }
            }
        }
    }

    private static bool IsSingleHit(HitPolicy policy) =>
        policy is HitPolicy.Unique or HitPolicy.First or HitPolicy.Any or HitPolicy.Priority;

    private static string InWords(TableGrid grid, (int First, int Last)[] box)
    {
        var parts = box.Select((range, column) => grid.Columns[column].InWords(range.First, range.Last)).OfType<string>().ToList();
        return parts.Count == 0 ? "the inputs are anything" : string.Join(", ", parts);
    }
}
