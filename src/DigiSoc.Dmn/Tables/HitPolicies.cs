using DigiSoc.Dmn.Boxed;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>What each hit policy makes of the rules that match; there is at least one.</summary>
internal static class HitPolicies
{
    /// <summary>The table's value.</summary>
    public static FeelValue Apply(TableLogic table, ReadOnlySpan<int> matches, in LogicFrame frame)
    {
        switch (table.Table.HitPolicy)
        {
            case HitPolicy.Unique when matches.Length > 1:
                return Refuse(frame, $"The hit policy UNIQUE allows one matching rule; {Named(matches)} match.");
            case HitPolicy.Unique or HitPolicy.First:
                return Select(table, matches[..1], frame);
            case HitPolicy.Any:
                return Any(table, matches, frame);
            case HitPolicy.Priority:
                return Select(table, [Prioritised(table, matches, frame)[0].Rule], frame);
            case HitPolicy.OutputOrder:
                return Ordered(table, matches, frame);
            case HitPolicy.RuleOrder:
                return List(table, matches, frame);
            default:
                return table.Table.Aggregation == Aggregation.None ? List(table, matches, frame) : Aggregated(table, matches, frame);
        }
    }

    private static FeelValue Ordered(TableLogic table, ReadOnlySpan<int> matches, in LogicFrame frame)
    {
        var ordered = Prioritised(table, matches, frame);
        frame.Run.Trace?.Selected(ordered.Select(row => row.Rule));
        return FeelValue.Of(FeelList.From(ordered.Select(row => table.Row(row.Outputs))));
    }

    private static FeelValue Select(TableLogic table, ReadOnlySpan<int> rules, in LogicFrame frame)
    {
        frame.Run.Trace?.Selected(rules.ToArray());
        return table.RowOf(rules[0], frame);
    }

    private static FeelValue Any(TableLogic table, ReadOnlySpan<int> matches, in LogicFrame frame)
    {
        frame.Run.Trace?.Selected(matches.ToArray());
        var first = table.RowOf(matches[0], frame);
        foreach (var rule in matches[1..])
        {
            if (table.RowOf(rule, frame) != first)
            {
                return Refuse(
                    frame,
                    $"The hit policy ANY allows several matching rules only with equal outputs; {Named(matches)} differ.");
            }
        }

        return first;
    }

    private static FeelValue List(TableLogic table, ReadOnlySpan<int> matches, in LogicFrame frame)
    {
        frame.Run.Trace?.Selected(matches.ToArray());
        var rows = new FeelValue[matches.Length];
        for (var at = 0; at < rows.Length; at++)
        {
            rows[at] = table.RowOf(matches[at], frame);
        }

        return FeelValue.Of(FeelList.Of(rows));
    }

    /// <summary>The matching rules by the place of their outputs in the output values, first column first.</summary>
    private static List<(int Rule, FeelValue[] Outputs)> Prioritised(TableLogic table, ReadOnlySpan<int> matches, in LogicFrame frame)
    {
        var rows = new List<(int Rule, FeelValue[] Outputs, int[] Ranks)>(matches.Length);
        foreach (var rule in matches)
        {
            var outputs = table.OutputsOf(rule, frame);
            var ranks = new int[outputs.Length];
            for (var at = 0; at < ranks.Length; at++)
            {
                ranks[at] = Rank(table.Outputs[at].Priorities, outputs[at], frame);
            }

            rows.Add((rule, outputs, ranks));
        }

        return [.. rows.OrderBy(row => row.Ranks, Comparer<int[]>.Create(
            static (left, right) => left.AsSpan().SequenceCompareTo(right))).Select(row => (row.Rule, row.Outputs))];
    }

    private static int Rank(FeelExpression[]? priorities, in FeelValue output, in LogicFrame frame)
    {
        for (var at = 0; at < (priorities?.Length ?? 0); at++)
        {
            if (priorities![at].Evaluate(output, frame.Variables, frame.Run.Call).IsTrue)
            {
                return at;
            }
        }

        return int.MaxValue;
    }

    private static FeelValue Aggregated(TableLogic table, ReadOnlySpan<int> matches, in LogicFrame frame)
    {
        frame.Run.Trace?.Selected(matches.ToArray());
        if (table.Table.Aggregation == Aggregation.Count)
        {
            return FeelValue.Of((long)matches.Length);
        }

        var columns = new List<FeelValue>[table.Outputs.Count];
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column] = new List<FeelValue>(matches.Length);
        }

        foreach (var rule in matches)
        {
            var outputs = table.OutputsOf(rule, frame);
            for (var column = 0; column < columns.Length; column++)
            {
                columns[column].Add(outputs[column]);
            }
        }

        var values = new FeelValue[columns.Length];
        for (var column = 0; column < columns.Length; column++)
        {
            values[column] = Aggregates.Of(table.Table.Aggregation, FeelList.From(columns[column]), frame.Run.Call);
        }

        return table.Row(values);
    }

    private static FeelValue Refuse(in LogicFrame frame, string text)
    {
        frame.Run.Trace?.Conflict();
        return frame.Run.Call.Fail(FeelCauseKind.InvalidValue, text);
    }

    private static string Named(ReadOnlySpan<int> matches) => $"rules {string.Join(", ", matches.ToArray().Select(rule => rule + 1))}";
}
