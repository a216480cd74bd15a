using DigiSoc.Dmn.Tracing;

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
}
