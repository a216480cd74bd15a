using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>Any value of FEEL. Immutable; default is null.</summary>
/// <remarks>
/// Booleans, dates, times, and everyday numbers and durations live inside the struct (16 bytes, which a method returns in
/// two registers) and allocate nothing; strings, lists, contexts, ranges and functions are references, and so are values
/// of two words: dates with time, numbers of more than 14 digits, lengths of more than 292 years.
/// <see cref="Equals(FeelValue)"/> is identity of value for collections and tests (null equals null; 1.0 equals 1.00;
/// lists and contexts by content); FEEL's own <c>=</c>, which knows a third answer, is in the evaluator.
/// </remarks>
public readonly partial struct FeelValue : IEquatable<FeelValue>
{
    // Which kind this is: null; a shared KindTag for values inside the struct; else the referred object itself.
    private readonly object? _object;
    private readonly ulong _word;

    private FeelValue(object reference)
    {
        _object = reference;
        _word = 0;
    }

    private FeelValue(KindTag tag, ulong word)
    {
        _object = tag;
        _word = word;
    }

    /// <summary>The null of FEEL.</summary>
    public static FeelValue Null => default;

    /// <summary>true.</summary>
    public static FeelValue True { get; } = new(KindTag.Boolean, 1);

    /// <summary>false.</summary>
    public static FeelValue False { get; } = new(KindTag.Boolean, 0);

    /// <summary>Which accessor applies.</summary>
    public FeelKind Kind => _object switch
    {
        null => FeelKind.Null,
        KindTag tag => tag.Kind,
        string => FeelKind.String,
        FeelList => FeelKind.List,
        FeelContext => FeelKind.Context,
        FeelRange => FeelKind.Range,
        WideValue wide => wide.Tag.Kind,
        _ => FeelKind.Function,
    };

    /// <summary>True for null.</summary>
    public bool IsNull => _object is null;

    /// <summary>True for the boolean true, and nothing else.</summary>
    public bool IsTrue => ReferenceEquals(_object, KindTag.Boolean) && _word == 1;

    /// <summary>True for the boolean false, and nothing else.</summary>
    public bool IsFalse => ReferenceEquals(_object, KindTag.Boolean) && _word == 0;

    internal bool IsNumber => ReferenceEquals(_object, KindTag.Number) || IsWide(KindTag.Number);

    /// <summary>Whether it is a number in one word, for <see cref="Numbers.Packed"/>.</summary>
    internal bool IsPacked => ReferenceEquals(_object, KindTag.Number);

    /// <summary>The word of a value that <see cref="IsPacked"/>.</summary>
    internal ulong Word => _word;

    /// <summary>Whether it is a list or a context.</summary>
    internal bool HasParts => _object is not (null or KindTag) && _object is FeelList or FeelContext;

    internal bool IsBoolean => ReferenceEquals(_object, KindTag.Boolean);

    /// <summary>A boolean.</summary>
    public static FeelValue Of(bool value) => value ? True : False;

    /// <summary>A boolean, or null for the third truth value.</summary>
    public static FeelValue Of(bool? value) => value is { } known ? Of(known) : Null;

    /// <summary>A number.</summary>
    public static FeelValue Of(FeelNumber value) => value.TryPack(out var word)
        ? new(KindTag.Number, word)
        : new(new WideValue(KindTag.Number, value.High, value.Low));

    /// <summary>A number from its word.</summary>
    internal static FeelValue OfPacked(ulong word) => new(KindTag.Number, word);

    internal static FeelValue Of(FeelNumber? value) => value is { } number ? Of(number) : Null;

    /// <summary>A number.</summary>
    public static FeelValue Of(long value) => Of(FeelNumber.Of(value));

    /// <summary>A number with the decimal's scale.</summary>
    public static FeelValue Of(decimal value) => Of(FeelNumber.Of(value));

    /// <summary>A text; null gives the null of FEEL.</summary>
    public static FeelValue Of(string? value) => value is null ? Null : new(value);

    /// <summary>A date.</summary>
    public static FeelValue Of(FeelDate value) => new(KindTag.Date, unchecked((ulong)value.Packed));

    /// <summary>A date.</summary>
    public static FeelValue Of(DateOnly value) => Of(FeelDate.Of(value));

    /// <summary>A time of day.</summary>
    public static FeelValue Of(FeelTime value) =>
        new(value.Zone?.TimeTag ?? KindTag.LocalTime, (ulong)value.NanosecondOfDay);

    /// <summary>A date and time.</summary>
    public static FeelValue Of(FeelDateTime value) => new(new WideValue(
        value.Zone?.DateTimeTag ?? KindTag.LocalDateTime, unchecked((ulong)value.Date.Packed), (ulong)value.Time.NanosecondOfDay));

    /// <summary>A date and time with the instant's offset.</summary>
    public static FeelValue Of(DateTimeOffset value) => Of(FeelDateTime.Of(value));

    /// <summary>A duration of days and time.</summary>
    public static FeelValue Of(FeelDaysTimeDuration value) => unchecked((long)value.Nanoseconds) == value.Nanoseconds
        ? new(KindTag.DaysTimeDuration, unchecked((ulong)value.Nanoseconds))
        : new(new WideValue(
            KindTag.DaysTimeDuration, unchecked((ulong)(value.Nanoseconds >> 64)), unchecked((ulong)value.Nanoseconds)));

    /// <summary>A duration of years and months.</summary>
    public static FeelValue Of(FeelYearsMonthsDuration value) =>
        new(KindTag.YearsMonthsDuration, unchecked((ulong)value.Months));

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
    public bool AsBoolean() => IsBoolean ? _word == 1 : throw Mismatch(FeelKind.Boolean);

    /// <summary>The number.</summary>
    public FeelNumber AsNumber() => ReferenceEquals(_object, KindTag.Number) ? FeelNumber.Unpack(_word) : AsWideNumber();

    /// <summary>The text.</summary>
    public string AsString() => _object as string ?? throw Mismatch(FeelKind.String);

    /// <summary>The date.</summary>
    public FeelDate AsDate() => Kind == FeelKind.Date ? FeelDate.Unpack(_word) : throw Mismatch(FeelKind.Date);

    /// <summary>The time of day.</summary>
    public FeelTime AsTime() => _object is KindTag { Kind: FeelKind.Time } tag
        ? new((long)_word, tag.Zone)
        : throw Mismatch(FeelKind.Time);

    /// <summary>The date and time.</summary>
    public FeelDateTime AsDateTime() => _object is WideValue { Tag.Kind: FeelKind.DateTime } wide
        ? new(FeelDate.Unpack(wide.High), new FeelTime((long)wide.Low, wide.Tag.Zone))
        : throw Mismatch(FeelKind.DateTime);

    /// <summary>The duration.</summary>
    public FeelDaysTimeDuration AsDaysTimeDuration() =>
        ReferenceEquals(_object, KindTag.DaysTimeDuration) ? new(unchecked((long)_word))
        : IsWide(KindTag.DaysTimeDuration) ? new(unchecked((Int128)new UInt128(Wide.High, Wide.Low)))
        : throw Mismatch(FeelKind.DaysTimeDuration);

    /// <summary>The duration.</summary>
    public FeelYearsMonthsDuration AsYearsMonthsDuration() => ReferenceEquals(_object, KindTag.YearsMonthsDuration)
        ? new(unchecked((long)_word))
        : throw Mismatch(FeelKind.YearsMonthsDuration);

    /// <summary>The order of two numbers: less than zero, zero or more.</summary>
    /// <exception cref="InvalidOperationException">One of them is no number.</exception>
    public static int CompareNumbers(in FeelValue left, in FeelValue right) => left.IsPacked && right.IsPacked
        ? Numbers.Packed.Compare(left._word, right._word)
        : left.AsNumber().CompareTo(right.AsNumber());

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
        if (ReferenceEquals(_object, KindTag.Number))
        {
            number = FeelNumber.Unpack(_word);
            return true;
        }

        return TryWideNumber(out number);
    }

    // Apart, so that the usual number costs no more than a comparison where it is asked for.
    private bool TryWideNumber(out FeelNumber number)
    {
        number = IsWide(KindTag.Number) ? new(Wide.High, Wide.Low) : default;
        return IsWide(KindTag.Number);
    }

    private FeelNumber AsWideNumber() => TryWideNumber(out var number) ? number : throw Mismatch(FeelKind.Number);

    private WideValue Wide => (WideValue)_object!;

    private bool IsWide(KindTag tag) => _object is WideValue wide && ReferenceEquals(wide.Tag, tag);

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
        ReferenceEquals(_object, other._object) && _word == other._word;

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

/// <summary>A value of a kind without an object of its own that one word does not hold.</summary>
internal sealed class WideValue(KindTag tag, ulong high, ulong low)
{
    internal KindTag Tag { get; } = tag;

    internal ulong High { get; } = high;

    internal ulong Low { get; } = low;
}
