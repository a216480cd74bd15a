using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>Tells decisions in sentences, one after the other.</summary>
internal sealed partial class Teller(SpokenValues words)
{
    private const int MostCauses = 5;

    /// <summary>Whether the table that has no result has said why, so that its cause need not be told as well.</summary>
    private bool _isTableExplained;

    public List<string> Sentences { get; } = [];

    public void Tell(TracedDecision decision)
    {
        _isTableExplained = false;
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
        if (decision.Value.IsNull)
        {
            TellCauses(decision);
        }

        Norms(decision.Norms);
        Sentences.Add(decision.Value.IsNull
            ? words.Say("NoResult", decision.Name)
            : words.Say("Result", decision.Name, words.Value(decision.Value)));
    }

    private void TellCauses(TracedDecision decision)
    {
        var told = decision.Causes.Where(cause => !IsTold(cause)).Select(Said).Distinct(StringComparer.Ordinal).ToList();
        Sentences.AddRange(told.Take(MostCauses));
        var more = Math.Max(0, told.Count - MostCauses) + decision.CausesDropped;
        if (more > 0)
        {
            Sentences.Add(words.Counted("CausesMore", more));
        }
    }

    private bool IsTold(FeelCause cause) => _isTableExplained && cause is { Kind: FeelCauseKind.InvalidValue, Source: "" };

    private string Said(FeelCause cause)
    {
        var (start, length) = cause.Span;
        var reason = words.Say($"Cause.{cause.Kind}") + string.Concat(Facts(cause.Mismatch).Select((fact, at) => (at == 0 ? ": " : ", ") + fact));
        return start + length <= cause.Source.Length && cause.Source.Substring(start, length).Trim() is { Length: > 0 } part
            ? words.Say("CauseAt", reason, words.Formula(part))
            : words.Say("Cause", reason);
    }

    /// <summary>What the value is, what was expected, what came.</summary>
    private IEnumerable<string> Facts(FeelMismatch? mismatch)
    {
        if (mismatch is { What.Length: > 0 })
        {
            yield return words.Say($"What.{mismatch.What}", mismatch.Name);
        }

        if (mismatch is { Expected.Length: > 0 })
        {
            yield return words.Say("Expected", words.Formula(mismatch.Expected));
        }

        if (mismatch is { Found.Count: > 0 })
        {
            yield return words.Say("Found", Joined(mismatch.Found.Select(value => words.ValueBeside(value))));
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
        words.ValueBeside(input.Value));

    private void Norms(IReadOnlyList<string> norms)
    {
        if (norms.Count > 0)
        {
            Add("Norm", string.Join("; ", norms));
        }
    }

    private string Pair(KeyValuePair<string, FeelValue> pair) => words.Say("Pair", words.Formula(pair.Key), words.ValueBeside(pair.Value));

    private string Joined(IEnumerable<string> parts) => string.Join(words.Say("And"), parts);

    private void Add(string sentence, params object[] facts) => Sentences.Add(words.Say(sentence, facts));
}
