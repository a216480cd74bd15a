using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>A stretch of a column's values: one value, the open stretch between two, or all values not named.</summary>
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

    public bool IsEverything { get; private init; }

    /// <summary>Whether it has neighbours it may be told together with.</summary>
    public bool IsOrdered => !IsEverything && !_isOther && Order.IsOrdered(_low.IsNull ? _high.Kind : _low.Kind);

    public static Segment Point(FeelValue value) => new() { _low = value, _high = value, _isPoint = true };

    public static Segment Between(FeelValue low, FeelValue high) => new() { _low = low, _high = high };

    /// <summary>All values of a kind that no test names.</summary>
    public static Segment Other(FeelKind kind) => new() { _isOther = true, _low = kind == FeelKind.String ? FeelValue.Of("") : default };

    /// <summary>Whether a pattern matches the whole segment; it matches the whole or nothing.</summary>
    public bool IsIn(CellPattern pattern)
    {
        if (_isOther)
        {
            return pattern.Negated;
        }

        return pattern.Intervals.Any(IsInside) != pattern.Negated;
    }

    private bool IsInside(CellInterval interval)
    {
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
        if (_isOther)
        {
            return $"{label} is any value not named in the table";
        }

        if (_isPoint && last == this)
        {
            return $"{label} = {_low}";
        }

        var low = _low.IsNull ? "" : $"{label} {(_isPoint ? ">=" : ">")} {_low}";
        var high = last._high.IsNull ? "" : $"{label} {(last._isPoint ? "<=" : "<")} {last._high}";
        return low.Length == 0 && high.Length == 0 ? $"{label} is anything"
            : low.Length == 0 ? high
            : high.Length == 0 ? low
            : $"{low} and {high}";
    }
}
