using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel.Tests.Typing;

/// <summary>Random expressions over variables of known types, with random values of these types: what is said of them holds.</summary>
public sealed class RandomTypesTests
{
    private const int Expressions = 6_000;

    private static readonly FeelType Person = FeelType.ContextOf(
        [KeyValuePair.Create("name", FeelType.String), KeyValuePair.Create("age", FeelType.Number), KeyValuePair.Create("born", FeelType.Date)]);

    private static readonly (string Name, FeelType Type, string[] Values)[] Variables =
    [
        ("n", FeelType.Number, ["0", "1", "-2.5", "3", "null"]),
        ("s", FeelType.String, ["\"a\"", "\"\"", "\"2026-01-31\"", "null"]),
        ("b", FeelType.Boolean, ["true", "false", "null"]),
        ("d", FeelType.Date, ["@\"2026-01-31\"", "null"]),
        ("t", FeelType.Time, ["@\"10:00:00\"", "@\"10:00:00Z\"", "null"]),
        ("m", FeelType.DateTime, ["@\"2026-01-31T10:00:00\"", "@\"2026-01-31T10:00:00Z\"", "null"]),
        ("l", FeelType.DaysTimeDuration, ["@\"P1D\"", "@\"-PT5M\"", "null"]),
        ("y", FeelType.YearsMonthsDuration, ["@\"P1Y\"", "@\"P0M\"", "null"]),
        ("ns", FeelType.ListOf(FeelType.Number), ["[]", "[1, 2, 3]", "[null, 2]", "null"]),
        ("ss", FeelType.ListOf(FeelType.String), ["[]", "[\"a\", \"b\"]", "[null]", "null"]),
        ("p", Person, ["{name: \"A\", age: 1, born: @\"2000-02-29\"}", "{name: null, age: null, born: null}", "null"]),
        ("ps", FeelType.ListOf(Person), ["[]", "[{name: \"A\", age: 1, born: null}, null]", "[{name: \"A\", age: 1, born: @\"2000-02-29\"}]", "null"]),
        ("r", FeelType.RangeOf(FeelType.Number), ["[1..3]", "(< 5)", "(>= 2)", "null"]),
        ("x", FeelType.Any, ["1", "\"a\"", "[1, \"a\"]", "{name: 1}", "true", "[1..2]", "null"]),
    ];

    private static readonly FeelValue[][] Evaluated =
        [.. Variables.Select(each => Array.ConvertAll(each.Values, text => Feel.Value(text)))];

    private static readonly string[] Names = [.. Catalogue.Names.Order(StringComparer.Ordinal)];

    private static readonly FeelEnvironment Hurried = Feel.World with { Limits = FeelLimits.Default with { Steps = 20_000 } };

    private static readonly FeelNames Known = Variables.Aggregate(FeelNames.Empty, (names, each) => names.With(each.Name, each.Type));

    [Fact]
    public void StaticType_OfRandomExpressions_IsThatOfTheValueOrTheValueIsNull()
    {
        var run = RandomRun.Begin(Expressions);
        var random = run.Random;
        for (var i = 0; i < run.Rounds; i++)
        {
            var text = Expression(random, random.Next(1, 4));
            var expression = Feel.Parse(text, Known);
            for (var round = 0; round < 3; round++)
            {
                var variables = Values(random);
                var value = expression.Evaluate(variables, Hurried).Value;
                IsOf(expression.StaticType, value).ShouldBeTrue(
                    $"{run}, expression {i}: {text} is said to be {expression.StaticType}, and is {value} for {FeelValue.Of(variables)}");
            }
        }
    }

    /// <summary>An operation at the root that is told to be at fault, whatever the values, has no value, and says so.</summary>
    [Fact]
    public void FindFaults_OfRandomExpressions_AreNullsWithACauseWhateverTheValues()
    {
        var run = RandomRun.Begin(Expressions);
        var random = run.Random;
        var told = 0;
        for (var i = 0; i < run.Rounds; i++)
        {
            var text = Expression(random, random.Next(1, 3));
            var expression = Feel.Parse(text, Known);
            var root = Plain(expression.Root);
            if (HasOpenPosition(root) || !expression.FindFaults().Any(fault => fault.IsCertain && IsAbout(fault, root)))
            {
                continue;
            }

            told++;
            for (var round = 0; round < 3; round++)
            {
                var variables = Values(random);
                var result = expression.Evaluate(variables, Hurried);
                (IsFault(root, result) || TakesNull(root, variables)).ShouldBeTrue(
                    $"{run}, expression {i}: {text} is said to be at fault, and is {result.Value} for {FeelValue.Of(variables)}");
            }
        }

        told.ShouldBeGreaterThan(run.Rounds / 50, $"{run}: hardly any faults were told, so that little was tested");
    }

    /// <summary>Null with its cause; or what is as good as none: a test not passed, a condition not held, nulls of each item.</summary>
    private static bool IsFault(Node root, FeelResult result) => (result.Value.IsNull && result.Causes.Count > 0) || root switch
    {
        JunctionNode { IsOr: true } or QuantifiedNode { IsEvery: true } => !result.Value.IsFalse,
        JunctionNode or QuantifiedNode or InNode => !result.Value.IsTrue,
        PathNode => result.Value.Kind == FeelKind.List && result.Value.AsList().All(item => item.IsNull),
        FilterNode => result.Value.Kind == FeelKind.List && result.Value.AsList().Count == 0,
        _ => false,
    };

    /// <summary>Null can be asked whether it equals anything, and some parameters take it: what is at fault are values of another kind.</summary>
    private static bool TakesNull(Node root, FeelContext variables) => root switch
    {
        CompareNode { Relation: <= Relation.NotEqual } compare => IsNull(compare.Left, variables) || IsNull(compare.Right, variables),
        InNode test => IsNull(test.Value, variables),
        CallNode call => call.Arguments.Any(argument => IsNull(argument, variables)),
        _ => false,
    };

    private static bool IsNull(Node part, FeelContext variables) =>
        new FeelExpression("", part, 100).Evaluate(variables, Hurried).Value.IsNull;

    /// <summary>A position that is null gives the empty list instead of an item, which then is a value of another kind.</summary>
    private static bool HasOpenPosition(Node node) =>
        node is FilterNode { Condition: { StaticType.Kind: FeelKind.Number } and not ConstantNode } || node.Parts.Any(HasOpenPosition);

    /// <summary>Whether the fault is the root's own: a fault of its parts it may deal with.</summary>
    private static bool IsAbout(FeelFinding fault, Node root) => root switch
    {
        IfNode or ForNode => false,
        CallNode or NamedCallNode => fault.Text.StartsWith('`') && fault.Text.Contains('(', StringComparison.Ordinal)
            && fault.Span == root.Span,
        InNode test => test.Tests.Count == 1 && fault.Span == root.Span,
        _ => fault.Span == root.Span,
    };

    private static Node Plain(Node node) => node is ParenthesisNode or Guard or SharedNode ? Plain(node.Parts.First()) : node;

    /// <summary>Of the type, or absent: null, and the empty list that a position gives that is null.</summary>
    private static bool IsOf(FeelType type, FeelValue value) => value.IsNull || type.Includes(value) || value.ListOrNull is { Count: 0 } || type switch
    {
        FeelType.ListType list => value.Kind == FeelKind.List && value.AsList().All(item => IsOf(list.Item, item)),
        FeelType.ContextType context => value.Kind == FeelKind.Context
            && context.Entries.All(entry => value.AsContext().TryGet(entry.Key, out var found) && IsOf(entry.Value, found)),
        _ => ReferenceEquals(type, FeelType.Any) || (type.Kind == FeelKind.Function && value.Kind == FeelKind.Function),
    };

    private static FeelContext Values(Random random) => FeelContext.Of([.. Variables.Select((each, at) =>
        (each.Name, Evaluated[at][random.Next(each.Values.Length)]))]);

    private static string Expression(Random random, int depth)
    {
        string Part() => Expression(random, depth - 1);
        string One(params string[] choices) => choices[random.Next(choices.Length)];
        string Some() => string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Part()));
        if (depth == 0)
        {
            return random.Next(3) > 0 ? Variables[random.Next(Variables.Length)].Name
                : One("1", "0", "\"a\"", "true", "null", "[]", "{}", "{name: 1}", "@\"2026-01-31\"", "@\"P1D\"", "[1..3]", "[\"a\"]");
        }

        return random.Next(15) switch
        {
            0 or 1 => $"({Part()} {One("+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or")} {Part()})",
            2 => $"({Part()} in {One(Part(), $"({Some()})", $"(< {Part()})", $"[{Part()}..{Part()})", $"(? > {Part()})")})",
            3 => $"({Part()} between {Part()} and {Part()})",
            4 => $"(if {Part()} then {Part()} else {Part()})",
            5 => $"(for i in {One(Part(), $"{Part()}..{Part()}", "1..3", "r", "ps")} return {One("i", "i.name", "i + 1", "partial", Part())})",
            6 => $"({One("some", "every")} i in {One(Part(), "ps")} satisfies {One("i", "i > 1", "i.age > 1", Part())})",
            7 => $"[{Some()}]",
            8 => $"{{name: {Part()}, age: {Part()}}}",
            9 => $"({Part()})[{One("1", "-1", "n", "item", "item > 1", "age > 1", "name = s", "item.name = \"A\"", "b", "agee > 1", Part())}]",
            10 => $"({Part()}).{One("name", "age", "born", "year", "hour", "days", "months", "start", "start included", "timezone")}",
            11 => $"({One("function(q) q", "function(q: number) q + 1", "function(q, z) q < z")})({Some()})",
            12 => $"(-{Part()})",
            _ => $"{One(Names)}({Some()})",
        };
    }
}
