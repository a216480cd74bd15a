namespace DigiSoc.Dmn;

/// <summary>Where in a model something is: the element, and inside a decision table the row and column.</summary>
/// <param name="ElementId">Id of the nearest element that has one; the name when it has none.</param>
/// <param name="ElementName">Name of the decision, knowledge model, service or item definition it belongs to.</param>
/// <param name="Line">Line in the XML text, counted from 1; 0 when not known.</param>
public sealed record DmnPlace(string ElementId, string ElementName, int Line)
{
    /// <summary>Row of the decision table, counted from 1; null when the place is not a row.</summary>
    public int? Row { get; init; }

    /// <summary>Column of the decision table, counted from 1 over inputs, then outputs; null when not a column.</summary>
    public int? Column { get; init; }

    /// <summary>The place of nothing in particular: the model as a whole.</summary>
    public static DmnPlace Model(string name) => new(name, name, 0);

    /// <summary>The place as a person reads it, for example <c>"Eligibility", row 3, column 2 (line 41)</c>.</summary>
    public override string ToString()
    {
        var text = $"\"{ElementName}\"";
        if (Row is { } row)
        {
            text += $", row {row}";
        }

        if (Column is { } column)
        {
            text += $", column {column}";
        }

        return Line > 0 ? $"{text} (line {Line})" : text;
    }
}
