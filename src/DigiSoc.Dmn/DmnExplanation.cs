using DigiSoc.Dmn.Tables;
using DigiSoc.Dmn.Tracing;
using DigiSoc.Feel;

namespace DigiSoc.Dmn;

/// <summary>Says what a trace holds in plain sentences that a letter can use.</summary>
public static class DmnExplanation
{
    /// <summary>The sentences, in the order in which things happened.</summary>
    /// <param name="trace">What was done.</param>
    /// <param name="language"><c>lv</c> or <c>en</c>.</param>
    /// <exception cref="ArgumentException">The language is another one.</exception>
    public static IReadOnlyList<string> InWords(DmnTrace trace, string language)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (language is not ("lv" or "en"))
        {
            throw new ArgumentException($"Explanations are written in lv and en, not in {language}.", nameof(language));
        }

        var teller = new Teller(new SpokenValues(language));
        foreach (var decision in trace.Decisions)
        {
            teller.Tell(decision);
        }

        return teller.Sentences;
    }

    private sealed class Teller(SpokenValues words)
    {
        private const int MostFailedRules = 12;

        public List<string> Sentences { get; } = [];

        public void Tell(TracedDecision decision)
        {
            Add("Decision", decision.Name);
            if (decision.Inputs.Count == 0)
            {
                Add("UsedNothing");
            }
            else
            {
                Add("Used", Joined(decision.Inputs.Select(Used)));
            }

            Tell(decision.Steps);
            Tell(decision.Value.IsNull ? decision.Causes : []);
            Norms(decision.Norms);
            Sentences.Add(decision.Value.IsNull
                ? words.Say("NoResult", decision.Name)
                : words.Say("Result", decision.Name, words.Value(decision.Value)));
        }

        private void Tell(IReadOnlyList<TraceStep> steps)
        {
            foreach (var step in steps)
            {
                switch (step)
                {
                    case TracedEntry entry:
                        Add("Entry", entry.Name, words.Value(entry.Value));
                        break;
                    case TracedCall call:
                        Tell(call.Steps);
                        Tell(call);
                        break;
                    case TracedTable table:
                        Tell(table);
                        break;
                }
            }
        }

        private void Tell(TracedCall call)
        {
            var name = call.Name.Length == 0 ? words.Say("Function") : call.Name;
            if (call.Arguments.Count == 0)
            {
                Add("CallNothing", name, words.Value(call.Value));
            }
            else
            {
                Add("Call", name, Joined(call.Arguments.Select(Pair)), words.Value(call.Value));
            }
        }

        private void Tell(TracedTable table)
        {
            if (table.Inputs.Count > 0)
            {
                Add("TableInputs", Joined(table.Inputs.Select(Pair)));
            }

            foreach (var rule in table.Rules.Where(rule => rule.Matched))
            {
                Tell(rule, table);
            }

            if (!table.Rules.Any(rule => rule.Matched))
            {
                Add("NoRule");
            }

            TellFailed(table);
            Norms(table.Norms);
        }

        private void Tell(TracedRule rule, TracedTable table)
        {
            if (!rule.Selected)
            {
                Add("RuleNotChosen", rule.Row, Name(table.HitPolicy));
                return;
            }

            var conditions = rule.Tests.Select((test, at) => (test: test.Trim(), input: table.Inputs[at]))
                .Where(condition => condition.test is not ("" or "-"))
                .Select(condition => words.Say(
                    "Condition", condition.input.Key, words.Value(condition.input.Value), condition.test))
                .ToList();
            Sentences.Add(conditions.Count == 0
                ? words.Say("RuleAppliesAlways", rule.Row)
                : words.Say("RuleApplies", rule.Row, Joined(conditions)));
            foreach (var (name, text) in rule.Annotations)
            {
                if (text.Length > 0 && !name.Equals("norm", StringComparison.OrdinalIgnoreCase))
                {
                    Add("Annotation", name, text.TrimEnd('.'));
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
                Add("RuleFails", rule.Row, label, words.Value(value), rule.FailedTest!);
            }

            if (failed.Count > MostFailedRules)
            {
                Add("RulesFail", failed.Count - MostFailedRules);
            }
        }

        private void Tell(IReadOnlyList<FeelCause> causes)
        {
            foreach (var kind in causes.Select(cause => cause.Kind).Distinct())
            {
                Add("Cause", words.Say($"Cause.{kind}"));
            }
        }

        private void Norms(IReadOnlyList<string> norms)
        {
            if (norms.Count > 0)
            {
                Add("Norm", string.Join("; ", norms));
            }
        }

        private string Used(TracedInput input) => words.Say(
            input.Origin switch
            {
                TraceOrigin.Input => "Input",
                TraceOrigin.Decision => "FromDecision",
                _ => "FromImport",
            },
            input.Name,
            words.Value(input.Value));

        private string Pair(KeyValuePair<string, FeelValue> pair) => words.Say("Pair", pair.Key, words.Value(pair.Value));

        private string Joined(IEnumerable<string> parts) => string.Join(words.Say("And"), parts);

        private static string Name(HitPolicy policy) => policy switch
        {
            HitPolicy.RuleOrder => "RULE ORDER",
            HitPolicy.OutputOrder => "OUTPUT ORDER",
            _ => policy.ToString().ToUpperInvariant(),
        };

        private void Add(string sentence, params object[] facts) => Sentences.Add(words.Say(sentence, facts));
    }
}
