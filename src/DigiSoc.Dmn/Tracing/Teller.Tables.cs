using DigiSoc.Dmn.Tables;

namespace DigiSoc.Dmn.Tracing;

/// <summary>Decision tables: what they looked at, which rules applied, and why the others did not.</summary>
internal sealed partial class Teller
{
    private const int MostFailedRules = 12;

    private void Tell(TracedTable table)
    {
        if (table.RefusedBy is { } allowed)
        {
            var (label, value) = table.Inputs[^1];
            Add("InputRefused", words.Formula(label), words.ValueBeside(value), words.Test(allowed));
            _isTableExplained = true;
            return;
        }

        if (table.Inputs.Count > 0)
        {
            Add("TableInputs", Joined(table.Inputs.Select(Pair)));
        }

        foreach (var rule in table.Rules.Where(rule => rule.Matched))
        {
            Tell(rule, table);
        }

        TellWhole(table);
        TellFailed(table);
        Tell(table.Steps);
        Norms(table.Norms);
    }

    /// <summary>What came of the rules together.</summary>
    private void TellWhole(TracedTable table)
    {
        var matched = table.Rules.Where(rule => rule.Matched).ToList();
        if (matched.Count == 0)
        {
            Add(table.Value.IsNull ? "NoRule" : "NoRuleDefault");
            _isTableExplained = true;
        }
        else if (table.IsConflict)
        {
            Add($"Conflict.{table.HitPolicy}", string.Join(", ", matched.Select(rule => words.Say("RuleNumber", rule.Row))));
            _isTableExplained = true;
        }
        else if (table is { HitPolicy: HitPolicy.Collect, Aggregation: not Aggregation.None })
        {
            Add($"Aggregate.{table.Aggregation}", words.Value(table.Value));
        }
    }

    private void Tell(TracedRule rule, TracedTable table)
    {
        if (table.IsConflict || rule.Selected)
        {
            TellApplying(rule, table);
        }
        else
        {
            Add(table.HitPolicy == HitPolicy.First ? "RuleNotFirst" : "RuleNotHighest", rule.Row);
        }
    }

    private void TellApplying(TracedRule rule, TracedTable table)
    {
        var conditions = rule.Tests.Select((test, at) => (test: test.Trim(), input: table.Inputs[at]))
            .Where(condition => condition.test is not ("" or "-"))
            .Select(condition => words.Say(
                "Condition", words.Formula(condition.input.Key), words.ValueBeside(condition.input.Value), words.Test(condition.test)))
            .ToList();
        Sentences.Add(conditions.Count == 0
            ? words.Say("RuleAppliesAlways", rule.Row)
            : words.Say("RuleApplies", rule.Row, Joined(conditions)));
        foreach (var (name, text) in rule.Annotations)
        {
            if (text.Length > 0 && !name.Equals("norm", StringComparison.OrdinalIgnoreCase))
            {
                Add("Annotation", name, text);
            }
        }

        Norms(rule.Norms);
    }

    private void TellFailed(TracedTable table)
    {
        var failed = table.Rules.Where(rule => !rule.Matched).ToList();
        foreach (var rule in failed.Take(MostFailedRules))
        {
            var (label, value) = table.Inputs[rule.FailedColumn!.Value - 1];
            Add("RuleFails", rule.Row, words.Formula(label), words.ValueBeside(value), words.Test(rule.FailedTest!));
        }

        if (failed.Count > MostFailedRules)
        {
            Sentences.Add(words.Counted("RulesFail", failed.Count - MostFailedRules));
        }
    }
}
