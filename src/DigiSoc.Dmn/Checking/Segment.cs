using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>A stretch of a column's values: one value, the open stretch between two, all values not named, or null.</summary>
internal sealed record Segment
{
    private FeelValue _low;
    private FeelValue _high;
    private bool _isPoint;
    private bool _isOther;

    private Segment()
    {
    }

    /// <summary>The whole of a domain that is not cut.</summary>
    public static Segment Everything { get; } = new() { IsEverything = true };

    /// <summary>The value null.</summary>
    public static Segment Null { get; } = new() { IsNull = true };

    public bool IsEverything { get; private init; }

    public bool IsNull { get; private init; }

    /// <summary>What its values can be compared with; null where that is not one sort.</summary>
    public ValueSort? Sort { get; private init; }

    /// <summary>Whether the sort has to be told, because the column has values of another one too.</summary>
    public bool TellsSort { get; init; }

    public static Segment Point(FeelValue value) => new() { _low = value, _high = value, _isPoint = true, Sort = ValueSort.Of(value) };

    public static Segment Between(FeelValue low, FeelValue high) =>
        new() { _low = low, _high = high, Sort = ValueSort.Of(low.IsNull ? high : low) };

    /// <summary>All values that no test names, null excepted.</summary>
    public static Segment Other { get; } = new() { _isOther = true };

    /// <summary>Whether it and the segment after it may be told together: stretches and points of one ordered sort.</summary>
    public bool Joins(Segment next) => Sort is { } sort && sort == next.Sort && sort.Kind != FeelKind.Boolean
        && !(_isPoint && next._isPoint && sort.Kind == FeelKind.String);

    /// <summary>Whether all its values lie in an interval of their sort; it is the whole of them or none.</summary>
    public bool IsInside(CellInterval interval)
    {
        if (_isOther || IsEverything)
        {
            return false;
        }

        if (_isPoint)
        {
            return interval.Contains(_low);
        }

        // The stretch is open at both ends, so that its ends may coincide with those of the interval.
        var low = interval.Low.IsNull || !_low.IsNull && Order.Compare(interval.Low, _low) <= 0;
        var high = interval.High.IsNull || !_high.IsNull && Order.Compare(_high, interval.High) <= 0;
        return low && high;
    }

    /// <summary>This segment up to another one, about a label, as a person reads it.</summary>
    public string InWords(Segment last, string label)
    {
        if (IsNull || _isOther)
        {
            return IsNull ? $"{label} is null" : $"{label} is any value not named in the table";
        }

        if (_isPoint && last == this)
        {
            return $"{label} = {_low}";
        }

        var zone = !TellsSort ? "" : Sort is { HasZone: true } ? " (with a zone)" : " (without a zone)";
        var low = _low.IsNull ? "" : $"{label} {(_isPoint ? ">=" : ">")} {_low}";
        var high = last._high.IsNull ? "" : $"{label} {(last._isPoint ? "<=" : "<")} {last._high}";
        return (low.Length == 0 && high.Length == 0 ? $"{label} is anything"
            : low.Length == 0 ? high
            : high.Length == 0 ? low
            : $"{low} and {high}") + zone;
    }
}
