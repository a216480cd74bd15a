using DigiSoc.Dmn.Tables;

namespace DigiSoc.Dmn.Boxed;

/// <summary>Decision logic as it is written in the model: one of the standard's boxed expressions.</summary>
public abstract record BoxedExpression
{
    /// <summary>Id in the file; null when it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Type that the result must conform to; null means any.</summary>
    public string? TypeRef { get; init; }

    /// <summary>Where it is in the file.</summary>
    public required DmnPlace Place { get; init; }
}

/// <summary>A FEEL expression.</summary>
/// <param name="Text">The text; empty means null.</param>
public sealed record LiteralExpression(string Text) : BoxedExpression
{
    /// <summary>The expression language when it is not FEEL; null otherwise.</summary>
    public string? ForeignLanguage { get; init; }
}

/// <summary>Named entries, each seeing the ones before it, and possibly a result.</summary>
/// <param name="Entries">Entries in order; an entry without a name is the result.</param>
public sealed record ContextExpression(IReadOnlyList<ContextEntry> Entries) : BoxedExpression;

/// <summary>An entry of a boxed context.</summary>
/// <param name="Variable">Name and type; null marks the result of the context.</param>
/// <param name="Value">Its expression; null when the file gives none.</param>
public sealed record ContextEntry(InformationItem? Variable, BoxedExpression? Value);

/// <summary>A call of a function with named arguments.</summary>
/// <param name="Callee">Expression that gives the function.</param>
/// <param name="Bindings">Arguments by parameter name.</param>
public sealed record InvocationExpression(BoxedExpression? Callee, IReadOnlyList<Binding> Bindings) : BoxedExpression;

/// <summary>An argument of a boxed invocation.</summary>
/// <param name="Parameter">Name and type of the parameter.</param>
/// <param name="Value">The argument; null when the file gives none.</param>
public sealed record Binding(InformationItem Parameter, BoxedExpression? Value);

/// <summary>A list of rows with the same columns; gives a list of contexts.</summary>
/// <param name="Columns">Columns in order.</param>
/// <param name="Rows">Rows in order, each with one expression a column.</param>
public sealed record RelationExpression(
    IReadOnlyList<InformationItem> Columns, IReadOnlyList<IReadOnlyList<BoxedExpression>> Rows) : BoxedExpression;

/// <summary>A list, an expression an item.</summary>
/// <param name="Items">Items in order.</param>
public sealed record ListExpression(IReadOnlyList<BoxedExpression> Items) : BoxedExpression;

/// <summary>What a function's body is written in.</summary>
public enum FunctionKind
{
    /// <summary>FEEL or boxed expressions.</summary>
    Feel,

    /// <summary>A named Java method; served from a closed list of functions.</summary>
    Java,

    /// <summary>A PMML model; refused.</summary>
    Pmml,
}

/// <summary>A function as a value.</summary>
/// <param name="Kind">What the body is written in.</param>
/// <param name="Parameters">Parameters in order.</param>
/// <param name="Body">The body; null when the file gives none.</param>
public sealed record FunctionExpression(
    FunctionKind Kind, IReadOnlyList<InformationItem> Parameters, BoxedExpression? Body) : BoxedExpression;

/// <summary>A choice: only <c>true</c> chooses the first branch; anything not boolean gives null.</summary>
/// <param name="If">The condition.</param>
/// <param name="Then">Result when true.</param>
/// <param name="Else">Result when false.</param>
public sealed record ConditionalExpression(BoxedExpression? If, BoxedExpression? Then, BoxedExpression? Else)
    : BoxedExpression;

/// <summary>The items of a list for which a condition holds.</summary>
/// <param name="In">The list.</param>
/// <param name="Match">The condition; sees <c>item</c> and, of contexts, their members.</param>
public sealed record FilterExpression(BoxedExpression? In, BoxedExpression? Match) : BoxedExpression;

/// <summary>What an iterator makes of its list.</summary>
public enum IteratorKind
{
    /// <summary>A list of results.</summary>
    For,

    /// <summary>Whether at least one item satisfies.</summary>
    Some,

    /// <summary>Whether all items satisfy.</summary>
    Every,
}

/// <summary>A loop over a list or range.</summary>
/// <param name="Kind">What comes out.</param>
/// <param name="Variable">Name of the current item, with its type.</param>
/// <param name="In">The list or range.</param>
/// <param name="Body">Evaluated for every item; of <c>for</c> it also sees <c>partial</c>.</param>
public sealed record IteratorExpression(
    IteratorKind Kind, InformationItem Variable, BoxedExpression? In, BoxedExpression? Body) : BoxedExpression;

/// <summary>A decision table.</summary>
/// <param name="Table">The table.</param>
public sealed record TableExpression(DecisionTable Table) : BoxedExpression;
