using DigiSoc.Feel;

namespace DigiSoc.Dmn.Types;

/// <summary>FEEL's own types under the names that DMN files use.</summary>
internal static class BuiltInTypes
{
    private static readonly Dictionary<string, DmnType> Known = new(StringComparer.Ordinal)
    {
        ["Any"] = DmnType.Any,
        ["number"] = Plain(FeelType.Number),
        ["string"] = Plain(FeelType.String),
        ["boolean"] = Plain(FeelType.Boolean),
        ["date"] = Plain(FeelType.Date),
        ["time"] = Plain(FeelType.Time),
        ["date and time"] = Plain(FeelType.DateTime),
        ["dateTime"] = Plain(FeelType.DateTime),
        ["days and time duration"] = Plain(FeelType.DaysTimeDuration),
        ["dayTimeDuration"] = Plain(FeelType.DaysTimeDuration),
        ["years and months duration"] = Plain(FeelType.YearsMonthsDuration),
        ["yearMonthDuration"] = Plain(FeelType.YearsMonthsDuration),
        ["context"] = DmnType.Plain("context", FeelType.ContextOf([])),
        ["list"] = DmnType.Plain("list", FeelType.ListOf(FeelType.Any)),
        ["range"] = DmnType.Plain("range", FeelType.RangeOf(FeelType.Any)),

        // Written by editors for "not stated".
        ["Undefined"] = DmnType.Any,
        ["<Undefined>"] = DmnType.Any,
        ["undefined"] = DmnType.Any,
        ["any"] = DmnType.Any,
        ["function"] = DmnType.Any,

        // DMN 1.1 editors wrote the JSON-like and Java-like names.
        ["integer"] = Plain(FeelType.Number),
        ["long"] = Plain(FeelType.Number),
        ["double"] = Plain(FeelType.Number),
    };

    public static IEnumerable<string> Names => Known.Keys;

    public static DmnType? Find(string name) =>
        Known.TryGetValue(name, out var type) ? type
        : FeelType.BuiltIn(name) is { } feel ? DmnType.Plain(name, feel)
        : null;

    private static DmnType Plain(FeelType type) => DmnType.Plain(type.Name, type);
}
