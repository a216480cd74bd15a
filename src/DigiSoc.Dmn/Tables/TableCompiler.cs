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
        var outputs = table.Outputs.Select((output, at) => Output(output, at, names)).ToArray();
        var testNames = inputs.Select(input => TestNames(input, names)).ToArray();
        var rules = table.Rules.Where(rule => HasShape(rule, table))
            .Select(rule => Rule(rule, table, names, testNames)).ToArray();
        return new TableLogic(table, inputs, outputs, rules, place);
    }

    private BoundInput Input(TableInput input, FeelNames names)
    {
        var type = compiler.TypeOf(input.TypeRef, input.Place);
        return new BoundInput(
            compiler.Literal(input.Expression, names, input.Place),
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

    private BoundOutput Output(TableOutput output, int column, FeelNames names) => new(
        output.Name ?? $"output {column + 1}",
        compiler.TypeOf(output.TypeRef, output.Place),
        Priorities(output, names),
        output.Default is null ? null : compiler.Literal(output.Default, names, output.Place));

    private FeelExpression[]? Priorities(TableOutput output, FeelNames names)
    {
        if (output.Values is null || CellPatternReader.SplitAtCommas(output.Values) is not { } values)
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

    private CellTest Test(string text, FeelNames names, DmnPlace place)
    {
        if (CellPatternReader.IsAny(text))
        {
            return new CellTest(text, true, null, null);
        }

        return new CellTest(text, false, CellPatternReader.Read(text), compiler.ParseTests(text, names, place));
    }
}
