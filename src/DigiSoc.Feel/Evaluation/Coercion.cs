namespace DigiSoc.Feel.Evaluation;

/// <summary>The implicit conversions to a type that is asked for (DMN 10.3.2.9.4).</summary>
internal static class Coercion
{
    internal static bool TryConvert(FeelType type, in FeelValue value, out FeelValue converted)
    {
        converted = value;
        if (value.IsNull || type.Includes(value))
        {
            return true;
        }

        if (value.ListOrNull is { Count: 1 } single && !IsList(type) && TryConvert(type, single[0], out converted))
        {
            return true;
        }

        if (value.Kind == FeelKind.Date && type.Includes(Midnight(value)))
        {
            converted = Midnight(value);
            return true;
        }

        if (value.Kind != FeelKind.List && IsList(type) && type.Includes(FeelValue.Of(FeelList.Of(value))))
        {
            converted = FeelValue.Of(FeelList.Of(value));
            return true;
        }

        converted = FeelValue.Null;
        return false;
    }

    private static FeelValue Midnight(in FeelValue date) => FeelValue.Of(Arithmetic.AsDateTime(date));

    private static bool IsList(FeelType type) => type switch
    {
        FeelType.ListType => true,
        FeelType.ConstrainedType constrained => IsList(constrained.Basis),
        _ => false,
    };
}
