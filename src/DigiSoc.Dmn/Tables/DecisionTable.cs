namespace DigiSoc.Dmn.Tables;

/// <summary>Which of several matching rules give the result.</summary>
public enum HitPolicy
{
    /// <summary>At most one rule may match; more are an error.</summary>
    Unique,

    /// <summary>The first matching rule in order.</summary>
    First,

    /// <summary>The matching rule whose output comes first in the output values.</summary>
    Priority,

    /// <summary>Several may match if their outputs are equal.</summary>
    Any,

    /// <summary>All matching rules, or an aggregate of them.</summary>
    Collect,

    /// <summary>All matching rules in rule order.</summary>
    RuleOrder,

    /// <summary>All matching rules in the order of the output values.</summary>
    OutputOrder,
}

/// <summary>What <see cref="HitPolicy.Collect"/> makes of the outputs.</summary>
public enum Aggregation
{
    /// <summary>A list.</summary>
    None,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>How many there are.</summary>
    Count,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,
}

/// <summary>A decision table as written.</summary>
public sealed record DecisionTable
{
    /// <summary>Type of the table's value, as the table says it or the variable that it defines; null means any.</summary>
    public string? TypeRef { get; init; }

    /// <summary>Which of several matching rules give the result.</summary>
    public HitPolicy HitPolicy { get; init; }

    /// <summary>What is made of collected outputs.</summary>
    public Aggregation Aggregation { get; init; }

    /// <summary>Input columns in order.</summary>
    public IReadOnlyList<TableInput> Inputs { get; init; } = [];

    /// <summary>Output columns in order; one column gives a value, several a context.</summary>
    public IReadOnlyList<TableOutput> Outputs { get; init; } = [];

    /// <summary>Names of the annotation columns in order; a column named <c>norm</c> states the rule's norm.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>Rules in order.</summary>
    public IReadOnlyList<TableRule> Rules { get; init; } = [];

    /// <summary>Norms the table rests on, from <c>digisoc:norm</c>.</summary>
    public IReadOnlyList<string> Norms { get; init; } = [];

    /// <summary>The first expression language in the table that is not FEEL; null when all is FEEL.</summary>
    public string? ForeignLanguage { get; init; }
}

/// <summary>An input column.</summary>
/// <param name="Expression">FEEL text of what is tested.</param>
/// <param name="TypeRef">Type of it; null means any.</param>
/// <param name="Values">Unary tests that list what may occur; null when not stated.</param>
/// <param name="Label">Label shown to people; null when none.</param>
/// <param name="Place">Where it is in the file.</param>
public sealed record TableInput(string Expression, string? TypeRef, string? Values, string? Label, DmnPlace Place);

/// <summary>An output column.</summary>
/// <param name="Name">Name of the member of the result; null in a table with one output.</param>
/// <param name="TypeRef">Type of it; null means any.</param>
/// <param name="Values">Unary tests that list what may come out, the first with the highest priority; or null.</param>
/// <param name="Default">FEEL text of what comes out when no rule matches; null when none.</param>
/// <param name="Label">Label shown to people; null when none.</param>
/// <param name="Place">Where it is in the file.</param>
public sealed record TableOutput(
    string? Name, string? TypeRef, string? Values, string? Default, string? Label, DmnPlace Place);

/// <summary>A rule.</summary>
/// <param name="Id">Id in the file; null when it has none.</param>
/// <param name="Tests">FEEL texts of the unary tests, one an input column; <c>-</c> or empty matches anything.</param>
/// <param name="Outputs">FEEL texts of the outputs, one an output column.</param>
/// <param name="Annotations">Texts of the annotation columns.</param>
/// <param name="Norms">Norms it rests on, from <c>digisoc:norm</c> and from an annotation column <c>norm</c>.</param>
/// <param name="Description">What the author wrote about it; null when nothing.</param>
/// <param name="Place">Where it is in the file.</param>
public sealed record TableRule(
    string? Id,
    IReadOnlyList<string> Tests,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Annotations,
    IReadOnlyList<string> Norms,
    string? Description,
    DmnPlace Place);
