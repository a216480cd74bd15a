using System.Numerics;
using System.Runtime.CompilerServices;
using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>An input column, bound.</summary>
internal sealed record BoundInput(Logic Expression, DmnType Type, ValueConstraint? Values, TableInput Input)
{
    private readonly FeelExpression? _plain = Values is null ? (Expression as LiteralLogic)?.Expression : null;
    private readonly FeelKind? _kind = Type.OnlyKind;

    /// <summary>The value, where it is a variable or part of one that is of the column's type at a glance; else false.</summary>
    public bool TryPlain(FeelContext variables, out FeelValue value)
    {
        value = default;
        return _plain is not null && _kind is { } kind && _plain.TryFind(variables, out value) && value.Kind == kind;
    }
}

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
    private const int RoomForMatches = 8;

    private readonly BoundInput[] _inputs;
    private readonly BoundOutput[] _outputs;
    private readonly BoundRule[] _rules;
    private readonly FeelValue[] _constantRows;
    private readonly FeelContextShape? _shape;
    private readonly RuleMask? _mask;
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
        _constantRows = Array.ConvertAll(rules, ConstantRow);
        var tests = Array.ConvertAll(rules, rule => rule.Tests);
        _mask = rules.Length <= RuleMask.MostRules ? RuleMask.Of(tests, inputs.Length) : null;
        MayKeepVariables = Array.Exists(inputs, input => input.Expression.MayKeepVariables)
            || Array.Exists(outputs, output => output.Default?.MayKeepVariables ?? false)
            || Array.Exists(rules, rule => Array.Exists(rule.Outputs, output => output.MayKeepVariables)
                || Array.Exists(rule.Tests, test => test.Tests?.MayKeepVariables ?? false));
        _index = _mask is null ? RuleIndex.Of(tests, inputs.Length) : null;
    }

    public DecisionTable Table { get; }

    public IReadOnlyList<BoundOutput> Outputs => _outputs;

    public override bool MayKeepVariables { get; }

    public override FeelType Type => field ??= TypeOfResult();

    private FeelType TypeOfResult()
    {
        var row = _outputs.Length == 1
            ? TypeOf(0)
            : FeelType.ExactContextOf(_outputs.Select((output, at) => KeyValuePair.Create(output.Name, TypeOf(at))));
        var hit = Table.HitPolicy is HitPolicy.RuleOrder or HitPolicy.OutputOrder
            || Table is { HitPolicy: HitPolicy.Collect, Aggregation: Aggregation.None }
            ? FeelType.ListOf(row)
            : Table is { HitPolicy: HitPolicy.Collect, Aggregation: Aggregation.Count } ? FeelType.Number : row;

        // Without a hit the default is the result, not a list of it.
        return Array.Exists(_outputs, output => output.Default is not null) ? hit.Or(row) : hit;
    }

    /// <summary>The type of a column, or what its outputs have in common.</summary>
    private FeelType TypeOf(int column) => !ReferenceEquals(_outputs[column].Type.Shape, FeelType.Any)
        ? _outputs[column].Type.Shape
        : ListLogic.Joined(_rules.Select(rule => rule.Outputs[column].Type)
            .Concat(_outputs[column].Default is { } fallback ? [fallback.Type] : []));

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        var room = new InputRoom();
        Span<FeelValue> inputs = _inputs.Length <= InputRoom.Size ? room[.._inputs.Length] : new FeelValue[_inputs.Length];
        if (!ReadInputs(inputs, frame))
        {
            return FeelValue.Null;
        }

        var matches = new MatchList(stackalloc int[RoomForMatches]);
        if (frame.Run.Trace is null)
        {
            Match(inputs, frame, ref matches);
        }
        else
        {
            MatchTraced(inputs, frame, ref matches);
        }

        frame.Run.Attribute(_place);
        var value = matches.Rules.IsEmpty ? Default(frame) : HitPolicies.Apply(this, matches.Rules, frame);
        frame.Run.Attribute(_place);
        frame.Run.Trace?.EndTable(value);
        return value;
    }

    /// <summary>What a rule gives: its output, or a context of its outputs.</summary>
    public FeelValue RowOf(int rule, in LogicFrame frame)
    {
        if (!_constantRows[rule].IsNull)
        {
            return _constantRows[rule];
        }

        if (_shape is not null)
        {
            return Row(OutputsOf(rule, frame));
        }

        var value = OutputOf(rule, 0, frame);
        frame.Run.Attribute(_rules[rule].Rule.Place);
        return value;
    }

    /// <summary>The outputs of a rule in column order, each as its column's type.</summary>
    public FeelValue[] OutputsOf(int rule, in LogicFrame frame)
    {
        var values = new FeelValue[_outputs.Length];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = OutputOf(rule, at, frame);
        }

        frame.Run.Attribute(_rules[rule].Rule.Place);
        return values;
    }

    /// <summary>What a rule gives whatever the inputs: where all its outputs are literals of their columns' types; else null.</summary>
    private FeelValue ConstantRow(BoundRule rule)
    {
        var values = new FeelValue[_outputs.Length];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = rule.Outputs[at] is LiteralLogic literal ? literal.Literal : FeelValue.Null;
            if (values[at].IsNull || !_outputs[at].Type.Fits(values[at]))
            {
                return FeelValue.Null;
            }
        }

        return Row(values);
    }

    private FeelValue OutputOf(int rule, int column, in LogicFrame frame) => _outputs[column].Type.Coerce(
        _rules[rule].Outputs[column].Evaluate(frame), frame.Run.Call, "output", _outputs[column].Name);

    /// <summary>A rule's outputs as the table's value: the output itself, or a context of them.</summary>
    public FeelValue Row(FeelValue[] outputs) => _shape is null ? outputs[0] : FeelValue.Of(_shape.Make(outputs));

    private bool ReadInputs(Span<FeelValue> values, in LogicFrame frame)
    {
        for (var at = 0; at < values.Length; at++)
        {
            var input = _inputs[at];
            if (input.TryPlain(frame.Variables, out values[at]))
            {
                continue;
            }

            values[at] = input.Type.Coerce(input.Expression.Evaluate(frame), frame.Run.Call, "input", input.Input.Expression);
            if (input.Values is { } allowed && !values[at].IsNull && !allowed.Allows(values[at], frame.Run.Call))
            {
                frame.Run.Call.Fail(
                    FeelCauseKind.InvalidValue,
                    $"The table's input `{input.Input.Expression}` must be one of {allowed.Text}; it is not.");
                frame.Run.Attribute(input.Input.Place);
                frame.Run.Trace?.RefusedInput(Table, values[..(at + 1)].ToArray(), allowed.Text);
                return false;
            }

            frame.Run.Attribute(input.Input.Place);
        }

        return true;
    }

    private void Match(ReadOnlySpan<FeelValue> inputs, in LogicFrame frame, ref MatchList matches)
    {
        if (_mask is not null && _mask.TryMatch(inputs, out var rules))
        {
            MatchMasked(rules, inputs, frame, ref matches);
        }
        else if (_index is not null && _index.TryCandidates(inputs, out var candidates))
        {
            foreach (var rule in candidates)
            {
                if (FirstFailed(rule, inputs, frame) < 0 && IsLast(rule, ref matches))
                {
                    return;
                }
            }
        }
        else
        {
            for (var rule = 0; rule < _rules.Length; rule++)
            {
                if (FirstFailed(rule, inputs, frame) < 0 && IsLast(rule, ref matches))
                {
                    return;
                }
            }
        }
    }

    private void MatchMasked(ulong rules, ReadOnlySpan<FeelValue> inputs, in LogicFrame frame, ref MatchList matches)
    {
        for (; rules != 0; rules &= rules - 1)
        {
            var rule = BitOperations.TrailingZeroCount(rules);
            if (_mask!.MatchesOpen(rule, _rules[rule].Tests, inputs, frame) && IsLast(rule, ref matches))
            {
                return;
            }
        }
    }

    /// <summary>Takes a rule that matches; true when no other is wanted.</summary>
    private bool IsLast(int rule, ref MatchList matches)
    {
        matches.Add(rule);
        return Table.HitPolicy == HitPolicy.First;
    }

    /// <summary>As <see cref="Match"/>, over every rule, writing down why the others did not match.</summary>
    private void MatchTraced(ReadOnlySpan<FeelValue> inputs, in LogicFrame frame, ref MatchList matches)
    {
        var trace = frame.Run.Trace!;
        trace.BeginTable(Table, inputs.ToArray());
        for (var rule = 0; rule < _rules.Length; rule++)
        {
            var failed = FirstFailed(rule, inputs, frame);
            trace.Rule(_rules[rule].Rule, failed);
            if (failed < 0 && (Table.HitPolicy != HitPolicy.First || matches.Rules.IsEmpty))
            {
                matches.Add(rule);
            }
        }
    }

    /// <summary>The column of a rule's first test that the inputs do not pass; −1 when they pass all.</summary>
    private int FirstFailed(int rule, ReadOnlySpan<FeelValue> inputs, in LogicFrame frame)
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

    /// <summary>Room on the stack for the inputs of an ordinary table.</summary>
    [InlineArray(Size)]
    private struct InputRoom
    {
        public const int Size = 8;

        private FeelValue _first;
    }
}
