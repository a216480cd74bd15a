namespace DigiSoc.Dmn;

/// <summary>A type that the model names.</summary>
public sealed record ItemDefinition
{
    /// <summary>Name of the type, or of the component inside its parent.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is in the file.</summary>
    public required DmnPlace Place { get; init; }

    /// <summary>The type it builds on; null for a structure, a function or an untyped item.</summary>
    public string? TypeRef { get; init; }

    /// <summary>Whether a value is a list of the type described.</summary>
    public bool IsCollection { get; init; }

    /// <summary>Unary tests that every value (of a collection: every item) must pass; null when none.</summary>
    public string? AllowedValues { get; init; }

    /// <summary>Unary tests that the value as a whole (of a collection: the list) must pass; null when none.</summary>
    public string? TypeConstraint { get; init; }

    /// <summary>Members of a structure, in file order; empty for anything else.</summary>
    public IReadOnlyList<ItemDefinition> Components { get; init; } = [];

    /// <summary>The signature, when the type is a function.</summary>
    public FunctionItem? Function { get; init; }
}

/// <summary>Signature of a function type.</summary>
/// <param name="Parameters">Parameters in order.</param>
/// <param name="OutputTypeRef">Type of the result; null means any.</param>
public sealed record FunctionItem(IReadOnlyList<InformationItem> Parameters, string? OutputTypeRef);

/// <summary>A name with a type.</summary>
/// <param name="Name">The name.</param>
/// <param name="TypeRef">Its type; null means any.</param>
public sealed record InformationItem(string Name, string? TypeRef);
