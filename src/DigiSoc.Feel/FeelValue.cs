using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>Any value of FEEL. Immutable; default is null.</summary>
/// <remarks>
/// Booleans, numbers, dates, times and durations live inside the struct (24 bytes) and allocate nothing; strings,
/// lists, contexts, ranges and functions are references.
/// <see cref="Equals(FeelValue)"/> is identity of value for collections and tests (null equals null; 1.0 equals 1.00;
/// lists and contexts by content); FEEL's own <c>=</c>, which knows a third answer, is in the evaluator.
/// </remarks>
public readonly partial struct FeelValue : IEquatable<FeelValue>
{
    // Which kind this is: null; a shared KindTag for values inside the struct; else the referred object itself.
    private readonly object? _object;
    private readonly ulong _high;
    private readonly ulong _low;

    private FeelValue(object reference)
    {
        _object = reference;
        _high = _low = 0;
    }

    private FeelValue(KindTag tag, ulong high, ulong low)
    {
        _object = tag;
        _high = high;
        _low = low;
    }

    /// <summary>The null of FEEL.</summary>
    public static FeelValue Null => default;

    /// <summary>true.</summary>
    public static FeelValue True { get; } = new(KindTag.Boolean, 0, 1);

    /// <summary>false.</summary>
    public static FeelValue False { get; } = new(KindTag.Boolean, 0, 0);

    /// <summary>Which accessor applies.</summary>
    public FeelKind Kind => _object switch
    {
        null => FeelKind.Null,
        KindTag tag => tag.Kind,
        string => FeelKind.String,
        FeelList => FeelKind.List,
        FeelContext => FeelKind.Context,
        FeelRange => FeelKind.Range,
        _ => FeelKind.Function,
    };

    /// <summary>True for null.</summary>
    public bool IsNull => _object is null;

    /// <summary>True for the boolean true, and nothing else.</summary>
    public bool IsTrue => ReferenceEquals(_object, KindTag.Boolean) && _low == 1;

    /// <summary>True for the boolean false, and nothing else.</summary>
    public bool IsFalse => ReferenceEquals(_object, KindTag.Boolean) && _low == 0;

    internal bool IsNumber => ReferenceEquals(_object, KindTag.Number);

    /// <summary>Whether it is a list or a context.</summary>
    internal bool HasParts => _object is not (null or KindTag) && _object is FeelList or FeelContext;

    internal bool IsBoolean => ReferenceEquals(_object, KindTag.Boolean);

    /// <summary>A boolean.</summary>
    public static FeelValue Of(bool value) => value ? True : False;

    /// <summary>A boolean, or null for the third truth value.</summary>
    public static FeelValue Of(bool? value) => value is { } known ? Of(known) : Null;

    /// <summary>A number.</summary>
    public static FeelValue Of(FeelNumber value) => new(KindTag.Number, value.High, value.Low);

    internal static FeelValue Of(FeelNumber? value) => value is { } number ? Of(number) : Null;

    /// <summary>A number.</summary>
    public static FeelValue Of(long value) => Of(FeelNumber.Of(value));

    /// <summary>A number with the decimal's scale.</summary>
    public static FeelValue Of(decimal value) => Of(FeelNumber.Of(value));

    /// <summary>A text; null gives the null of FEEL.</summary>
    public static FeelValue Of(string? value) => value is null ? Null : new(value);

    /// <summary>A date.</summary>
    public static FeelValue Of(FeelDate value) => new(KindTag.Date, (ulong)0, unchecked((ulong)value.Packed));

    /// <summary>A date.</summary>
    public static FeelValue Of(DateOnly value) => Of(FeelDate.Of(value));

    /// <summary>A time of day.</summary>
    public static FeelValue Of(FeelTime value) =>
        new(value.Zone?.TimeTag ?? KindTag.LocalTime, 0, (ulong)value.NanosecondOfDay);

    /// <summary>A date and time.</summary>
    public static FeelValue Of(FeelDateTime value) =>
        new(value.Zone?.DateTimeTag ?? KindTag.LocalDateTime, unchecked((ulong)value.Date.Packed), (ulong)value.Time.NanosecondOfDay);

    /// <summary>A date and time with the instant's offset.</summary>
    public static FeelValue Of(DateTimeOffset value) => Of(FeelDateTime.Of(value));

    /// <summary>A duration of days and time.</summary>
    public static FeelValue Of(FeelDaysTimeDuration value) =>
        new(KindTag.DaysTimeDuration, unchecked((ulong)(value.Nanoseconds >> 64)), unchecked((ulong)value.Nanoseconds));

    /// <summary>A duration of years and months.</summary>
    public static FeelValue Of(FeelYearsMonthsDuration value) =>
        new(KindTag.YearsMonthsDuration, 0, unchecked((ulong)value.Months));

    /// <summary>A list.</summary>
    public static FeelValue Of(FeelList value) => new((object)value);

    /// <summary>A context.</summary>
    public static FeelValue Of(FeelContext value) => new((object)value);

    /// <summary>A range.</summary>
    public static FeelValue Of(FeelRange value) => new((object)value);

    /// <summary>A function.</summary>
    public static FeelValue Of(FeelFunction value) => new((object)value);

    /// <summary>The boolean.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind; so for every accessor below.</exception>
    public bool AsBoolean() => IsBoolean ? _low == 1 : throw Mismatch(FeelKind.Boolean);

    /// <summary>The number.</summary>
    public FeelNumber AsNumber() => IsNumber ? new(_high, _low) : throw Mismatch(FeelKind.Number);

    /// <summary>The text.</summary>
    public string AsString() => _object as string ?? throw Mismatch(FeelKind.String);

    /// <summary>The date.</summary>
    public FeelDate AsDate() => Kind == FeelKind.Date ? FeelDate.Unpack(_low) : throw Mismatch(FeelKind.Date);

    /// <summary>The time of day.</summary>
    public FeelTime AsTime() => _object is KindTag { Kind: FeelKind.Time } tag
        ? new((long)_low, tag.Zone)
        : throw Mismatch(FeelKind.Time);

    /// <summary>The date and time.</summary>
    public FeelDateTime AsDateTime() => _object is KindTag { Kind: FeelKind.DateTime } tag
        ? new(FeelDate.Unpack(_high), new FeelTime((long)_low, tag.Zone))
        : throw Mismatch(FeelKind.DateTime);

    /// <summary>The duration.</summary>
    public FeelDaysTimeDuration AsDaysTimeDuration() => ReferenceEquals(_object, KindTag.DaysTimeDuration)
        ? new(unchecked((Int128)new UInt128(_high, _low)))
        : throw Mismatch(FeelKind.DaysTimeDuration);

    /// <summary>The duration.</summary>
    public FeelYearsMonthsDuration AsYearsMonthsDuration() => ReferenceEquals(_object, KindTag.YearsMonthsDuration)
        ? new(unchecked((long)_low))
        : throw Mismatch(FeelKind.YearsMonthsDuration);

    /// <summary>The list.</summary>
    public FeelList AsList() => _object as FeelList ?? throw Mismatch(FeelKind.List);

    /// <summary>The context.</summary>
    public FeelContext AsContext() => _object as FeelContext ?? throw Mismatch(FeelKind.Context);

    /// <summary>The range.</summary>
    public FeelRange AsRange() => _object as FeelRange ?? throw Mismatch(FeelKind.Range);

    /// <summary>The function.</summary>
    public FeelFunction AsFunction() => _object as FeelFunction ?? throw Mismatch(FeelKind.Function);

    internal bool TryNumber(out FeelNumber number)
    {
        number = IsNumber ? new(_high, _low) : default;
        return IsNumber;
    }

    internal string? StringOrNull => _object as string;

    internal FeelList? ListOrNull => _object as FeelList;

    internal FeelContext? ContextOrNull => _object as FeelContext;

    internal FeelRange? RangeOrNull => _object as FeelRange;

    internal FeelFunction? FunctionOrNull => _object as FeelFunction;

    private InvalidOperationException Mismatch(FeelKind expected) =>
        new($"Bug: a FEEL value of kind {expected} was asked for, but it is {Kind}. Check Kind first.");

    /// <inheritdoc/>
    public bool Equals(FeelValue other) => Equality.Same(this, other);

    /// <summary>Whether both are one and the same: equal when true, perhaps equal when false; without looking inside.</summary>
    public bool IsIdentical(in FeelValue other) =>
        ReferenceEquals(_object, other._object) && _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FeelValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Equality.Hash(this);

    /// <summary>The value as FEEL text that reads back as the same value (functions excepted).</summary>
    public override string ToString() => ValueText.Literal(this);

    /// <summary>Same value.</summary>
    public static bool operator ==(FeelValue left, FeelValue right) => left.Equals(right);

    /// <summary>Another value.</summary>
    public static bool operator !=(FeelValue left, FeelValue right) => !left.Equals(right);
}

/// <summary>Marks the kind (and the zone) of a value that lives inside the FeelValue struct.</summary>
internal sealed class KindTag(FeelKind kind, FeelZone? zone = null)
{
    internal static readonly KindTag Boolean = new(FeelKind.Boolean);
    internal static readonly KindTag Number = new(FeelKind.Number);
    internal static readonly KindTag Date = new(FeelKind.Date);
    internal static readonly KindTag LocalTime = new(FeelKind.Time);
    internal static readonly KindTag LocalDateTime = new(FeelKind.DateTime);
    internal static readonly KindTag DaysTimeDuration = new(FeelKind.DaysTimeDuration);
    internal static readonly KindTag YearsMonthsDuration = new(FeelKind.YearsMonthsDuration);

    internal FeelKind Kind { get; } = kind;

    internal FeelZone? Zone { get; } = zone;
}
