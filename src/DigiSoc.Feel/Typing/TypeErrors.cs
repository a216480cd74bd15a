using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel.Typing;

/// <summary>Texts and remedies of what is found without evaluating. The kinds and codes are those of the causes.</summary>
internal static class TypeErrors
{
    private const int MostShown = 20;

    /// <summary>So many are looked through for the nearest name: a table may have a wrong one in every cell.</summary>
    private const int MostCompared = 200;

    private const string Correct = "Correct one of the two, or the type it has.";

    internal static FeelFinding Operands(Node node, string symbol, FeelType left, FeelType right) => Mismatch(
        node,
        $"`{symbol}` has no result for {Kind(left)} and {Kind(right)}",
        (left.Kind, right.Kind) is not ((FeelKind.Number, FeelKind.String) or (FeelKind.String, FeelKind.Number)) ? Correct
            : symbol == "+" ? "Write string(…) around the number, or number(…) around the text."
            : "Write number(…) around the text.");

    internal static FeelFinding Operand(Node node, string symbol, string expected, FeelType found) => Mismatch(
        node,
        $"`{symbol}` takes {expected}, found {Kind(found)}",
        found.Kind == FeelKind.Range
            ? "Name what is compared, as in `? < 5`: a comparison without its left side is a range."
            : "Correct the operand, or the type it has.");

    internal static FeelFinding NotComparable(Node node, string symbol, FeelType left, FeelType right) => Mismatch(
        node,
        $"`{symbol}` compares values of one kind, found {Kind(left)} and {Kind(right)}",
        $"Compare {(left.Kind is { } kind && kind != FeelKind.Null ? $"with {Kind(left)}" : "values of one kind")}, or correct the type of one side.");

    internal static FeelFinding NotOrdered(Node node, string symbol, FeelType found) => Mismatch(
        node,
        $"`{symbol}` needs values that have an order, found {Kind(found)}",
        "Compare numbers, texts, dates, times or durations.");

    internal static FeelFinding Condition(Node node, string what, FeelType found) => Mismatch(
        node, $"{what} is true or false, found {Kind(found)}", "Write a comparison, or another expression that is true or false.");

    internal static FeelFinding RangeEnds(Node node, FeelType start, FeelType end) => Mismatch(
        node, $"a range has two ordered ends of one kind, found {Kind(start)} and {Kind(end)}", Correct);

    /// <param name="node">The part that is told: the cell's test, or the whole <c>in</c>.</param>
    /// <param name="input">What is tested.</param>
    /// <param name="test">What it is compared with.</param>
    internal static FeelFinding Test(Node node, FeelType input, FeelType test) => Mismatch(
        node, $"{Kind(input)} never passes a test that asks for {Wanted(test)}", "Test for values of the kind that is tested, or correct its type.");

    internal static FeelFinding NotIterable(Node node, FeelType found) =>
        Mismatch(node, $"an iteration goes through a list or a range, found {Kind(found)}", "Give a list, or a range of integers or dates.");

    internal static FeelFinding NotCounted(Node node, FeelType found) =>
        Mismatch(node, $"an iteration counts between integers or dates, found {Kind(found)}", "Give integers or dates as ends.");

    internal static FeelFinding NotCalled(Node node, FeelType found) =>
        Mismatch(node, $"only functions can be called, found {Kind(found)}", "Correct the name, or leave the parentheses out.");

    internal static FeelFinding Filter(Node node, FeelType found) => Mismatch(
        node, $"a filter holds a condition or a position, found {Kind(found)}", "Write a condition on the items, or a number.");

    internal static FeelFinding NoPosition(Node node) => Finding(
        node, FeelCauseKind.PositionNotFound, "positions are counted from 1, or from −1 at the end; there is no position 0", "Write 1 for the first item.");

    internal static FeelFinding NoMember(PathNode path)
    {
        string[] available = [.. MemberTypes.Names(path.Owner.StaticType)];
        var owner = path.Owner.StaticType;
        var what = owner.ItemType is { Kind: { } item } ? $"the items, each {FeelErrors.Kind(item)}, have" : $"{Kind(owner)} has";
        return Unknown(path, FeelCauseKind.EntryNotFound, $"{what} no `{path.Name}`", path.Name, available);
    }

    internal static FeelFinding NoName(FilterNameNode node) => Unknown(
        node,
        FeelCauseKind.NameNotFound,
        $"`{node.Name}` is neither an entry of the items nor known outside",
        node.Name,
        [.. FilterNames.Available(node)]);

    internal static FeelFinding Twice(ContextNode node) => Finding(
        node, FeelCauseKind.MalformedValue, FeelErrors.DuplicateKey([.. node.Keys]), "Rename one of the entries.");

    internal static FeelFinding BadLiteral(BadLiteralNode node) => Finding(
        node, FeelCauseKind.InvalidValue, FeelErrors.AtLiteral(node.Text), "Write it as in ISO 8601, such as @\"2026-01-31\", @\"10:00:00\" or @\"P1D\".");

    internal static FeelFinding IncompleteType(IncompleteTypeNode test) => Finding(
        test, FeelCauseKind.InvalidValue, FeelErrors.IncompleteType(test.Type), "Say what is inside.");

    internal static FeelFinding DividedByZero(Node node) =>
        Finding(node, FeelCauseKind.DivisionByZero, "the divisor is 0", "Divide by something else.");

    internal static FeelFinding ArgumentCount(Node node, string signature, int found) => Finding(
        node, FeelCauseKind.ArgumentsMismatch, $"{signature} is given {found} argument{(found == 1 ? "" : "s")}", "Give as many arguments as it takes.");

    internal static FeelFinding ArgumentNames(Node node, string signature, IReadOnlyList<string> given, IReadOnlyList<string> known)
    {
        var wrong = given.FirstOrDefault(name => !known.Contains(name));
        return Finding(
            node,
            FeelCauseKind.ArgumentsMismatch,
            $"{signature} is given {Listed([.. given.Select(name => $"`{name}`")])}",
            wrong is not null && Near.Of(wrong, known.ToArray()) is { } near ? $"Did you mean `{near}`?"
                : "Name each parameter once, and no others.");
    }

    internal static FeelFinding Argument(Node call, string signature, string parameter, string expected, FeelType found, FeelFit fit = FeelFit.Never) =>
        new(
            FeelCauseKind.TypeMismatch,
            FeelErrors.CodeOf(FeelCauseKind.TypeMismatch),
            call.Span,
            $"{signature}: `{parameter}` takes {expected}, found {Kind(found)}{(fit == FeelFit.Never ? "" : $" ({TypeText.Of(found)})")}",
            "Give an argument of that type.",
            fit == FeelFit.Never);

    internal static FeelFinding Result(Node body, FeelType declared, FeelFit fit) => new(
        FeelCauseKind.CoercionFailed,
        FeelErrors.CodeOf(FeelCauseKind.CoercionFailed),
        body.Span,
        $"the function gives {TypeText.Of(declared)}, its body {TypeText.Of(body.StaticType)}",
        "Correct the body, or the type that the function is said to give.",
        fit == FeelFit.Never);

    internal static string Signature(BuiltInFunction function) =>
        string.Join(" or ", function.Forms.Select(form => $"`{function.Name}({form.Signature})`"));

    internal static string Signature(string name, FeelType.FunctionType type) =>
        $"`{name}({string.Join(", ", type.ParameterTypes.Take(MostShown).Select((each, at) => type.Names is { } names ? $"{names[at]}: {TypeText.Of(each)}" : TypeText.Of(each)))})`";

    /// <summary>The kind in words; of lists also that of their items.</summary>
    internal static string Kind(FeelType type) => type.Kind switch
    {
        FeelKind.List when type.ItemType?.Kind is { } item and < FeelKind.List and not FeelKind.Null => $"a list of {Plural(item)}",
        { } kind => FeelErrors.Kind(kind),
        null => "any value",
    };

    private static string Wanted(FeelType test) => test switch
    {
        FeelType.RangeType { End.Kind: { } kind } => FeelErrors.Kind(kind),
        FeelType.ListType { Item: FeelType.RangeType { End.Kind: { } kind } } => FeelErrors.Kind(kind),
        FeelType.ListType { Item.Kind: { } kind } => FeelErrors.Kind(kind),
        _ => Kind(test),
    };

    private static string Plural(FeelKind kind) => FeelErrors.Kind(kind)[2..] switch
    {
        "date and time" => "dates and times",
        var one => one + "s",
    };

    private static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostShown)) + (names.Count > MostShown ? " …" : "");

    private static FeelFinding Unknown(Node node, FeelCauseKind kind, string what, string name, string[] available) => Finding(
        node,
        kind,
        $"{what}; {(available.Length == 0 ? "nothing is available" : $"available: {Listed(available)}")}",
        Near.Of(name, available.AsSpan(0, Math.Min(available.Length, MostCompared))) is { } near ? $"Did you mean `{near}`?" : "Correct the name, or add the entry.");

    private static FeelFinding Mismatch(Node node, string text, string remedy) => Finding(node, FeelCauseKind.TypeMismatch, text, remedy);

    private static FeelFinding Finding(Node node, FeelCauseKind kind, string text, string remedy) =>
        new(kind, FeelErrors.CodeOf(kind), node.Span, text, remedy);
}
