using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>An input column, bound.</summary>
internal sealed record BoundInput(Logic Expression, DmnType Type, ValueConstraint? Values, TableInput Input);

/// <summary>An output column, bound.</summary>
/// <param name="Name">Name of the member of the result; empty in a table with one output.</param>
/// <param name="Type">What its values must be.</param>
/// <param name="Priorities">The output values, the most important first; null when they are not stated as a list.</param>
/// <param name="Default">What comes out when no rule matches; null when not stated.</param>
internal sealed record BoundOutput(string Name, DmnType Type, FeelExpression[]? Priorities, Logic? Default);

/// <summary>A rule, bound.</summary>
internal sealed record BoundRule(CellTest[] Tests, Logic[] Outputs, TableRule Rule);

/// <summary>A decision table.</summary>
internal sealed class TableLogic : Logic
{
    private readonly BoundInput[] _inputs;
    private readonly BoundOutput[] _outputs;
    private readonly BoundRule[] _rules;
    private readonly FeelContextShape? _shape;
    private readonly RuleIndex? _index;
    private readonly DmnPlace _place;

    public TableLogic(DecisionTable table, BoundInput[] inputs, BoundOutput[] outputs, BoundRule[] rules, DmnPlace place)
    {
        Table = table;
        _inputs = inputs;
        _outputs = outputs;
        _rules = rules;
        _place = place;
        _shape = outputs.Length > 1 ? FeelContextShape.Of([.. outputs.Select(output => output.Name)]) : null;
        _index = RuleIndex.Of([.. rules.Select(rule => rule.Tests)], inputs.Length);
    }

    public DecisionTable Table { get; }

    public IReadOnlyList<BoundOutput> Outputs => _outputs;

    public override FeelType Type
    {
        get
        {
            var row = _outputs.Length == 1
                ? _outputs[0].Type.Shape
                : FeelType.ContextOf(_outputs.Select(output => KeyValuePair.Create(output.Name, output.Type.Shape)));
            return Table.HitPolicy is HitPolicy.RuleOrder or HitPolicy.OutputOrder
                || Table is { HitPolicy: HitPolicy.Collect, Aggregation: Aggregation.None }
                ? FeelType.ListOf(row)
                : Table.Aggregation == Aggregation.Count ? FeelType.Number : row;
        }
    }

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        var inputs = new FeelValue[_inputs.Length];
        if (!ReadInputs(inputs, frame))
        {
            return FeelValue.Null;
        }

        var matches = frame.Run.Trace is null ? Match(inputs, frame) : MatchTraced(inputs, frame);
        frame.Run.Attribute(_place);
        var value = matches.Count == 0 ? Default(frame) : HitPolicies.Apply(this, matches, frame);
        frame.Run.Attribute(_place);
        frame.Run.Trace?.EndTable(value);
        return value;
    }

    /// <summary>The outputs of a rule in column order, each as its column's type.</summary>
    public FeelValue[] OutputsOf(int rule, in LogicFrame frame)
    {
        var logic = _rules[rule].Outputs;
        var values = new FeelValue[_outputs.Length];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = _outputs[at].Type.Coerce(logic[at].Evaluate(frame), frame.Run.Call, "output", _outputs[at].Name);
        }

        frame.Run.Attribute(_rules[rule].Rule.Place);
        return values;
    }

    /// <summary>A rule's outputs as the table's value: the output itself, or a context of them.</summary>
    public FeelValue Row(FeelValue[] outputs) => _shape is null ? outputs[0] : FeelValue.Of(_shape.Make(outputs));

    private bool ReadInputs(FeelValue[] values, in LogicFrame frame)
    {
        for (var at = 0; at < values.Length; at++)
        {
            var input = _inputs[at];
            values[at] = input.Type.Coerce(input.Expression.Evaluate(frame), frame.Run.Call, "input", input.Input.Expression);
            if (input.Values is { } allowed && !values[at].IsNull && !allowed.Allows(values[at], frame.Run.Call))
            {
                frame.Run.Call.Fail(
                    FeelCauseKind.InvalidValue,
                    $"The table's input `{input.Input.Expression}` must be one of {allowed.Text}; it is not.");
                frame.Run.Attribute(input.Input.Place);
                return false;
            }

            frame.Run.Attribute(input.Input.Place);
        }

        return true;
    }

    private List<int> Match(FeelValue[] inputs, in LogicFrame frame)
    {
        var matches = new List<int>(1);
        if (_index is not null && _index.Candidates(inputs, out var found) is var candidates && found)
        {
            foreach (var rule in candidates)
            {
                if (!Matches(rule, inputs, frame))
                {
                    continue;
                }

                matches.Add(rule);
                if (Table.HitPolicy == HitPolicy.First)
                {
                    break;
                }
            }

            return matches;
        }

        for (var rule = 0; rule < _rules.Length; rule++)
        {
            if (!Matches(rule, inputs, frame))
            {
                continue;
            }

            matches.Add(rule);
            if (Table.HitPolicy == HitPolicy.First)
            {
                break;
            }
        }

        return matches;
    }

    private bool Matches(int rule, FeelValue[] inputs, in LogicFrame frame)
    {
        var tests = _rules[rule].Tests;
        for (var at = 0; at < tests.Length; at++)
        {
            if (!tests[at].Matches(inputs[at], frame))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As <see cref="Match"/>, over every rule, writing down why the others did not match.</summary>
    private List<int> MatchTraced(FeelValue[] inputs, in LogicFrame frame)
    {
        var trace = frame.Run.Trace!;
        trace.BeginTable(Table, inputs);
        var matches = new List<int>();
        for (var rule = 0; rule < _rules.Length; rule++)
        {
            var failed = FirstFailed(rule, inputs, frame);
            trace.Rule(_rules[rule].Rule, failed);
            if (failed < 0 && (Table.HitPolicy != HitPolicy.First || matches.Count == 0))
            {
                matches.Add(rule);
            }
        }

        return matches;
    }

    private int FirstFailed(int rule, FeelValue[] inputs, in LogicFrame frame)
    {
        var tests = _rules[rule].Tests;
        for (var at = 0; at < tests.Length; at++)
        {
            if (!tests[at].Matches(inputs[at], frame))
            {
                return at;
            }
        }

        return -1;
    }

    private FeelValue Default(in LogicFrame frame)
    {
        if (_outputs.All(output => output.Default is null))
        {
            return frame.Run.Call.Fail(
                FeelCauseKind.InvalidValue, "No rule of the table matches, and it has no default output.");
        }

        var values = new FeelValue[_outputs.Length];
        for (var at = 0; at < values.Length; at++)
        {
            var value = _outputs[at].Default?.Evaluate(frame) ?? FeelValue.Null;
            values[at] = _outputs[at].Type.Coerce(value, frame.Run.Call, "default output", _outputs[at].Name);
        }

        return Row(values);
    }
}
