using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>Reads and binds the FEEL of a decision table, once.</summary>
internal sealed class TableCompiler(LogicCompiler compiler, List<DmnDiagnostic> diagnostics)
{
    public Logic Compile(DecisionTable table, FeelNames names, DmnPlace place)
    {
        if (table.Outputs.Count == 0)
        {
            return new MissingLogic(place, "The decision table has no output column.");
        }

        var inputs = table.Inputs.Select(input => Input(input, names)).ToArray();
        var outputs = table.Outputs.Select((output, at) => Output(output, at, table, names)).ToArray();
        if (compiler.Twice(outputs.Select(output => output.Name), "output", place) is { } twice)
        {
            return twice;
        }

        var testNames = inputs.Select(input => TestNames(input, names)).ToArray();
        var rules = table.Rules.Where(rule => HasShape(rule, table))
            .Select(rule => Rule(rule, table, names, testNames)).ToArray();
        CompareOutputs(rules, outputs, table);
        return new TableLogic(table, inputs, outputs, rules, place);
    }

    private BoundInput Input(TableInput input, FeelNames names)
    {
        var type = compiler.TypeOf(input.TypeRef, input.Place);
        var expression = compiler.Literal(input.Expression, names, input.Place);
        compiler.Compare(expression, type, input.Place);
        return new BoundInput(
            expression,
            type,
            input.Values is null ? null : Values(input, type, names),
            input);
    }

    private ValueConstraint? Values(TableInput input, DmnType type, FeelNames names)
    {
        var tests = compiler.ParseTests(input.Values!, names.With("?", type.Shape), input.Place);
        return tests is null ? null : new ValueConstraint(input.Values!, tests);
    }

    private static FeelNames TestNames(BoundInput input, FeelNames names) =>
        names.With("?", ReferenceEquals(input.Type.Shape, FeelType.Any) ? input.Expression.Type : input.Type.Shape);

    private BoundOutput Output(TableOutput output, int column, DecisionTable table, FeelNames names) => new(
        output.Name ?? $"output {column + 1}",
        compiler.TypeOf(output.TypeRef, output.Place),
        Priorities(output, table, names),
        output.Default is null ? null : compiler.Literal(output.Default, names, output.Place));

    private FeelExpression[]? Priorities(TableOutput output, DecisionTable table, FeelNames names)
    {
        var listed = table.HitPolicy is HitPolicy.Priority or HitPolicy.OutputOrder ? compiler.Ranks(table, output) : output.Values;
        if (listed is null || CellPatternReader.SplitAtCommas(listed) is not { } values)
        {
            return null;
        }

        return [.. values.Select(value => compiler.ParseTests(value, names, output.Place)).OfType<FeelExpression>()];
    }

    private bool HasShape(TableRule rule, DecisionTable table)
    {
        if (rule.Tests.Count == table.Inputs.Count && rule.Outputs.Count == table.Outputs.Count)
        {
            return true;
        }

        diagnostics.Add(DmnCodes.RuleShape(
            rule.Place, rule.Tests.Count, rule.Outputs.Count, table.Inputs.Count, table.Outputs.Count));
        return false;
    }

    private BoundRule Rule(TableRule rule, DecisionTable table, FeelNames names, FeelNames[] testNames)
    {
        var tests = rule.Tests.Select((text, at) =>
            Test(text, testNames[at], rule.Place with { Column = at + 1 })).ToArray();
        var outputs = rule.Outputs.Select((text, at) =>
            compiler.Literal(text, names, rule.Place with { Column = table.Inputs.Count + at + 1 })).ToArray();
        return new BoundRule(tests, outputs, rule);
    }

    /// <summary>Outputs that are constants are judged by their values, in the checker.</summary>
    private void CompareOutputs(BoundRule[] rules, BoundOutput[] outputs, DecisionTable table)
    {
        foreach (var rule in rules)
        {
            for (var at = 0; at < outputs.Length; at++)
            {
                if (CellPatternReader.Constant(rule.Rule.Outputs[at]) is null)
                {
                    compiler.Compare(
                        rule.Outputs[at], outputs[at].Type, rule.Rule.Place with { Column = table.Inputs.Count + at + 1 });
                }
            }
        }
    }

    private CellTest Test(string text, FeelNames names, DmnPlace place)
    {
        if (CellPatternReader.IsAny(text))
        {
            return new CellTest(text, true, null, null);
        }

        var tests = compiler.ParseTests(text, names, place);
        var pattern = tests is null ? null : CellPatternReader.Of(tests);
        return new CellTest(text, false, pattern is { IsExact: true } ? pattern : null, tests);
    }
}
