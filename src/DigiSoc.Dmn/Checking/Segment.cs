using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>A stretch of a column's values: one value, the open stretch between two, all values not named, or null.</summary>
internal sealed record Segment
{
    private static readonly FeelExpression[] Numbers = Read("(low + high) / 2", "floor(low) + 1", "ceiling(high) - 1", "low + 1", "high - 1");
    private static readonly FeelExpression[] Dates = Read("low + @\"P1D\"", "high - @\"P1D\"");

    private FeelValue _low;
    private FeelValue _high;
    private bool _isPoint;

    private Segment()
    {
    }

    /// <summary>The whole of a domain that is not cut.</summary>
    public static Segment Everything { get; } = new() { IsEverything = true };

    /// <summary>The value null.</summary>
    public static Segment Null { get; } = new() { IsNull = true };

    public bool IsEverything { get; private init; }

    public bool IsNull { get; private init; }

    /// <summary>Whether it is all values not named.</summary>
    public bool IsOther { get; private init; }

    /// <summary>What its values can be compared with; null where that is not one sort.</summary>
    public ValueSort? Sort { get; private init; }

    /// <summary>Whether the sort has to be told, because the column has values of another one too.</summary>
    public bool TellsSort { get; init; }

    public static Segment Point(FeelValue value) => new() { _low = value, _high = value, _isPoint = true, Sort = ValueSort.Of(value) };

    public static Segment Between(FeelValue low, FeelValue high) =>
        new() { _low = low, _high = high, Sort = ValueSort.Of(low.IsNull ? high : low) };

    /// <summary>All values that no test names, null excepted.</summary>
    public static Segment Other { get; } = new() { IsOther = true };

    /// <summary>Whether it and the segment after it may be told together: stretches and points of one ordered sort.</summary>
    public bool Joins(Segment next) => Sort is { } sort && sort == next.Sort && sort.Kind != FeelKind.Boolean
        && !(_isPoint && next._isPoint && sort.Kind == FeelKind.String);

    /// <summary>Some of its values: of a point its own, of a stretch of numbers or dates some between its ends; of others none are known.</summary>
    public IEnumerable<FeelValue> Examples()
    {
        if (_isPoint)
        {
            return [_low];
        }

        var ends = FeelContext.From([KeyValuePair.Create("low", _low), KeyValuePair.Create("high", _high)]);
        return Sort?.Kind switch
        {
            FeelKind.Number => Numbers.Select(each => Example(each, ends)).Where(IsBetween),
            FeelKind.Date => Dates.Select(each => Example(each, ends)).Where(IsBetween),
            _ => [],
        };
    }

    /// <summary>The ends of a stretch of numbers; nulls where it is none, or has no end to one side.</summary>
    public (FeelNumber? Low, FeelNumber? High) Between() =>
        !_isPoint && _low.Kind == FeelKind.Number && _high.Kind == FeelKind.Number ? (_low.AsNumber(), _high.AsNumber()) : (null, null);

    private static FeelExpression[] Read(params string[] texts) => [.. texts.Select(text => FeelExpression.Parse(text).Expression!)];

    private static FeelValue Example(FeelExpression expression, FeelContext ends) =>
        expression.Evaluate(ends, new FeelEnvironment(DateTimeOffset.UnixEpoch)).Value;

    private bool IsBetween(FeelValue value) => !value.IsNull
        && (_low.IsNull || Order.Compare(_low, value) < 0) && (_high.IsNull || Order.Compare(value, _high) < 0);

    /// <summary>Whether no value of it lies before an interval of its sort.</summary>
    /// <remarks>A stretch is open at both ends, so that its ends may coincide with those of the interval.</remarks>
    public bool IsAbove(CellInterval interval) => interval.Low.IsNull || !_low.IsNull && Order.Compare(interval.Low, _low) is var order
        && (order < 0 || order == 0 && (interval.LowIncluded || !_isPoint));

    /// <summary>Whether no value of it lies behind an interval of its sort.</summary>
    public bool IsBelow(CellInterval interval) => interval.High.IsNull || !_high.IsNull && Order.Compare(_high, interval.High) is var order
        && (order < 0 || order == 0 && (interval.HighIncluded || !_isPoint));

    /// <summary>This segment up to another one, about a label, as a person reads it.</summary>
    public string InWords(Segment last, string label)
    {
        if (IsNull || IsOther)
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
