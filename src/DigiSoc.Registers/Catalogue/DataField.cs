namespace DigiSoc.Registers.Catalogue;

/// <summary>One field of an answer.</summary>
public sealed record DataField
{
    public required string Name { get; init; }

    public required FieldType Type { get; init; }

    /// <summary>What people call it.</summary>
    public required CatalogueWord Title { get; init; }

    /// <summary>The field may be absent.</summary>
    public bool Optional { get; init; }

    /// <summary>The field may be null.</summary>
    public bool Nullable { get; init; }

    /// <summary>Allowed values of a code or number; empty when any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Fields of an object or of each entry of a list; empty for a list of plain values.</summary>
    public IReadOnlyList<DataField> Fields { get; init; } = [];

    /// <summary>Type of the entries of a list of plain values; null otherwise.</summary>
    public FieldType? Of { get; init; }
}

/// <summary>What a field may hold.</summary>
public enum FieldType
{
    Text = 1,
    Code = 2,
    PersonCode = 3,
    Date = 4,
    Month = 5,
    Amount = 6,
    Boolean = 7,
    Number = 8,
    Group = 9,
    List = 10,
}
