using System.Globalization;

namespace DigiSoc.Feel.Evaluation;

/// <summary>Codes and texts of everything that gives null. Listed in docs/feel/errors.md.</summary>
internal static class FeelErrors
{
    private const int MostNamesShown = 20;

    internal static string CodeOf(FeelCauseKind kind) => string.Create(CultureInfo.InvariantCulture, $"FEEL-{100 + (int)kind}");

    internal static string NameNotFound(string name, ReadOnlySpan<string> available) =>
        $"variable `{name}` not found; {Available(available)}{Near.Hint(name, available)}";

    internal static string EntryNotFound(string name, in FeelValue owner)
    {
        string[] available = owner.ContextOrNull is { } context ? context.Shape.Names.ToArray() : [.. Properties.Of(owner.Kind)];
        return $"{Kind(owner)} has no `{name}`; {Available(available)}{Near.Hint(name, available)}";
    }

    internal static string FunctionNotFound(string name) =>
        $"there is no function `{name}`{Near.Hint(name, [.. Functions.Catalogue.Names])}";

    internal static string Operands(string symbol, string expected, in FeelValue left, in FeelValue right) =>
        $"`{symbol}` expected {expected} on both sides, found {Kind(left)} and {Kind(right)}";

    internal static string Operand(string symbol, string expected, in FeelValue found) =>
        $"`{symbol}` expected {expected}, found {Kind(found)}";

    internal static string NotComparable(Relation relation, in FeelValue left, in FeelValue right) =>
        $"`{Comparing.Symbol(relation)}` compares values of one kind, found {Kind(left)} and {Kind(right)}";

    internal static string Arithmetic(string symbol, in FeelValue left, in FeelValue right) =>
        $"`{symbol}` has no result for {Kind(left)} and {Kind(right)}";

    internal static string DivisionByZero(FeelNumber dividend) => $"{dividend} is divided by zero";

    internal static string OutOfRange(string symbol, FeelNumber left, FeelNumber right) =>
        $"`{symbol}` of {left} and {right} is no number of at most 34 digits and exponent {FeelNumber.MaxExponent}";

    internal static string DuplicateKey(string[] keys) =>
        $"a context has each name once, found twice: `{keys.GroupBy(key => key).First(group => group.Count() > 1).Key}`";

    internal static string RangeEnds(in FeelValue start, in FeelValue end) =>
        $"a range has two ordered ends of one kind, found {Kind(start)} and {Kind(end)}";

    internal static string ConditionUnknown(string quantifier) =>
        $"`{quantifier}` cannot tell: for an item the condition is neither true nor false";

    internal static string NotIterable(in FeelValue value) => $"an iteration goes through a list or a range, found {Kind(value)}";

    internal static string RangeNotIterable(in FeelValue start, in FeelValue end) =>
        $"an iteration counts between integers or dates, found {Kind(start)} and {Kind(end)}";

    internal static string RangeDescends(in FeelValue start, in FeelValue end) =>
        $"the range from {start} to {end} ends before it begins; `{start}..{end}` without brackets counts down";

    internal static string PositionNotFound(FeelNumber position, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"the list {(count == 0 ? "has no items" : $"has positions 1 to {count} and −1 to −{count}")}, asked for {position}");

    internal static string TestUnknown(in FeelValue input) => $"the test cannot tell for {Kind(input)}";

    internal static string AtLiteral(string text) =>
        $"`@` expected a date, time, date and time or duration, found {Functions.ShortText.Of(FeelValue.Of(text))}";

    internal static string IncompleteType(string name) =>
        $"`instance of {name}` does not say what is inside, as `{name switch
        {
            "context" => "context<>",
            "function" => "function<Any> -> Any",
            _ => name + "<Any>",
        }}` does";

    internal const string Stopped = "the evaluation was stopped by its host before it was done";

    internal static string Limit(string what, long limit) =>
        string.Create(CultureInfo.InvariantCulture, $"the limit of {what} is reached: {limit}");

    internal static string ArgumentCount(FeelFunction function, int found) =>
        string.Create(CultureInfo.InvariantCulture, $"{Signature(function)} was given {found} argument{(found == 1 ? "" : "s")}");

    internal static string ArgumentNames(FeelFunction function, ReadOnlySpan<string> names) =>
        $"{Signature(function)} was given the names {string.Join(", ", names.ToArray())}";

    internal static string Argument(FeelFunction function, FeelParameter parameter, in FeelValue found) =>
        $"{Signature(function)}: parameter `{parameter.Name}` expected {parameter.Type}, found {Kind(found)}";

    internal static string Result(FeelFunction function, FeelType expected, in FeelValue found) =>
        $"{Signature(function)} gives {expected}, found {Kind(found)}";

    internal static string ExternalDescription(in FeelValue found) =>
        $"an external function is described by {{java: {{class: …, method signature: …}}}}, found {Kind(found)}";

    internal static string ExternalUnknown(string type, string signature) =>
        $"`{type}.{signature}` is not on the white list of external functions: {string.Join("; ", Functions.ExternalFunctions.All)}";

    internal static string ExternalArguments(ReadOnlySpan<FeelValue> arguments) =>
        $"the external function has no result for ({string.Join(", ", arguments.ToArray().Select(each => Kind(each)))})";

    private static string Signature(FeelFunction function) =>
        $"{(function.Name.Length == 0 ? "function" : function.Name)}({string.Join(", ", function.Parameters.Select(each => each.Name))})";

    internal static string Kind(in FeelValue value) => Kind(value.Kind);

    internal static string Kind(FeelKind kind) => kind switch
    {
        FeelKind.Null => "null",
        FeelKind.DateTime => "a date and time",
        FeelKind.DaysTimeDuration => "a days and time duration",
        FeelKind.YearsMonthsDuration => "a years and months duration",
        _ => "a " + kind.ToString().ToLowerInvariant(),
    };

    private static string Available(ReadOnlySpan<string> names) => names.IsEmpty
        ? "nothing is available"
        : $"available: {string.Join(", ", names[..Math.Min(names.Length, MostNamesShown)].ToArray())}{(names.Length > MostNamesShown ? " …" : "")}";
}
