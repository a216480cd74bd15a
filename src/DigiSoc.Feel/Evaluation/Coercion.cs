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

        // Only one level: [[10]] is no number, and the item itself is not converted any further.
        if (value.ListOrNull is { Count: 1 } single && !IsList(type) && type.Includes(single[0]))
        {
            converted = single[0];
            return true;
        }

        if (type is FeelType.FunctionType wanted && value.FunctionOrNull is { } function && wanted.MayTake(function))
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
