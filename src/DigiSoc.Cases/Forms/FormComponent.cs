namespace DigiSoc.Cases.Forms;

/// <summary>One component of a form that holds data, or a group or list of such.</summary>
internal sealed record FormComponent
{
    /// <summary>form-js type: textfield, textarea, number, checkbox, select, radio, checklist, taglist, datetime, filepicker, group, dynamiclist.</summary>
    public required string Type { get; init; }

    /// <summary>Name of the value within its group; dots make nested objects. Empty for groups and lists.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the object (group) or array (list) around the components; may be empty for a group.</summary>
    public required string Path { get; init; }

    public required LocalText Label { get; init; }

    public required string Description { get; init; }

    /// <summary>Shown and not changeable: the prefilled value counts, whatever is submitted.</summary>
    public required bool IsFixed { get; init; }

    /// <summary>FEEL condition (after "=") that hides the component; a hidden one is neither checked nor kept. Empty: always shown.</summary>
    public required string HideWhen { get; init; }

    public required bool IsRequired { get; init; }

    public required decimal? Min { get; init; }

    public required decimal? Max { get; init; }

    public required int? MinLength { get; init; }

    public required int? MaxLength { get; init; }

    /// <summary>Regular expression the whole text is searched with, as form-js does; empty: none.</summary>
    public required string Pattern { get; init; }

    /// <summary>"email", "phone" or "custom".</summary>
    public required string ValidationType { get; init; }

    /// <summary>"date", "time" or "datetime" of a datetime component.</summary>
    public required string DateKind { get; init; }

    public required int? DecimalDigits { get; init; }

    /// <summary>Values of select, radio, checklist, taglist written in the form; null when they come from data.</summary>
    public required IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Name of the variable that holds the choices; empty when <see cref="Choices"/> has them.</summary>
    public required string ChoicesFrom { get; init; }

    public required IReadOnlyList<FormComponent> Components { get; init; }

    /// <summary>A list whose rows come prefilled and can be neither added nor removed.</summary>
    public required bool HasFixedRows { get; init; }

    public bool IsGroup => Type == "group";

    public bool IsList => Type == "dynamiclist";
}
