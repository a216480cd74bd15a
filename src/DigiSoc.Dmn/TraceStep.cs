using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn;

/// <summary>Something that happened inside a decision.</summary>
public abstract record TraceStep
{
    /// <summary>The steps inside it, in order.</summary>
    public virtual IEnumerable<TraceStep> Inside => [];

    /// <summary>Norms of all that was selected inside.</summary>
    public virtual IEnumerable<string> AllNorms() => Inside.SelectMany(step => step.AllNorms());

    /// <summary>The tables inside it at all levels, and itself where it is one, in order.</summary>
    public IEnumerable<TracedTable> Tables() => Inside.SelectMany(step => step.Tables()).Concat(this is TracedTable table ? [table] : []);
}

/// <summary>Steps that were done and are not written down one by one, because there were too many of them.</summary>
/// <param name="Count">How many.</param>
/// <param name="Norms">Norms of all that was selected inside them.</param>
public sealed record TracedMore(int Count, IReadOnlyList<string> Norms) : TraceStep
{
    /// <inheritdoc/>
    public override IEnumerable<string> AllNorms() => Norms;
}

/// <summary>A FEEL expression that was worked out; names alone and literals are not written down.</summary>
/// <param name="Text">The expression, as written.</param>
/// <param name="Parts">Intermediate values, in the order of the text; at most twelve.</param>
/// <param name="Steps">Functions of the model that it called, in order; of many the first ten.</param>
/// <param name="Value">Its value.</param>
public sealed record TracedExpression(
    string Text, IReadOnlyList<FeelPart> Parts, IReadOnlyList<TraceStep> Steps, FeelValue Value) : TraceStep
{
    /// <inheritdoc/>
    public override IEnumerable<TraceStep> Inside => Steps;
}

/// <summary>A boxed choice.</summary>
/// <param name="Condition">The condition, as written; null when it is a boxed expression.</param>
/// <param name="Holds">What the condition gave; anything but true and false takes no branch.</param>
/// <param name="Steps">What happened in the condition and in the branch that was taken.</param>
/// <param name="Value">Its value.</param>
public sealed record TracedConditional(
    string? Condition, FeelValue Holds, IReadOnlyList<TraceStep> Steps, FeelValue Value) : TraceStep
{
    /// <inheritdoc/>
    public override IEnumerable<TraceStep> Inside => Steps;
}

/// <summary>A boxed list, or a boxed relation, which is a list with an item a row.</summary>
/// <param name="Steps">What happened in its items.</param>
/// <param name="Value">The list.</param>
public sealed record TracedList(IReadOnlyList<TraceStep> Steps, FeelValue Value) : TraceStep
{
    /// <inheritdoc/>
    public override IEnumerable<TraceStep> Inside => Steps;
}

/// <summary>What a boxed loop makes of its items.</summary>
public enum TraceLoopKind
{
    /// <summary>The items for which a condition holds.</summary>
    Filter,

    /// <summary>A list of results.</summary>
    For,

    /// <summary>Whether a condition holds for at least one item.</summary>
    Some,

    /// <summary>Whether a condition holds for all items.</summary>
    Every,
}

/// <summary>A boxed filter or iterator.</summary>
/// <param name="Kind">What it makes of its items.</param>
/// <param name="Variable">Name of the item.</param>
/// <param name="Text">Condition or result, as written; null when it is a boxed expression.</param>
/// <param name="Count">How many items there were; null when there was nothing to go through.</param>
/// <param name="Rounds">How many of them were looked at: an answer that is found ends the loop.</param>
/// <param name="Before">What happened in finding the items.</param>
/// <param name="Items">The first ten items, and after them the one that settled the answer, where there is one.</param>
/// <param name="OtherNorms">Norms of all that was selected in the other items.</param>
/// <param name="Value">Its value.</param>
public sealed record TracedLoop(
    TraceLoopKind Kind,
    string Variable,
    string? Text,
    int? Count,
    int Rounds,
    IReadOnlyList<TraceStep> Before,
    IReadOnlyList<TracedItem> Items,
    IReadOnlyList<string> OtherNorms,
    FeelValue Value) : TraceStep
{
    /// <inheritdoc/>
    public override IEnumerable<TraceStep> Inside => Before.Concat(Items.SelectMany(item => item.Steps));

    /// <inheritdoc/>
    public override IEnumerable<string> AllNorms() => base.AllNorms().Concat(OtherNorms);
}

/// <summary>An item of a boxed loop.</summary>
/// <param name="Position">Its place among the items, counted from 1.</param>
/// <param name="Item">The item.</param>
/// <param name="Outcome">What the condition or the result was for it.</param>
/// <param name="Steps">What happened; of an item after the first ten nothing is written down.</param>
public sealed record TracedItem(int Position, FeelValue Item, FeelValue Outcome, IReadOnlyList<TraceStep> Steps);

/// <summary>An intermediate value: an entry of a boxed context.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record TracedEntry(string Name, FeelValue Value) : TraceStep;

/// <summary>A call of a knowledge model, service or boxed function.</summary>
/// <param name="Name">Its name; empty for a function without one.</param>
/// <param name="Arguments">Arguments by parameter name.</param>
/// <param name="Steps">What happened inside, in order.</param>
/// <param name="Value">Its result.</param>
public sealed record TracedCall(
    string Name, IReadOnlyList<KeyValuePair<string, FeelValue>> Arguments, IReadOnlyList<TraceStep> Steps, FeelValue Value)
    : TraceStep
{
    /// <inheritdoc/>
    public override IEnumerable<TraceStep> Inside => Steps;
}

/// <summary>A decision table that was evaluated.</summary>
/// <param name="HitPolicy">Its hit policy.</param>
/// <param name="Aggregation">What it makes of collected outputs.</param>
/// <param name="Norms">Norms stated on the table.</param>
/// <param name="Inputs">Label or expression of each input column, with the value.</param>
/// <param name="RefusedBy">The values that the last of these inputs must be one of, as written, where it is none of them: no rule was tried.</param>
/// <param name="Rules">Every rule in order.</param>
/// <param name="IsConflict">Whether rules matched that the hit policy does not allow to match together: the value is null.</param>
/// <param name="Steps">What happened in its outputs.</param>
/// <param name="Value">Its result.</param>
public sealed record TracedTable(
    HitPolicy HitPolicy,
    Aggregation Aggregation,
    IReadOnlyList<string> Norms,
    IReadOnlyList<KeyValuePair<string, FeelValue>> Inputs,
    string? RefusedBy,
    IReadOnlyList<TracedRule> Rules,
    bool IsConflict,
    IReadOnlyList<TraceStep> Steps,
    FeelValue Value) : TraceStep
{
    /// <inheritdoc/>
    public override IEnumerable<TraceStep> Inside => Steps;

    /// <inheritdoc/>
    public override IEnumerable<string> AllNorms() =>
        Norms.Concat(Rules.Where(rule => rule.Selected).SelectMany(rule => rule.Norms)).Concat(base.AllNorms());
}

/// <summary>What became of a rule.</summary>
/// <param name="Row">Its row, counted from 1.</param>
/// <param name="Id">Its id; null when it has none.</param>
/// <param name="Matched">Whether all its tests passed.</param>
/// <param name="Selected">Whether its outputs are in the result, as the hit policy decided.</param>
/// <param name="FailedColumn">The first input column whose test did not pass, counted from 1; null when it matched.</param>
/// <param name="FailedTest">That test, as written; null when it matched.</param>
/// <param name="Tests">All its tests, as written.</param>
/// <param name="Norms">Norms stated on the rule or in its annotation column <c>norm</c>.</param>
/// <param name="Annotations">Its annotations by column name.</param>
public sealed record TracedRule(
    int Row,
    string? Id,
    bool Matched,
    bool Selected,
    int? FailedColumn,
    string? FailedTest,
    IReadOnlyList<string> Tests,
    IReadOnlyList<string> Norms,
    IReadOnlyList<KeyValuePair<string, string>> Annotations);
