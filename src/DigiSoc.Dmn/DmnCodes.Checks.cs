using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn;

/// <content>Findings of <see cref="DmnChecker"/>.</content>
public static partial class DmnCodes
{
    /// <summary>A name that is not in scope where it is used.</summary>
    public const string UnknownNameCode = "DMN-020";

    /// <summary>Inputs for which no rule of a table matches.</summary>
    public const string GapCode = "DMN-021";

    /// <summary>Inputs for which several rules match although the hit policy forbids it.</summary>
    public const string OverlapCode = "DMN-022";

    /// <summary>A rule that can never decide anything.</summary>
    public const string NeverFiresCode = "DMN-023";

    /// <summary>A cell of another type than its column.</summary>
    public const string CellTypeCode = "DMN-024";

    /// <summary>A result of another type than is prescribed.</summary>
    public const string ResultTypeCode = "DMN-025";

    /// <summary>Input data that nothing uses.</summary>
    public const string UnusedInputCode = "DMN-026";

    /// <summary>A knowledge model that nothing calls.</summary>
    public const string UnusedKnowledgeCode = "DMN-027";

    /// <summary>A requirement whose name the logic does not mention.</summary>
    public const string UnusedRequirementCode = "DMN-028";

    /// <summary>An output that nothing uses.</summary>
    public const string UnusedOutputCode = "DMN-029";

    /// <summary>An output value that no rule gives.</summary>
    public const string UnreachedValueCode = "DMN-030";

    /// <summary>A hit policy by priority without output values to rank by.</summary>
    public const string NoPrioritiesCode = "DMN-031";

    /// <summary>An aggregate over outputs that have none.</summary>
    public const string AggregateTypeCode = "DMN-032";

    /// <summary>A table, or column, that could not be analysed in full.</summary>
    public const string NotAnalysedCode = "DMN-033";

    /// <summary>A cell that asks for a value the column never has.</summary>
    public const string ImpossibleCellCode = "DMN-034";

    /// <summary>An output outside the output values.</summary>
    public const string ForbiddenOutputCode = "DMN-035";

    /// <summary>A type that nothing uses.</summary>
    public const string UnusedTypeCode = "DMN-036";

    private const int MostListed = 20;

    /// <summary>A member that no value of the type has.</summary>
    public const string UnknownMemberCode = "DMN-037";

    /// <summary>A call with other arguments than the function takes.</summary>
    public const string WrongArgumentsCode = "DMN-038";

    /// <summary>A part of a FEEL text or boxed expression that has no value, whatever the inputs are.</summary>
    public const string NeverHasValueCode = "DMN-039";

    /// <summary>An entry of a context that nothing uses.</summary>
    public const string UnusedEntryCode = "DMN-045";

    /// <summary>A parameter that the body of its function does not use.</summary>
    public const string UnusedParameterCode = "DMN-046";

    /// <summary>An imported model of which nothing is used.</summary>
    public const string UnusedImportCode = "DMN-047";

    /// <summary>A knowledge model that calls itself.</summary>
    public const string RecursionCode = "DMN-048";

    /// <summary>What a decision service takes or holds and does not need.</summary>
    public const string UnusedInServiceCode = "DMN-049";

    internal static DmnDiagnostic UnknownName(DmnPlace place, string text, string name, string nearest, string available) =>
        Error(
            UnknownNameCode,
            place,
            $"The FEEL text `{Shortened(text)}` uses \"{name}\", which is not in scope; available: {available}.",
            nearest.Length == 0 ? "Correct the name, or add the requirement it comes from." : $"Did you mean {nearest}?");

    internal static DmnDiagnostic Condition(DmnPlace place, string what, string found) => Error(
        NeverHasValueCode,
        place,
        $"{what} must be true or false; it is of type {found}, so that there is never a result.",
        "Write a comparison, or another expression that is true or false.");

    internal static DmnDiagnostic InvokesNoFunction(DmnPlace place, string found) => Error(
        NeverHasValueCode,
        place,
        $"The invocation must name a function; what it names is of type {found}.",
        "Name a knowledge model, a decision service or another function.");

    internal static DmnDiagnostic UnknownParameter(
        DmnPlace place, string function, string name, IReadOnlyCollection<string> known, string nearest) => Error(
            WrongArgumentsCode,
            place,
            $"The invocation of `{Shortened(function)}` gives \"{name}\", which is no parameter of it; "
            + (known.Count == 0 ? "it has none." : $"it has: {Listed(known)}."),
            nearest.Length == 0 ? "Give its parameters, and no others." : $"Did you mean {nearest}?");

    internal static DmnDiagnostic MissingParameter(DmnPlace place, string function, IReadOnlyCollection<string> missing) => Warning(
        WrongArgumentsCode,
        place,
        $"The invocation of `{Shortened(function)}` does not give all its parameters, so that they are null in it; missing: {Listed(missing)}.",
        "Give each parameter, or leave them out where null is meant.");

    private static string Listed(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostListed)) + (names.Count > MostListed ? " …" : "");

    internal static DmnDiagnostic ArgumentType(
        DmnPlace place, string function, string name, string expected, string found, FeelFit fit) => new(
            NeverHasValueCode,
            SeverityOf(fit),
            place,
            $"The parameter \"{name}\" of `{Shortened(function)}` must be of type {expected}; the argument is {found}, "
            + $"so that the result is {AlwaysNull(fit)}.",
            "Give an argument of that type, or correct the parameter's.");

    /// <summary>What FEEL finds wrong with the types inside a text.</summary>
    internal static DmnDiagnostic Fault(DmnPlace place, string text, FeelFinding fault) => new(
        fault.Kind switch
        {
            FeelCauseKind.NameNotFound => UnknownNameCode,
            FeelCauseKind.EntryNotFound => UnknownMemberCode,
            FeelCauseKind.ArgumentsMismatch => WrongArgumentsCode,
            FeelCauseKind.MalformedValue => DuplicateNameCode,
            _ => NeverHasValueCode,
        },
        fault.IsCertain ? DmnSeverity.Error : DmnSeverity.Warning,
        place,
        $"In the FEEL text `{Shortened(text.Substring(fault.Span.Start, fault.Span.Length))}`: {fault.Text}.",
        fault.Remedy);

    internal static DmnDiagnostic Gap(DmnPlace place, string inputs, bool isError) => new(
        GapCode,
        isError ? DmnSeverity.Error : DmnSeverity.Warning,
        place,
        $"No rule matches when {inputs}, and there is no default output.",
        "Add a rule for these inputs, or a default output.");

    internal static DmnDiagnostic NoRules(DmnPlace place) => new(
        GapCode,
        DmnSeverity.Warning,
        place,
        "The table has no rules, so that it gives the same for all inputs: its default output, or nothing.",
        "Add the rules.");

    internal static DmnDiagnostic Overlap(DmnPlace place, HitPolicy policy, int first, int second, string inputs) => Error(
        OverlapCode,
        place,
        policy == HitPolicy.Any
            ? $"Rules {first} and {second} both match when {inputs}, with different outputs, which the hit policy ANY forbids."
            : $"Rules {first} and {second} both match when {inputs}, which the hit policy UNIQUE forbids.",
        "Narrow one of the rules, or choose FIRST or PRIORITY if the order is meant to decide.");

    internal static DmnDiagnostic Masked(DmnPlace place, string reason) =>
        NeverFires(place, reason, "Remove the rule, move it up, or correct its tests.");

    internal static DmnDiagnostic MaskedByRank(DmnPlace place, string reason) =>
        NeverFires(place, reason, "Remove the rule, or correct its tests, its outputs or the order of the output values.");

    internal static DmnDiagnostic Contradiction(DmnPlace place, string tests) => NeverFires(
        place,
        $"its tests of one input expression contradict one another: {tests}",
        "Remove the rule, or correct its tests.");

    private static DmnDiagnostic NeverFires(DmnPlace place, string reason, string remedy) =>
        Error(NeverFiresCode, place, $"The rule can never decide anything: {reason}.", remedy);

    internal static DmnDiagnostic CellType(DmnPlace place, string text, string found, string expected) => Error(
        CellTypeCode,
        place,
        $"The column holds values of type {expected}; `{Shortened(text)}` is of type {found}.",
        "Write a value of the column's type, or correct the column's type.");

    internal static DmnDiagnostic ResultType(DmnPlace place, string found, string expected, FeelFit fit) => new(
        ResultTypeCode,
        SeverityOf(fit),
        place,
        $"The result must be of type {expected}; the logic gives {found}, so that the result is {AlwaysNull(fit)}.",
        "Correct the type or the logic.");

    internal static DmnDiagnostic BranchType(DmnPlace place, string? text, string found, string expected, FeelFit fit) => new(
        ResultTypeCode,
        SeverityOf(fit),
        place,
        $"The result must be of type {expected}; the branch{(text is null ? "" : $" `{Shortened(text)}`")} gives {found}, "
        + $"so that the result is then {AlwaysNull(fit)}.",
        "Correct the type or the branch.");

    private static DmnSeverity SeverityOf(FeelFit fit) => fit == FeelFit.Never ? DmnSeverity.Error : DmnSeverity.Warning;

    private static string AlwaysNull(FeelFit fit) =>
        fit == FeelFit.Never ? "always null" : "null unless its lists are empty, and its entries null";

    internal static DmnDiagnostic UnusedInput(DmnPlace place, string name) => Warning(
        UnusedInputCode, place, $"Nothing requires the input \"{name}\".", "Remove it, or add the requirement that was forgotten.");

    internal static DmnDiagnostic UnusedKnowledge(DmnPlace place, string name) => Warning(
        UnusedKnowledgeCode, place, $"Nothing requires \"{name}\".", "Remove it, or add the requirement that was forgotten.");

    internal static DmnDiagnostic UnusedRequirement(DmnPlace place, string owner, string name) => Warning(
        UnusedRequirementCode,
        place,
        $"\"{owner}\" requires \"{name}\", but its logic does not mention it.",
        "Remove the requirement, or use the value.");

    internal static DmnDiagnostic UnusedOutput(DmnPlace place, string owner, string output) => Warning(
        UnusedOutputCode,
        place,
        $"The output \"{output}\" of \"{owner}\" is used by none of the decisions that require it.",
        "Remove it, or use it.");

    internal static DmnDiagnostic UnreachedValue(DmnPlace place, string value) => Warning(
        UnreachedValueCode,
        place,
        $"No rule gives the output value {value}.",
        "Remove it from the output values, or add the rule that gives it.");

    internal static DmnDiagnostic NoPriorities(DmnPlace place, string policy) => Error(
        NoPrioritiesCode,
        place,
        $"The hit policy {policy} ranks rules by the output values, but no output column lists them.",
        "List the output values, the most important first, or choose another hit policy.");

    internal static DmnDiagnostic AggregateType(DmnPlace place, string aggregation, string type) => Error(
        AggregateTypeCode,
        place,
        $"{aggregation} cannot be made of outputs of type {type}.",
        "Choose another aggregation, or correct the column's type.");

    internal static DmnDiagnostic NotAnalysed(DmnPlace place, string reason) => new(
        NotAnalysedCode,
        DmnSeverity.Note,
        place,
        $"Gaps and overlaps of the table were not checked in full: {reason}.",
        "Nothing has to change; test these rules by examples.");

    internal static DmnDiagnostic ImpossibleCell(DmnPlace place, string text, string domain) => Error(
        ImpossibleCellCode,
        place,
        $"`{Shortened(text)}` matches none of the values that the column can have: {domain}.",
        "Correct the test, or add the value to those allowed.");

    internal static DmnDiagnostic ForbiddenOutput(DmnPlace place, string text, string values) => Error(
        ForbiddenOutputCode,
        place,
        $"The output `{Shortened(text)}` is none of the output values: {values}.",
        "Correct the output, or add it to the output values.");

    internal static DmnDiagnostic UnusedType(DmnPlace place, string name) => Warning(
        UnusedTypeCode, place, $"Nothing has the type \"{name}\".", "Remove it, or use it.");

    internal static DmnDiagnostic MissingRequirement(DmnPlace place, string text, string name) => Error(
        UnknownNameCode,
        place,
        $"The FEEL text `{Shortened(text)}` uses \"{name}\", which the model has, but which is not required here.",
        "Draw the requirement (a knowledge model takes it as a parameter), or correct the name.");

    internal static DmnDiagnostic UnusedEntry(DmnPlace place, string name) => Warning(
        UnusedEntryCode, place, $"The context entry \"{name}\" is used by none of the entries after it.", "Remove the entry, or use it.");

    internal static DmnDiagnostic UnusedParameter(DmnPlace place, string function, string name) => Warning(
        UnusedParameterCode,
        place,
        $"\"{function}\" takes the parameter \"{name}\", but its body does not use it.",
        "Remove the parameter, or use it.");

    internal static DmnDiagnostic UnusedImport(DmnPlace place, string name, string space) => Warning(
        UnusedImportCode, place, $"Nothing of the imported model \"{(name.Length == 0 ? space : name)}\" is used.", "Remove the import, or use it.");

    internal static DmnDiagnostic Recursion(DmnPlace place, string circle) => new(
        RecursionCode,
        DmnSeverity.Note,
        place,
        $"The function calls itself: {circle}. Whether it ends is not checked; a call too deep gives null.",
        "Nothing has to change where each call comes nearer to a case that calls no further.");

    internal static DmnDiagnostic UnusedInService(DmnPlace place, string service, string name) => Warning(
        UnusedInServiceCode,
        place,
        $"The service \"{service}\" has \"{name}\", but none of its outputs needs it.",
        "Take it out of the service, or add the requirement that was forgotten.");
}
