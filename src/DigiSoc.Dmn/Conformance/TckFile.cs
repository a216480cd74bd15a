namespace DigiSoc.Dmn.Conformance;

/// <summary>A test file of the DMN Technology Compatibility Kit.</summary>
/// <param name="ModelName">File name of the model under test, in the same folder; empty when the file does not say it.</param>
/// <param name="Cases">Cases in file order.</param>
public sealed record TckFile(string ModelName, IReadOnlyList<TckCase> Cases);

/// <summary>What a case asks for.</summary>
public enum TckCaseKind
{
    /// <summary>Decisions, one a result node.</summary>
    Decision,

    /// <summary>A business knowledge model, called with the input nodes as arguments.</summary>
    KnowledgeModel,

    /// <summary>A decision service, called with the input nodes as arguments.</summary>
    DecisionService,
}

/// <summary>A test case.</summary>
/// <param name="Id">Id in the file; its position when it has none.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="InvocableName">Name of the knowledge model or service called; null for decisions.</param>
/// <param name="Namespace">Namespace of the model that has the invocable; null means the model under test.</param>
/// <param name="Inputs">Values given.</param>
/// <param name="Results">Values expected; all must be met.</param>
public sealed record TckCase(
    string Id,
    TckCaseKind Kind,
    string? InvocableName,
    string? Namespace,
    IReadOnlyList<TckInput> Inputs,
    IReadOnlyList<TckResult> Results);

/// <summary>A value given to a case.</summary>
/// <param name="Name">Name of the input data, or of an input decision of a service.</param>
/// <param name="Namespace">Namespace of the model that has it; null means the model under test.</param>
/// <param name="Value">The value.</param>
public sealed record TckInput(string Name, string? Namespace, Feel.FeelValue Value);

/// <summary>A value expected of a case.</summary>
/// <param name="Name">Name of the decision.</param>
/// <param name="Namespace">Namespace of the model that has the decision; null means the model under test.</param>
/// <param name="IsError">The attribute <c>errorResult</c>: the result must be null because something failed, so with a cause.</param>
/// <param name="Expected">The value; of an error not looked at.</param>
public sealed record TckResult(string Name, string? Namespace, bool IsError, Feel.FeelValue Expected);
