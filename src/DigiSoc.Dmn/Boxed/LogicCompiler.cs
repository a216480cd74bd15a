using DigiSoc.Dmn.Tables;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>Reads and binds the FEEL of boxed expressions, once, before any evaluation.</summary>
/// <param name="types">The types of the model.</param>
/// <param name="elements">Names of its elements, to tell a forgotten requirement from a wrong name.</param>
/// <param name="diagnostics">Takes what is found wrong.</param>
internal sealed class LogicCompiler(TypeTable types, IReadOnlySet<string> elements, List<DmnDiagnostic> diagnostics)
{
    private const int MaxDepth = 64;

    private const int MostNamesShown = 20;

    private const int MostNamesCompared = 200;

    private readonly List<DmnDiagnostic> _mismatches = [];
    private readonly List<(FeelExpression, DmnPlace)> _texts = [];
    private int _depth;
    private int _openItems;
    private int _unknownNames;

    /// <summary>Logic that can never give the type that is prescribed for it; for the checker, evaluation says it too.</summary>
    public IReadOnlyList<DmnDiagnostic> Mismatches => _mismatches;

    /// <summary>Every text read, for the checker.</summary>
    public IReadOnlyList<(FeelExpression Expression, DmnPlace Place)> Texts => _texts;

    /// <summary>The logic of an expression that sees the given names.</summary>
    public Logic Compile(BoxedExpression? expression, FeelNames names, DmnPlace owner)
    {
        if (expression is null)
        {
            return new MissingLogic(owner, $"{owner} gives no logic to evaluate.");
        }

        if (_depth >= MaxDepth)
        {
            diagnostics.Add(DmnCodes.TooDeep(expression.Place, MaxDepth));
            return new MissingLogic(expression.Place, "The logic is nested too deeply.");
        }

        _depth++;
        var logic = Typed(CompileBody(expression, names), expression.TypeRef, expression.Place);
        _depth--;
        return logic;
    }

    /// <summary>A FEEL text as logic.</summary>
    public Logic Literal(string text, FeelNames names, DmnPlace place)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new MissingLogic(place, "The expression is empty.");
        }

        return Parse(text, names, place) is { } parsed
            ? new LiteralLogic(parsed, place) { IsClosed = parsed.FreeNames.All(names.Has) }
            : new MissingLogic(place, $"The FEEL text could not be read: {diagnostics[^1].Text}");
    }

    /// <summary>A FEEL text read; null, with a diagnostic, when it cannot be.</summary>
    public FeelExpression? Parse(string text, FeelNames names, DmnPlace place) =>
        Read(FeelExpression.Parse(text, names), text, names, place);

    /// <summary>Unary tests read; null, with a diagnostic, when they cannot be.</summary>
    public FeelExpression? ParseTests(string text, FeelNames names, DmnPlace place) =>
        Read(FeelExpression.ParseUnaryTests(text, names), text, names, place);

    /// <summary>The type of that name.</summary>
    public DmnType TypeOf(string? typeRef, DmnPlace place) => types.Find(typeRef, place);

    /// <inheritdoc cref="OutputRanks.Of"/>
    public string? Ranks(DecisionTable table, TableOutput output) => OutputRanks.Of(table, output, types);

    /// <summary>A function whose body sees the given names and the parameters.</summary>
    public FunctionLogic Function(string name, FunctionExpression function, FeelNames names, DmnType? result)
    {
        var parameters = ParametersOf(function, type => TypeOf(type, function.Place));
        var inner = parameters.Aggregate(names, (known, next) => known.With(next.Key, next.Value.Shape));
        return new FunctionLogic(name, parameters, Body(function, inner), result ?? DmnType.Any);
    }

    /// <summary>What is known of a function before its body is read, as by a body that calls its own function.</summary>
    public FeelType Signature(FunctionExpression function, DmnType result) => FeelType.FunctionOf(
        [.. ParametersOf(function, types.Known).Select(parameter => new FeelParameter(parameter.Key, parameter.Value.Shape))], result.Shape);

    private static List<KeyValuePair<string, DmnType>> ParametersOf(FunctionExpression function, Func<string?, DmnType> typeOf) =>
        [.. function.Parameters.DistinctBy(parameter => parameter.Name)
            .Select(parameter => KeyValuePair.Create(parameter.Name, typeOf(parameter.TypeRef)))];

    private FeelExpression? Read(FeelParsed parsed, string text, FeelNames names, DmnPlace place)
    {
        if (parsed.Expression is null)
        {
            diagnostics.Add(DmnCodes.BadExpression(place, text, parsed.Problems[0].Text));
            return null;
        }

        _texts.Add((parsed.Expression, place));
        ReportUnknownNames(parsed.Expression, names, place);
        return parsed.Expression;
    }

    /// <summary>Unknown names still evaluate, to null with a cause; the author should hear of them before.</summary>
    private void ReportUnknownNames(FeelExpression expression, FeelNames names, DmnPlace place)
    {
        foreach (var name in expression.CertainNames.Where(name => name != "?" && !names.Has(name)))
        {
            // Inside a boxed filter over items of unknown type, a name may be a member of the item.
            if (_openItems == 0 && elements.Contains(name))
            {
                diagnostics.Add(DmnCodes.MissingRequirement(place, expression.Text, name));
            }
            else if (_openItems == 0)
            {
                var available = string.Join(", ", names.All.Where(known => known != "?").Take(MostNamesShown));

                // Comparing each wrong name with each known one is worth it for the first; the author does not read more.
                var near = ++_unknownNames <= MostNamesCompared ? NearNames.Of(name, names.All.Concat(FeelFunction.BuiltInNames)) : "";
                diagnostics.Add(DmnCodes.UnknownName(
                    place, expression.Text, name, near, available.Length == 0 ? "none" : available));
            }
        }
    }

    private Logic Typed(Logic logic, string? typeRef, DmnPlace place)
    {
        var type = TypeOf(typeRef, place);
        Compare(logic, type, place);
        return ReferenceEquals(type.Shape, FeelType.Any) && !type.IsConstrained ? logic : new TypedLogic(logic, type, place);
    }

    /// <summary>Notes where what is known of a value's type rules out the type it must have.</summary>
    public void Compare(Logic logic, DmnType wanted, DmnPlace place) => _mismatches.AddRange(ResultFit.Of(logic, wanted, place));

    /// <summary>For a name that occurs twice where a context is made of them: no logic, and a diagnostic; else null.</summary>
    public MissingLogic? Twice(IEnumerable<string> names, string kind, DmnPlace place)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is not { } twice)
        {
            return null;
        }

        diagnostics.Add(DmnCodes.NameTwice(place, kind, twice.Key));
        return new MissingLogic(place, $"The {kind} \"{twice.Key}\" occurs twice.");
    }

    private Logic CompileBody(BoxedExpression expression, FeelNames names) => expression switch
    {
        LiteralExpression { ForeignLanguage: { } language } => Refused(expression, $"the expression language \"{language}\""),
        LiteralExpression literal => Literal(literal.Text, names, literal.Place),
        ContextExpression context => Context(context, names),
        TableExpression { Table.ForeignLanguage: { } language } => Refused(expression, $"the expression language \"{language}\""),
        TableExpression table => new TableCompiler(this, diagnostics).Compile(table.Table, names, table.Place),
        InvocationExpression invocation => Invocation(invocation, names),
        RelationExpression relation => Relation(relation, names),
        ListExpression list => new ListLogic([.. list.Items.Select(item => Compile(item, names, list.Place))]),
        FunctionExpression function => Function(function, names),
        ConditionalExpression choice => new ConditionalLogic(
            Condition(choice.If, "The condition of the choice", names, choice.Place),
            Compile(choice.Then, names, choice.Place),
            Compile(choice.Else, names, choice.Place),
            choice.Place),
        FilterExpression filter => Filter(filter, names),
        IteratorExpression iterator => Iterator(iterator, names),
        _ => throw new InvalidOperationException($"Bug: no compiler for {expression.GetType()}."),
    };

    private MissingLogic Refused(BoxedExpression expression, string what)
    {
        diagnostics.Add(DmnCodes.NotSupported(expression.Place, what));
        return new MissingLogic(expression.Place, $"Not evaluated here: {what}.");
    }

    private Logic Context(ContextExpression context, FeelNames names)
    {
        if (Twice(context.Entries.Select(entry => entry.Variable?.Name).OfType<string>(), "entry", context.Place) is { } twice)
        {
            return twice;
        }

        var entryNames = new List<string>();
        var values = new List<Logic>();
        Logic? result = null;
        foreach (var entry in context.Entries)
        {
            var value = Compile(entry.Value, names, context.Place);
            if (entry.Variable is not { } variable)
            {
                result = value;
                continue;
            }

            value = Typed(value, variable.TypeRef, context.Place);
            entryNames.Add(variable.Name);
            values.Add(value);
            names = names.With(variable.Name, value.Type);
        }

        return new ContextLogic([.. entryNames], [.. values], result);
    }

    private Logic Condition(BoxedExpression? condition, string what, FeelNames names, DmnPlace place)
    {
        var logic = Compile(condition, names, place);
        _mismatches.AddRange(BoxedFit.Condition(logic, what, condition?.Place ?? place));
        return logic;
    }

    private InvocationLogic Invocation(InvocationExpression invocation, FeelNames names)
    {
        var callee = Compile(invocation.Callee, names, invocation.Place);
        Logic[] arguments = [.. invocation.Bindings.Select(binding => Compile(binding.Value, names, invocation.Place))];
        _mismatches.AddRange(BoxedFit.Invocation(invocation, callee.Type, arguments));
        return new InvocationLogic(
            callee, [.. invocation.Bindings.Select(binding => binding.Parameter.Name)], arguments, invocation.Place);
    }

    private Logic Relation(RelationExpression relation, FeelNames names) =>
        Twice(relation.Columns.Select(column => column.Name), "column", relation.Place) ?? (Logic)new RelationLogic(
            [.. relation.Columns.Select(column => column.Name)],
            [.. relation.Rows.Select(row => row.Select((cell, at) => Cell(relation, cell, at, names)).ToArray())]);

    private Logic Cell(RelationExpression relation, BoxedExpression cell, int column, FeelNames names) => Typed(
        Compile(cell, names, relation.Place),
        column < relation.Columns.Count ? relation.Columns[column].TypeRef : null,
        cell.Place);

    private Logic Function(FunctionExpression function, FeelNames names) => function.Kind switch
    {
        FunctionKind.Java => Literal(ExternalFunction.Text(function), names, function.Place),
        FunctionKind.Pmml => Refused(function, "a PMML function"),
        _ => Function("", function with { TypeRef = null }, names, null),
    };

    private Logic Body(FunctionExpression function, FeelNames names) => function.Kind switch
    {
        // The function literal is made inside the function and called at once with the same parameters.
        FunctionKind.Java => Literal(ExternalFunction.CallText(function), names, function.Place),
        FunctionKind.Pmml => Refused(function, "a PMML function"),
        _ => Compile(function.Body, names, function.Place),
    };

    private FilterLogic Filter(FilterExpression filter, FeelNames names)
    {
        var source = Compile(filter.In, names, filter.Place);
        var inner = ItemNames.Of(source.Type, names);
        var isOpen = ItemNames.ItemType(source.Type).MemberTypes.Count == 0 ? 1 : 0;
        _openItems += isOpen;
        var match = Condition(filter.Match, "The condition of the filter", inner, filter.Place);
        _openItems -= isOpen;
        return new FilterLogic(source, match, filter.Place);
    }

    private Logic Iterator(IteratorExpression iterator, FeelNames names)
    {
        var name = iterator.Variable.Name;
        var source = Iterated(iterator, names);
        var inner = names.With("partial").With(name, ItemNames.ItemType(source.Type));
        var body = iterator.Kind == IteratorKind.For
            ? Compile(iterator.Body, inner, iterator.Place)
            : Condition(iterator.Body, $"The condition of \"{(iterator.Kind == IteratorKind.Some ? "some" : "every")}\"", inner, iterator.Place);
        return iterator.Kind == IteratorKind.For
            ? new ForLogic(name, source, body, iterator.Place)
            : new QuantifierLogic(name, source, body, iterator.Kind == IteratorKind.Some, iterator.Place);
    }

    /// <summary>What is iterated; a FEEL text may be an iteration range such as <c>1..5</c>.</summary>
    private Logic Iterated(IteratorExpression iterator, FeelNames names) =>
        iterator.In is LiteralExpression { ForeignLanguage: null } literal
        && FeelExpression.Parse(literal.Text, names).Expression is null
        && FeelExpression.Parse($"for item in {literal.Text} return item", names).Expression is { } range
            ? new LiteralLogic(range, literal.Place)
            : Compile(iterator.In, names, iterator.Place);
}
