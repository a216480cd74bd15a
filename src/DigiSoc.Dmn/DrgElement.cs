using DigiSoc.Dmn.Boxed;

namespace DigiSoc.Dmn;

/// <summary>An element of the decision requirements graph.</summary>
public abstract record DrgElement
{
    /// <summary>Id, unique in the model; the name when the file gives none.</summary>
    public required string Id { get; init; }

    /// <summary>Name, by which expressions and callers refer to the element.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is in the file.</summary>
    public required DmnPlace Place { get; init; }

    /// <summary>What the author wrote about it; null when nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Norms it rests on, from <c>digisoc:norm</c>; empty when none are stated.</summary>
    public IReadOnlyList<string> Norms { get; init; } = [];
}

/// <summary>A value that comes from outside the model.</summary>
public sealed record InputData : DrgElement
{
    /// <summary>Type of the value; null means any.</summary>
    public string? TypeRef { get; init; }
}

/// <summary>A value that the model works out.</summary>
public sealed record Decision : DrgElement
{
    /// <summary>Type of the result; null means any.</summary>
    public string? TypeRef { get; init; }

    /// <summary>The question it answers, in words; null when not written.</summary>
    public string? Question { get; init; }

    /// <summary>Decisions and input data it needs, as references in file order.</summary>
    public IReadOnlyList<DmnReference> Information { get; init; } = [];

    /// <summary>Knowledge models and decision services it calls, in file order.</summary>
    public IReadOnlyList<DmnReference> Knowledge { get; init; } = [];

    /// <summary>Its logic; null when the file gives none, which evaluates to null with a cause.</summary>
    public BoxedExpression? Logic { get; init; }
}

/// <summary>A function that decisions and other functions call by name.</summary>
public sealed record BusinessKnowledgeModel : DrgElement
{
    /// <summary>Type written on its variable; null means none is. May be a function type or the result's type.</summary>
    public string? TypeRef { get; init; }

    /// <summary>Knowledge models and decision services it calls, in file order.</summary>
    public IReadOnlyList<DmnReference> Knowledge { get; init; } = [];

    /// <summary>The function; null when the file gives none.</summary>
    public FunctionExpression? Logic { get; init; }
}

/// <summary>A part of the graph that can be called as one function.</summary>
/// <remarks>Parameters are the input data in file order, then the input decisions in file order.</remarks>
public sealed record DecisionService : DrgElement
{
    /// <summary>Type written on its variable; null means none is.</summary>
    public string? TypeRef { get; init; }

    /// <summary>Decisions whose results the service returns: one gives its value, several a context by name.</summary>
    public IReadOnlyList<DmnReference> OutputDecisions { get; init; } = [];

    /// <summary>Decisions evaluated inside the service and not returned.</summary>
    public IReadOnlyList<DmnReference> EncapsulatedDecisions { get; init; } = [];

    /// <summary>Decisions whose results the caller supplies; they are never evaluated inside.</summary>
    public IReadOnlyList<DmnReference> InputDecisions { get; init; } = [];

    /// <summary>Input data the caller supplies.</summary>
    public IReadOnlyList<DmnReference> InputData { get; init; } = [];
}

/// <summary>A reference to an element, in this model or an imported one.</summary>
/// <param name="Namespace">Namespace of the model; null means this one.</param>
/// <param name="Id">Id of the element there.</param>
/// <param name="Line">Line of the reference.</param>
public sealed record DmnReference(string? Namespace, string Id, int Line);

/// <summary>Another model that this one uses under a name of its own.</summary>
/// <param name="Name">Prefix under which its elements are known here; empty means without prefix.</param>
/// <param name="Namespace">Namespace of the imported model.</param>
/// <param name="IsDmn">Whether a DMN model is imported; other imports (for example PMML) are refused.</param>
/// <param name="Line">Line in the file.</param>
public sealed record DmnImport(string Name, string Namespace, bool IsDmn, int Line);
