using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Evaluation;

/// <summary>The names of built-in types, as FEEL and as DMN's typeRef write them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<string, FeelType> ByName = new(StringComparer.Ordinal)
    {
        ["Any"] = FeelType.Any,
        ["Null"] = FeelType.Null,
        ["boolean"] = FeelType.Boolean,
        ["number"] = FeelType.Number,
        ["string"] = FeelType.String,
        ["date"] = FeelType.Date,
        ["time"] = FeelType.Time,
        ["date and time"] = FeelType.DateTime,
        ["dateTime"] = FeelType.DateTime,
        ["days and time duration"] = FeelType.DaysTimeDuration,
        ["dayTimeDuration"] = FeelType.DaysTimeDuration,
        ["years and months duration"] = FeelType.YearsMonthsDuration,
        ["yearMonthDuration"] = FeelType.YearsMonthsDuration,
        ["list"] = FeelType.ListOf(FeelType.Any),
        ["context"] = FeelType.ContextOf([]),
        ["range"] = FeelType.RangeOf(FeelType.Any),
        ["function"] = FeelType.AnyFunction,
    };

    /// <summary>Whether the name alone is no type (rule 52): <c>instance of</c> asks what is inside, as in <c>list&lt;Any&gt;</c>.</summary>
    internal static bool NeedsParts(string name) => name is "list" or "range" or "context" or "function";

    internal static IEnumerable<string> All => ByName.Keys;

    /// <summary>Characters of the longest of them.</summary>
    internal static int Longest { get; } = ByName.Keys.Max(name => name.Length);

    internal static FeelType? Find(string name) => ByName.GetValueOrDefault(name);
}

/// <summary>The type of a value.</summary>
internal static class TypeOf
{
    /// <summary>With the types of items and entries.</summary>
    internal static FeelType Value(in FeelValue value) => value.Kind switch
    {
        FeelKind.List => FeelType.ListOf(Common(value.AsList())),
        FeelKind.Context => FeelType.ContextOf(value.AsContext().Select(each => KeyValuePair.Create(each.Key, Value(each.Value)))),
        FeelKind.Range => FeelType.RangeOf(Value(value.AsRange().Start.IsNull ? value.AsRange().End : value.AsRange().Start)),
        FeelKind.Function => value.AsFunction().Type,
        _ => Shallow(value),
    };

    /// <summary>As far as the kind says it; Any for values that have parts.</summary>
    internal static FeelType Shallow(in FeelValue value) => Kinds.IsSimple(value.Kind) ? Kinds.TypeOf(value.Kind) : FeelType.Any;

    private static FeelType Common(FeelList list)
    {
        FeelType? common = null;
        foreach (var item in list)
        {
            var type = Value(item);
            if (common is not null && common.Name != type.Name)
            {
                return FeelType.Any;
            }

            common = type;
        }

        return common ?? FeelType.Any;
    }
}
