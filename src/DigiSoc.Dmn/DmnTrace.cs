using DigiSoc.Dmn.Tracing;
using DigiSoc.Feel;

namespace DigiSoc.Dmn;

/// <summary>What an evaluation did. Holds the values it worked on: personal data where they are.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Namespace">Namespace of the model.</param>
/// <param name="Asked">The decision or service that was asked for.</param>
/// <param name="Decisions">Decisions in the order in which they were completed; the one asked for is the last.</param>
/// <param name="Value">The value returned.</param>
public sealed record DmnTrace(
    string Model, string Namespace, string Asked, IReadOnlyList<TracedDecision> Decisions, FeelValue Value)
{
    /// <summary>The trace as JSON, version 1; described in docs/dmn/trace.md.</summary>
    public string ToJson() => TraceJson.Write(this);

    /// <summary>Norms of everything that led to the value: decisions, tables, selected rules; each once, in order.</summary>
    public IReadOnlyList<string> Norms() => [.. Decisions.SelectMany(decision => decision.AllNorms()).Distinct(StringComparer.Ordinal)];
}

/// <summary>Where a value that a decision used came from.</summary>
public enum TraceOrigin
{
    /// <summary>From the caller, as input data.</summary>
    Input,

    /// <summary>From another decision.</summary>
    Decision,

    /// <summary>From an imported model.</summary>
    Import,
}

/// <summary>A decision that was evaluated.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Norms">Norms stated on it.</param>
/// <param name="Inputs">Values it used, with their origin; functions are left out.</param>
/// <param name="Steps">What happened inside, in order.</param>
/// <param name="Value">Its result.</param>
/// <param name="Causes">Why there are nulls; empty when nothing failed.</param>
/// <param name="CausesDropped">How many more causes there were, beyond <see cref="FeelLimits.Causes"/> of the evaluation.</param>
public sealed record TracedDecision(
    string Id,
    string Name,
    IReadOnlyList<string> Norms,
    IReadOnlyList<TracedInput> Inputs,
    IReadOnlyList<TraceStep> Steps,
    FeelValue Value,
    IReadOnlyList<FeelCause> Causes,
    int CausesDropped)
{
    /// <summary>Norms of the decision and of all that was selected inside.</summary>
    public IEnumerable<string> AllNorms() => Norms.Concat(Steps.SelectMany(step => step.AllNorms()));
}

/// <summary>A value that a decision used.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Value">The value.</param>
public sealed record TracedInput(string Name, TraceOrigin Origin, FeelValue Value);
