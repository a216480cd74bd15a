using DigiSoc.Dmn.Tables;
using DigiSoc.Dmn.Types;

namespace DigiSoc.Dmn.Checking;

/// <summary>Finds gaps, overlaps and rules that never decide anything.</summary>
internal static class TableChecks
{
    private const int MostGaps = 8;
    private const int MostOverlaps = 20;
    private const int MostRulesNamed = 5;
    private const long OverlapBudget = 300_000_000;
    private const long GapBudget = 30_000_000;
    private const long MaskBudget = 100_000_000;

    public static IEnumerable<DmnDiagnostic> Check(DmnModel model) =>
        TableWalk.Of(model).SelectMany(each => Check(each.Table.Table, each.Table.Place, each.Names, model.TypeTable));

    private static IEnumerable<DmnDiagnostic> Check(DecisionTable table, DmnPlace place, TypedNames names, TypeTable types)
    {
        if (table.Rules.Count == 0)
        {
            return [DmnCodes.NoRules(place)];
        }

        if (TableGrid.Of(table, names, types) is not { } grid)
        {
            return [];
        }

        return NotAnalysed(grid, place).Concat(NeverMatching(grid)).Concat(Gaps(grid, place))
            .Concat(Overlaps(grid, place)).Concat(Masked(grid, place, types)).Concat(OutputValues(table));
    }

    private static IEnumerable<DmnDiagnostic> NotAnalysed(TableGrid grid, DmnPlace place)
    {
        var columns = grid.Columns.Select(column => column.Domain).Where(domain => domain.Obstacle is not null)
            .Select(domain => $"in the column `{domain.Label}`, {domain.Obstacle}").ToList();
        if (columns.Count > 0)
        {
            yield return DmnCodes.NotAnalysed(place, string.Join("; ", columns));
        }
    }

    /// <summary>Rules with a test that no value passes, or with tests of one expression that no value passes together.</summary>
    private static IEnumerable<DmnDiagnostic> NeverMatching(TableGrid grid)
    {
        for (var rule = 0; rule < grid.RuleCount; rule++)
        {
            var written = grid.Table.Rules[rule];
            foreach (var column in Enumerable.Range(0, grid.Columns.Count).Where(column => grid.Covered(rule, column).IsEmpty)
                .Select(column => grid.Columns[column]))
            {
                var alone = column.Inputs.Where(input => column.Domain.Covered(written.Tests[input]).IsEmpty).ToList();
                foreach (var input in alone)
                {
                    yield return DmnCodes.ImpossibleCell(written.Place with { Column = input + 1 }, written.Tests[input], column.Domain.Values);
                }

                if (alone.Count == 0)
                {
                    yield return DmnCodes.Contradiction(
                        written.Place with { Column = column.Inputs[0] + 1 },
                        string.Join(" and ", column.Inputs.Where(input => !ColumnDomain.IsAny(written.Tests[input]))
                            .Select(input => $"`{written.Tests[input].Trim()}` in column {input + 1}")));
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

        var search = new GridSearch(grid, [.. Enumerable.Range(0, grid.RuleCount)], [.. grid.Columns.Select(column => column.Domain.Sure)], GapBudget);
        var isError = grid.Columns.All(column => column.Domain.IsClosed) && IsSingleHit(grid.Table.HitPolicy);
        var gaps = search.Uncovered().Take(MostGaps + 1).ToList();
        foreach (var gap in gaps.Take(MostGaps))
        {
            yield return DmnCodes.Gap(place, InWords(grid, gap), isError && !IsBetweenCounted(grid, gap));
        }

        if (gaps.Count > MostGaps)
        {
            yield return DmnCodes.NotAnalysed(place, $"there are more gaps than the {MostGaps} told");
        }

        if (search.IsIncomplete)
        {
            yield return DmnCodes.NotAnalysed(place, "its columns combine in too many ways to look for all gaps");
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
        var pairs = search.Pairs((first, second) => outputs?.AreEqual(first, second) != true && grid.SurelyMeet(first, second));
        var found = new List<(int First, int Second, int[] Shared)>();
        foreach (var pair in pairs)
        {
            if (outputs is not null && outputs.AreEqual(pair.First, pair.Second) is null)
            {
                untold ??= (pair.First, pair.Second);
                continue;
            }

            found.Add(pair);
            if (found.Count > MostOverlaps)
            {
                break;
            }
        }

        foreach (var (first, second, shared) in found.Take(MostOverlaps).OrderBy(pair => pair.Second).ThenBy(pair => pair.First))
        {
            yield return DmnCodes.Overlap(
                table.Rules[second].Place,
                table.HitPolicy,
                first + 1,
                second + 1,
                InWords(grid, [.. shared.Select(segment => (segment, segment))]));
        }

        if (found.Count > MostOverlaps)
        {
            yield return DmnCodes.NotAnalysed(place, $"there are more overlaps than the {MostOverlaps} told");
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

    /// <summary>Rules of a FIRST or PRIORITY table whose every input is taken by rules that are preferred to them.</summary>
    private static IEnumerable<DmnDiagnostic> Masked(TableGrid grid, DmnPlace place, TypeTable types)
    {
        var ranks = grid.Table.HitPolicy == HitPolicy.Priority ? RuleRanks.Of(grid.Table, types) : null;
        if (ranks is null && grid.Table.HitPolicy != HitPolicy.First)
        {
            yield break;
        }

        var left = MaskBudget;
        for (var rule = 0; rule < grid.RuleCount && left >= 0; rule++)
        {
            var preferred = ranks is null ? Enumerable.Range(0, rule) : ranks.PreferredTo(rule);
            if (grid.CanMatch(rule) && Masking(grid, rule, preferred, ref left) is { } masking)
            {
                yield return ranks is null
                    ? DmnCodes.Masked(grid.Table.Rules[rule].Place, $"the hit policy is FIRST, and of the rules before it {masking}")
                    : DmnCodes.MaskedByRank(grid.Table.Rules[rule].Place, $"the hit policy is PRIORITY, and of the rules ranked before it {masking}");
            }
        }

        if (left < 0)
        {
            yield return DmnCodes.NotAnalysed(place, "too many of its rules would have to be compared for rules that never decide");
        }
    }

    /// <summary>Which of the rules preferred to a rule match whenever it does; null when they do not.</summary>
    private static string? Masking(TableGrid grid, int rule, IEnumerable<int> preferred, ref long left)
    {
        var masking = new List<int>();
        foreach (var other in preferred)
        {
            left--;
            if (grid.CanMatch(other) && grid.MayShare(other, rule) && grid.SurelyTakes(other, rule) && grid.Shared(other, rule, ref left) is not null)
            {
                masking.Add(other);
            }
        }

        if (masking.Count == 0)
        {
            return null;
        }

        foreach (var other in masking)
        {
            if (grid.Covers(other, rule))
            {
                return $"rule {other + 1} matches whenever it does";
            }
        }

        var search = new GridSearch(grid, masking, grid.Covered(rule), left);
        var isMasked = !search.Uncovered().Any();
        left = search.Left;
        return isMasked && left >= 0 ? $"some match whenever it does: {Named(masking)}" : null;
    }

    private static string Named(List<int> rules) => string.Join(", ", rules.Take(MostRulesNamed).Select(rule => rule + 1))
        + (rules.Count > MostRulesNamed ? $" and {rules.Count - MostRulesNamed} more" : "");

    private static IEnumerable<DmnDiagnostic> OutputValues(DecisionTable table)
    {
        for (var column = 0; column < table.Outputs.Count; column++)
        {
            var output = table.Outputs[column];
            if (output.Values is null || CellPatternReader.Read(output.Values) is not { IsPoints: true } pattern)
            {
                continue;
            }

            var values = pattern.Intervals.Select(interval => interval.Low).ToHashSet();

            var given = table.Rules.Where(rule => column < rule.Outputs.Count)
                .Select(rule => (rule, value: CellPatternReader.Constant(rule.Outputs[column]))).ToList();
            var at = column;
            foreach (var (rule, value) in given.Where(each => each.value is { } known && known.Kind == pattern.Kind && !values.Contains(known)))
            {
                yield return DmnCodes.ForbiddenOutput(
                    rule.Place with { Column = table.Inputs.Count + at + 1 }, rule.Outputs[at], output.Values);
            }

            var defaulted = output.Default is null ? null : CellPatternReader.Constant(output.Default);
            if (given.All(each => each.value is not null) && (output.Default is null || defaulted is not null))
            {
                values.ExceptWith(given.Select(each => each.value!.Value));
                foreach (var missing in values.Where(value => value != defaulted))
                {
                    yield return DmnCodes.UnreachedValue(output.Place, missing.ToString());
                }
            }
        }
    }

    /// <summary>Whether it is a gap only for numbers between whole ones that the table counts up, as 0, 1, 2 and more children.</summary>
    private static bool IsBetweenCounted(TableGrid grid, (int First, int Last)[] box) =>
        box.Zip(grid.Columns).Any(each => each.Second.Domain.IsBetweenCounted(each.First.First, each.First.Last));

    private static bool IsSingleHit(HitPolicy policy) =>
        policy is HitPolicy.Unique or HitPolicy.First or HitPolicy.Any or HitPolicy.Priority;

    private static string InWords(TableGrid grid, (int First, int Last)[] box)
    {
        var parts = box.Select((range, column) => grid.Columns[column].Domain.InWords(range.First, range.Last)).OfType<string>().ToList();
        return parts.Count == 0 ? "the inputs are anything" : string.Join(", ", parts);
    }
}
