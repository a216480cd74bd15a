using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Parsing;

namespace DigiSoc.Feel;

/// <summary>A type of FEEL, as <c>instance of</c>, function signatures and item definitions use it.</summary>
/// <remarks>Immutable. Two types are interchangeable when each conforms to the other; see <see cref="ConformsTo"/>.</remarks>
public abstract class FeelType
{
    private static readonly Dictionary<string, FeelType> NoMembers = [];

    private readonly Func<string> _writeName;
    private string? _name;

    private protected FeelType(string name)
    {
        _name = name;
        _writeName = () => name;
    }

    private protected FeelType(Func<string> writeName) => _writeName = writeName;

    /// <summary>As FEEL writes it: <c>number</c>, <c>list&lt;string&gt;</c>, <c>context&lt;a: number&gt;</c>.</summary>
    /// <remarks>Written when first asked for: the names of deeply nested types are long.</remarks>
    public string Name => _name ??= _writeName();

    /// <summary>As <see cref="Name"/>, but cut off where that is long: types that share their parts are exponential when written out.</summary>
    public string ShortName => Typing.TypeText.Of(this);

    /// <summary>Every value and null.</summary>
    public static FeelType Any { get; } = new SimpleType("Any", null);

    /// <summary>Null only.</summary>
    public static FeelType Null { get; } = new SimpleType("Null", FeelKind.Null);

    /// <summary>boolean.</summary>
    public static FeelType Boolean { get; } = new SimpleType("boolean", FeelKind.Boolean);

    /// <summary>number.</summary>
    public static FeelType Number { get; } = new SimpleType("number", FeelKind.Number);

    /// <summary>string.</summary>
    public static FeelType String { get; } = new SimpleType("string", FeelKind.String);

    /// <summary>date.</summary>
    public static FeelType Date { get; } = new SimpleType("date", FeelKind.Date);

    /// <summary>time.</summary>
    public static FeelType Time { get; } = new SimpleType("time", FeelKind.Time);

    /// <summary>date and time.</summary>
    public static FeelType DateTime { get; } = new SimpleType("date and time", FeelKind.DateTime);

    /// <summary>days and time duration.</summary>
    public static FeelType DaysTimeDuration { get; } = new SimpleType("days and time duration", FeelKind.DaysTimeDuration);

    /// <summary>years and months duration.</summary>
    public static FeelType YearsMonthsDuration { get; } =
        new SimpleType("years and months duration", FeelKind.YearsMonthsDuration);

    /// <summary>Every function.</summary>
    public static FeelType AnyFunction { get; } = new SimpleType("function", FeelKind.Function);

    /// <summary>A list whose items are all of one type.</summary>
    public static FeelType ListOf(FeelType item) => new ListType(item);

    /// <summary>A range whose ends are of one type.</summary>
    public static FeelType RangeOf(FeelType end) => new RangeType(end);

    /// <summary>A context with at least these entries; of a name that comes twice the first counts.</summary>
    /// <remarks>Of none: every context.</remarks>
    public static FeelType ContextOf(IEnumerable<KeyValuePair<string, FeelType>> entries) => new ContextType(entries, null);

    /// <summary>As <see cref="ContextOf"/>, of contexts that are made with these entries and no others.</summary>
    public static FeelType ExactContextOf(IEnumerable<KeyValuePair<string, FeelType>> entries) => new ContextType(entries, FeelExtent.Exactly);

    /// <summary>A function of these parameters and this result.</summary>
    public static FeelType FunctionOf(IEnumerable<FeelType> parameters, FeelType result) => new FunctionType([.. parameters], null, result);

    /// <summary>As the one of types alone, which it equals; knows the names by which arguments can be given.</summary>
    public static FeelType FunctionOf(IReadOnlyList<FeelParameter> parameters, FeelType result) =>
        new FunctionType([.. parameters.Select(each => each.Type)], [.. parameters.Select(each => each.Name)], result);

    /// <summary>A type whose values must pass a test as well, such as an item definition with allowed values.</summary>
    /// <param name="name">The type's own name.</param>
    /// <param name="basis">What every value conforms to first.</param>
    /// <param name="isAllowed">The test; must be pure. It is not asked about null.</param>
    public static FeelType Constrained(string name, FeelType basis, Func<FeelValue, bool> isAllowed) =>
        new ConstrainedType(name, basis, isAllowed);

    /// <summary>The built-in type of a FEEL name such as <c>number</c> or <c>date and time</c>; null for other names.</summary>
    public static FeelType? BuiltIn(string name) => TypeNames.Find(name);

    /// <summary>The most specific type of a value.</summary>
    public static FeelType Of(in FeelValue value) => TypeOf.Value(value);

    /// <summary>True when the value belongs to the type as it is. Null belongs to Null and Any only.</summary>
    public abstract bool Includes(in FeelValue value);

    /// <summary>True when every value of this type can stand where the other is asked for (DMN 10.3.2.9.2).</summary>
    public virtual bool ConformsTo(FeelType other) => ReferenceEquals(this, other) || ReferenceEquals(other, Any) || other.Accepts(this);

    private protected virtual bool Accepts(FeelType other) => false;

    /// <summary>The value as this type, after the implicit conversions; false when it cannot be one.</summary>
    /// <remarks>
    /// Conversions (DMN 10.3.2.9.4): an item to a list of it, a list of one item to that item, a date to midnight UTC.
    /// Null is accepted by every type: it stands for an absent value.
    /// </remarks>
    public bool TryCoerce(in FeelValue value, out FeelValue coerced) => Coercion.TryConvert(this, value, out coerced);

    /// <summary>Whether a value of this type may become one of the other, as far as the types say it; see <see cref="TryCoerce"/>.</summary>
    public FeelFit FitTo(FeelType wanted) => Typing.Fits.Of(this, wanted);

    /// <summary>What a value is that is either of this type or of the other; Any where they have nothing in common.</summary>
    public FeelType Or(FeelType other) => Typing.JoinedTypes.Of(this, other);

    /// <summary>The kind of its values, where all have one; null for Any.</summary>
    public virtual FeelKind? Kind => null;

    /// <summary>Type of the items of a list type; null for every other type.</summary>
    public virtual FeelType? ItemType => null;

    /// <summary>Type of what a function type gives; null for every other type, and where it is not known.</summary>
    public virtual FeelType? ResultType => null;

    /// <summary>Parameters of a function type; null for every other type, and where their names are not known.</summary>
    public virtual IReadOnlyList<FeelParameter>? Parameters => null;

    /// <summary>Types of the entries of a context type; empty for every other type.</summary>
    public virtual IReadOnlyDictionary<string, FeelType> MemberTypes => NoMembers;

    internal virtual FeelType? Member(string name) => null;

    internal virtual IEnumerable<string> Members => [];

    /// <summary>Names of the entries, or of those of each item, ready to be found after a point; null when there are none.</summary>
    internal virtual Scope? MemberScope => null;

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;

    private sealed class SimpleType(string name, FeelKind? kind) : FeelType(name)
    {
        public override FeelKind? Kind => kind;

        public override bool Includes(in FeelValue value) => kind is null || value.Kind == kind;

        private protected override bool Accepts(FeelType other) =>
            kind is null || other is SimpleType simple && simple.Name == Name || ReferenceEquals(other, Null)
            || (kind == FeelKind.Function && other is FunctionType);
    }

    internal sealed class ListType(FeelType item) : FeelType(() => $"list<{item.Name}>")
    {
        internal FeelType Item { get; } = item;

        public override FeelKind? Kind => FeelKind.List;

        public override FeelType? ItemType => Item;

        internal override Scope? MemberScope => Item is ListType ? null : Item.MemberScope;

        public override bool Includes(in FeelValue value)
        {
            if (value.ListOrNull is not { } list)
            {
                return false;
            }

            if (ReferenceEquals(Item, Any))
            {
                return true;
            }

            foreach (ref readonly var each in list.Items)
            {
                if (!Item.Includes(each) && !each.IsNull)
                {
                    return false;
                }
            }

            return true;
        }

        private protected override bool Accepts(FeelType other) => other is ListType list && list.Item.ConformsTo(Item);
    }

    internal sealed class RangeType(FeelType end) : FeelType(() => $"range<{end.Name}>")
    {
        internal FeelType End { get; } = end;

        public override FeelKind? Kind => FeelKind.Range;

        public override bool Includes(in FeelValue value) => value.RangeOrNull is { } range
            && (range.Start.IsNull || End.Includes(range.Start)) && (range.End.IsNull || End.Includes(range.End));

        private protected override bool Accepts(FeelType other) => other is RangeType range && range.End.ConformsTo(End);
    }

    internal sealed class ContextType : FeelType
    {
        private readonly Dictionary<string, FeelType> _entries;
        private readonly string[] _names;
        private readonly FeelType[] _types;

        /// <summary>Of the types that are all values of one kind, that kind; null's for the others, which are asked.</summary>
        private readonly FeelKind[] _kinds;
        private Places _places = new(Shape.Empty, []);
        private Scope? _scope;

        internal ContextType(IEnumerable<KeyValuePair<string, FeelType>> entries, FeelExtent? extent)
            : this(new Dictionary<string, FeelType>(entries.DistinctBy(entry => entry.Key, StringComparer.Ordinal), StringComparer.Ordinal), extent)
        {
        }

        private ContextType(Dictionary<string, FeelType> entries, FeelExtent? extent)
            : base(() => $"context<{string.Join(", ", entries.Select(entry => $"{entry.Key}: {entry.Value.Name}"))}>")
        {
            _entries = entries;
            _names = [.. entries.Keys];
            _types = [.. entries.Values];
            _kinds = Array.ConvertAll(_types, type => (type as SimpleType)?.Kind ?? FeelKind.Null);
            Extent = extent ?? (entries.Count == 0 ? FeelExtent.AtLeast : FeelExtent.Stated);
        }

        /// <summary>What is known of other entries; says nothing about which values belong to the type.</summary>
        internal FeelExtent Extent { get; }

        internal IReadOnlyDictionary<string, FeelType> Entries => _entries;

        public override FeelKind? Kind => FeelKind.Context;

        public override IReadOnlyDictionary<string, FeelType> MemberTypes => _entries;

        internal override IEnumerable<string> Members => _names;

        internal override Scope? MemberScope => _scope ??= Scope.Of(null, _names.Select(name => Binding.Of(name, -1)));

        internal override FeelType? Member(string name) => _entries.GetValueOrDefault(name);

        public override bool Includes(in FeelValue value)
        {
            if (value.ContextOrNull is not { } context)
            {
                return false;
            }

            var places = PlacesIn(context.Shape);
            var items = context.Items;
            for (var i = 0; i < places.Length; i++)
            {
                if (places[i] < 0 || !Fits(i, items[places[i]]))
                {
                    return false;
                }
            }

            return true;
        }

        private bool Fits(int entry, in FeelValue value) =>
            value.IsNull || value.Kind == _kinds[entry] || _types[entry].Includes(value);

        /// <summary>Where the entries stand in contexts of a shape; remembered, because the next one is mostly of the same.</summary>
        private int[] PlacesIn(Shape shape)
        {
            var places = _places;
            if (!ReferenceEquals(places.Shape, shape) || places.At.Length != _names.Length)
            {
                places = new Places(shape, Array.ConvertAll(_names, shape.IndexOf));
                _places = places;
            }

            return places.At;
        }

        private protected override bool Accepts(FeelType other) => other is ContextType context
            && _entries.All(entry => context._entries.TryGetValue(entry.Key, out var type) && type.ConformsTo(entry.Value));

        private sealed record Places(Shape Shape, int[] At);
    }

    internal sealed class FunctionType(FeelType[] parameters, string[]? names, FeelType result)
        : FeelType(() => $"function<{string.Join(", ", parameters.Select(each => each.Name))}>->{result.Name}")
    {
        internal IReadOnlyList<FeelType> ParameterTypes { get; } = parameters;

        public override IReadOnlyList<FeelParameter>? Parameters =>
            Names is null ? null : [.. Names.Zip(ParameterTypes, (name, type) => new FeelParameter(name, type))];

        public override FeelType? ResultType => Result;

        /// <summary>Names of the parameters; null where they are not known.</summary>
        internal IReadOnlyList<string>? Names { get; } = names;

        internal FeelType Result { get; } = result;

        public override FeelKind? Kind => FeelKind.Function;

        public override bool Includes(in FeelValue value) =>
            value.FunctionOrNull is { } function && function.Type.ConformsTo(this);

        /// <summary>Whether a function can stand here as far as its types are known; what is not stated is not held against it.</summary>
        internal bool MayTake(FeelFunction given) => given is Functions.BuiltInFunction
            || given.Type is FunctionType function
            && function.ParameterTypes.Count == ParameterTypes.Count
            && ParameterTypes.Zip(function.ParameterTypes).All(pair => IsUnknown(pair.First) || pair.First.ConformsTo(pair.Second))
            && (IsUnknown(function.Result) || function.Result.ConformsTo(Result));

        private static bool IsUnknown(FeelType type) => ReferenceEquals(type, Any);

        private protected override bool Accepts(FeelType other) => other is FunctionType function
            && function.ParameterTypes.Count == ParameterTypes.Count
            && ParameterTypes.Zip(function.ParameterTypes).All(pair => pair.First.ConformsTo(pair.Second))
            && function.Result.ConformsTo(Result);
    }

    internal sealed class ConstrainedType(string name, FeelType basis, Func<FeelValue, bool> isAllowed) : FeelType(name)
    {
        internal FeelType Basis { get; } = basis;

        public override FeelKind? Kind => Basis.Kind;

        public override FeelType? ItemType => Basis.ItemType;

        public override IReadOnlyDictionary<string, FeelType> MemberTypes => Basis.MemberTypes;

        internal override IEnumerable<string> Members => Basis.Members;

        internal override Scope? MemberScope => Basis.MemberScope;

        internal override FeelType? Member(string name) => Basis.Member(name);

        internal bool Allows(in FeelValue value) => isAllowed(value);

        public override bool Includes(in FeelValue value) => Basis.Includes(value) && isAllowed(value);

        public override bool ConformsTo(FeelType other) => base.ConformsTo(other) || Basis.ConformsTo(other);
    }
}
