namespace DigiSoc.Dmn;

/// <summary>All codes of this library with their texts. A number is never used for something else.</summary>
public static partial class DmnCodes
{
    /// <summary>The text is not well-formed, or refused as unsafe XML.</summary>
    public const string NotXmlCode = "DMN-001";

    /// <summary>The text is XML, but not a DMN model of a known version.</summary>
    public const string NotDmnCode = "DMN-002";

    /// <summary>A reference names no element.</summary>
    public const string ReferenceWithoutTargetCode = "DMN-003";

    /// <summary>A hit policy that the standard does not know.</summary>
    public const string UnknownHitPolicyCode = "DMN-004";

    /// <summary>An aggregation that the standard does not know.</summary>
    public const string UnknownAggregationCode = "DMN-005";

    /// <summary>An imported model that was not supplied.</summary>
    public const string UnknownImportCode = "DMN-006";

    /// <summary>Models that import one another in a circle.</summary>
    public const string CyclicImportCode = "DMN-007";

    /// <summary>A reference to an element that does not exist.</summary>
    public const string UnknownReferenceCode = "DMN-008";

    /// <summary>Elements that require one another in a circle.</summary>
    public const string CyclicRequirementCode = "DMN-009";

    /// <summary>FEEL that cannot be read.</summary>
    public const string BadExpressionCode = "DMN-010";

    /// <summary>A type that neither FEEL nor the model knows.</summary>
    public const string UnknownTypeCode = "DMN-011";

    /// <summary>An item definition that contains itself without a list between.</summary>
    public const string CyclicTypeCode = "DMN-012";

    /// <summary>Two elements of one name, or one id.</summary>
    public const string DuplicateNameCode = "DMN-013";

    /// <summary>A rule with too few or too many entries.</summary>
    public const string RuleShapeCode = "DMN-014";

    /// <summary>Something the standard allows and this engine refuses (PMML, other expression languages).</summary>
    public const string NotSupportedCode = "DMN-015";

    /// <summary>Logic or a type nested too deeply.</summary>
    public const string TooDeepCode = "DMN-016";

    internal static DmnDiagnostic NotXml(int line, string reason) => Error(
        NotXmlCode,
        new DmnPlace("xml", "xml", line),
        $"Reading the model: expected well-formed XML without a document type, found: {reason}",
        "Save the file again from a DMN editor.");

    internal static DmnDiagnostic NotDmn(int line, string element, string space) => Error(
        NotDmnCode,
        new DmnPlace(element, element, line),
        $"Reading the model: expected <definitions> of DMN 1.1 to 1.5, found <{element}> of \"{space}\".",
        "Give a .dmn file; convert DMN 1.0 models in an editor first.");

    internal static DmnDiagnostic ReferenceWithoutTarget(DmnPlace place, string element) => Error(
        ReferenceWithoutTargetCode,
        place,
        $"Reading <{element}>: expected an attribute href, found none.",
        "Add href=\"#id\" of the element meant.");

    internal static DmnDiagnostic UnknownHitPolicy(DmnPlace place, string found) => Error(
        UnknownHitPolicyCode,
        place,
        "Reading the decision table: expected a hit policy of UNIQUE, FIRST, PRIORITY, ANY, COLLECT, RULE ORDER, "
        + $"OUTPUT ORDER, found \"{found}\".",
        "Choose one of them.");

    internal static DmnDiagnostic UnknownAggregation(DmnPlace place, string found) => Error(
        UnknownAggregationCode,
        place,
        $"Reading the decision table: expected an aggregation of SUM, COUNT, MIN, MAX, found \"{found}\".",
        "Choose one of them, or leave it out for a list.");

    internal static DmnDiagnostic UnknownImport(string model, DmnImport import) => Error(
        UnknownImportCode,
        new DmnPlace(import.Name, model, import.Line),
        import.IsDmn
            ? $"Importing \"{import.Name}\": no model with namespace \"{import.Namespace}\" was supplied."
            : $"Importing \"{import.Name}\": only DMN models can be imported.",
        "Put the imported .dmn file beside this one, or correct the namespace.");

    internal static DmnDiagnostic CyclicImport(string model, DmnImport import, string path) => Error(
        CyclicImportCode,
        new DmnPlace(import.Name, model, import.Line),
        $"Importing \"{import.Name}\": the models import one another: {path}.",
        "Move what both need into a third model.");

    internal static DmnDiagnostic UnknownReference(DmnPlace place, DmnReference reference, string expected, string nearest)
        => Error(
            UnknownReferenceCode,
            place with { Line = reference.Line },
            $"Resolving a requirement: expected the id of {expected}, found \"{reference.Id}\", which does not exist"
            + (reference.Namespace is null ? "." : $" in \"{reference.Namespace}\"."),
            nearest.Length == 0 ? "Correct or remove the requirement." : $"Did you mean {nearest}?");

    internal static DmnDiagnostic CyclicRequirement(DmnPlace place, string path) => Error(
        CyclicRequirementCode,
        place,
        $"Following requirements: each element may need others, but never itself; found {path}.",
        "Remove one requirement of the circle.");

    internal static DmnDiagnostic BadExpression(DmnPlace place, string text, string problem) => Error(
        BadExpressionCode,
        place,
        $"Reading the FEEL text `{Shortened(text)}`: {problem}",
        "Correct the text.");

    internal static DmnDiagnostic UnknownType(DmnPlace place, string type, string nearest) => Error(
        UnknownTypeCode,
        place,
        $"Resolving a type: expected a type of FEEL or an item definition, found \"{type}\".",
        nearest.Length == 0 ? "Define the type or correct its name." : $"Did you mean {nearest}?");

    internal static DmnDiagnostic CyclicType(DmnPlace place, string type) => Error(
        CyclicTypeCode,
        place,
        $"Resolving a type: \"{type}\" is defined by itself, so that no value can have it.",
        "Break the circle.");

    internal static DmnDiagnostic DuplicateName(DmnPlace place, string kind, string name) => Error(
        DuplicateNameCode,
        place,
        $"Reading the model: the {kind} \"{name}\" occurs twice; the first counts.",
        "Rename one of the two.");

    internal static DmnDiagnostic NameTwice(DmnPlace place, string kind, string name) => Error(
        DuplicateNameCode,
        place,
        $"Reading the logic: the {kind} \"{name}\" occurs twice; a context has each name once, so there is no result.",
        "Rename one of the two.");

    internal static DmnDiagnostic RuleShape(DmnPlace place, int tests, int outputs, int inputColumns, int outputColumns)
        => Error(
            RuleShapeCode,
            place,
            $"Reading a rule: expected {inputColumns} input and {outputColumns} output entries, found {tests} and {outputs}.",
            "Give the rule one entry a column, \"-\" where anything may be.");

    internal static DmnDiagnostic NotSupported(DmnPlace place, string what) => Error(
        NotSupportedCode,
        place,
        $"Reading the logic: {what} is not evaluated here; the result is null.",
        "Write the logic in FEEL or boxed expressions.");

    internal static DmnDiagnostic TooDeep(DmnPlace place, int limit) => Error(
        TooDeepCode,
        place,
        $"Reading the logic: expressions are nested more than {limit} deep.",
        "Divide the logic into several decisions.");

    internal static DmnDiagnostic TypeTooDeep(DmnPlace place, string type, int levels, int parts) => Error(
        TooDeepCode,
        place,
        $"Reading the types: \"{type}\" holds types more than {levels} deep, or more than {parts} of them; it is taken as Any.",
        "Divide the type into several.");

    private static DmnDiagnostic Error(string code, DmnPlace place, string text, string remedy) =>
        new(code, DmnSeverity.Error, place, text, remedy);

    private static DmnDiagnostic Warning(string code, DmnPlace place, string text, string remedy) =>
        new(code, DmnSeverity.Warning, place, text, remedy);

    private static string Shortened(string text) => text.Trim() is { Length: > 120 } whole ? whole[..117] + "…" : text.Trim();
}
