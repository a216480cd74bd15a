using DigiSoc.Feel;

namespace DigiSoc.Dmn.Types;

/// <summary>A type as DMN uses it: the FEEL type of its values, and the constraints of its item definitions.</summary>
internal sealed class DmnType
{
    private readonly bool _hasTemporalMember;

    private DmnType(string name, FeelType shape)
    {
        Name = name;
        Shape = shape;
        TakesAll = ReferenceEquals(shape, FeelType.Any);
    }

    /// <summary>Types inside one another, this one among them.</summary>
    public int Levels { get; private init; } = 1;

    /// <summary>Types inside it at all levels, each as often as it occurs, this one among them.</summary>
    public long Parts { get; private init; } = 1;

    /// <summary>Every value.</summary>
    public static DmnType Any { get; } = new("Any", FeelType.Any);

    /// <summary>As the model or FEEL names it.</summary>
    public string Name { get; }

    /// <summary>The type without constraints; <c>instance of</c> looks at nothing else.</summary>
    public FeelType Shape { get; }

    /// <summary>Type of the items, when this is a collection defined by the model.</summary>
    public DmnType? Item { get; private init; }

    /// <summary>Members, when this is a structure defined by the model.</summary>
    public IReadOnlyList<KeyValuePair<string, DmnType>> Members
    {
        get;
        private init
        {
            field = value;
            _hasTemporalMember = value.Any(member => member.Value.HoldsTemporal);
        }
    }

    = [];

    /// <summary>Type of the result, when this is a function defined by the model.</summary>
    public DmnType? Result { get; private init; }

    /// <summary>Constraints on the value as a whole, all of which it must meet.</summary>
    public IReadOnlyList<ValueConstraint> Constraints { get; private init; } = [];

    /// <summary>Whether it is a type of dates, times or durations, or has one inside.</summary>
    public bool HoldsTemporal => Shape.Kind is >= FeelKind.Date and <= FeelKind.YearsMonthsDuration
        || (Item?.HoldsTemporal ?? _hasTemporalMember);

    /// <summary>Whether values of every kind are of this type, constraints apart.</summary>
    public bool TakesAll { get; }

    /// <summary>Whether there is any constraint here or inside.</summary>
    public bool IsConstrained { get; private init; }

    public static DmnType Plain(string name, FeelType shape) => new(name, shape);

    public static DmnType Collection(string name, DmnType item) =>
        new(name, FeelType.ListOf(item.Shape)) { Item = item, IsConstrained = item.IsConstrained, Levels = item.Levels + 1, Parts = item.Parts + 1 };

    public static DmnType Structure(string name, IReadOnlyList<KeyValuePair<string, DmnType>> members) =>
        new(name, FeelType.ContextOf(members.Select(member => KeyValuePair.Create(member.Key, member.Value.Shape))))
        {
            Members = members,
            IsConstrained = members.Any(member => member.Value.IsConstrained),
            Levels = 1 + members.Select(member => member.Value.Levels).DefaultIfEmpty().Max(),
            Parts = 1 + members.Sum(member => member.Value.Parts),
        };

    public static DmnType Function(string name, IReadOnlyList<DmnType> parameters, DmnType result) =>
        new(name, FeelType.FunctionOf(parameters.Select(parameter => parameter.Shape), result.Shape))
        {
            Result = result,
            Levels = 1 + parameters.Append(result).Max(part => part.Levels),
            Parts = 1 + parameters.Append(result).Sum(part => part.Parts),
        };

    /// <summary>This type under another name, with one more constraint when one is given.</summary>
    public DmnType As(string name, ValueConstraint? constraint) => new(name, Shape)
    {
        Item = Item,
        Members = Members,
        Result = Result,
        Levels = Levels,
        Parts = Parts,
        Constraints = constraint is null ? Constraints : [.. Constraints, constraint],
        IsConstrained = IsConstrained || constraint is not null,
    };

    /// <summary>The kind that all values of this type have, and that is enough to be of it; null where there is none, or more is asked.</summary>
    public FeelKind? OnlyKind => IsConstrained || Shape.Kind is FeelKind.List or FeelKind.Context or FeelKind.Range or FeelKind.Function
        ? null
        : Shape.Kind;

    /// <summary>Whether the value is of this type as it is; false also where constraints would have to be asked.</summary>
    public bool Fits(in FeelValue value) => !IsConstrained && (TakesAll || Shape.Includes(value));

    /// <summary>The value as this type after the implicit conversions; null with a cause when it cannot be one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="call">Takes the cause.</param>
    /// <param name="what">What the value is, for the cause: <c>result of</c>.</param>
    /// <param name="name">Whose it is, for the cause; put together only when there is one.</param>
    public FeelValue Coerce(in FeelValue value, FeelCall call, string what, string name)
    {
        if (value.IsNull || Fits(value))
        {
            return value;
        }

        return TryCoerce(value, call, what, name, out var coerced) ? coerced : FeelValue.Null;
    }

    /// <summary>As <see cref="Coerce"/>, but says whether the value was accepted.</summary>
    public bool TryCoerce(in FeelValue value, FeelCall call, string what, string name, out FeelValue coerced)
    {
        if (!Shape.TryCoerce(value, out coerced))
        {
            coerced = call.Fail(
                FeelCauseKind.CoercionFailed,
                $"The {what} \"{name}\" must be of type {Name}{(Name == Shape.Name ? "" : $" ({Shape.Name})")}, found {Shown(value)}.",
                new FeelMismatch(what, name, Name, [value]));
            return false;
        }

        if (IsConstrained && !coerced.IsNull && BrokenBy(coerced, call) is { } broken)
        {
            coerced = call.Fail(
                FeelCauseKind.CoercionFailed,
                $"The {what} \"{name}\" must be of type {Name}: {broken.Name} allows {broken.Text}, found {Shown(broken.Found)}.",
                new FeelMismatch(what, name, $"{broken.Name}: {broken.Text}", [broken.Found]));
            return false;
        }

        return true;
    }

    private (string Name, string Text, FeelValue Found)? BrokenBy(in FeelValue value, FeelCall call)
    {
        foreach (var constraint in Constraints)
        {
            if (!constraint.Allows(value, call))
            {
                return (Name, constraint.Text, value);
            }
        }

        return value.Kind switch
        {
            FeelKind.List when Item is { IsConstrained: true } => BrokenByItem(value.AsList(), call),
            FeelKind.Context when Members.Count > 0 => BrokenByMember(value.AsContext(), call),
            _ => null,
        };
    }

    private (string, string, FeelValue)? BrokenByItem(FeelList list, FeelCall call)
    {
        foreach (var item in list)
        {
            if (!item.IsNull && Item!.BrokenBy(item, call) is { } broken)
            {
                return broken;
            }
        }

        return null;
    }

    private (string, string, FeelValue)? BrokenByMember(FeelContext context, FeelCall call)
    {
        foreach (var (name, type) in Members)
        {
            if (type.IsConstrained && context.TryGet(name, out var member) && !member.IsNull
                && type.BrokenBy(member, call) is { } broken)
            {
                return broken;
            }
        }

        return null;
    }

    /// <summary>Kind only, never the value: causes may be logged, and values may be personal data.</summary>
    private static string Shown(in FeelValue value) => $"a {FeelType.Of(value).Name}";
}
