namespace DigiSoc.Feel.Evaluation;

/// <summary>One test of a value.</summary>
/// <param name="Node">What is evaluated.</param>
/// <param name="AsksInput">Whether it mentions <c>?</c>, so that its answer is the verdict rather than a value to compare with.</param>
internal sealed record UnaryTest(Node Node, bool AsksInput);

/// <summary>The tests of an input cell against <c>?</c> in slot 0.</summary>
internal sealed class UnaryTestsNode : Node
{
    private readonly UnaryTest[] _tests;
    private readonly bool _negated;

    internal UnaryTestsNode(FeelType input, UnaryTest[] tests, bool negated)
    {
        (Input, _tests, _negated) = (input, tests, negated);
        Height = tests.Max(each => each.Node.Height) + 1;
        StaticType = FeelType.Boolean;
    }

    /// <summary>What is known of what is tested.</summary>
    internal FeelType Input { get; }

    internal IReadOnlyList<UnaryTest> Tests => _tests;

    internal bool IsNegated => _negated;

    internal override IEnumerable<Node> Parts => _tests.Select(each => each.Node);

    internal override FeelValue Evaluate(Frame frame)
    {
        var passed = Testing.Any(frame[Parsing.Parser.InputSlot], _tests, frame, this, comparesBooleans: false);
        return FeelValue.Of(_negated ? !passed : passed);
    }
}

/// <summary><c>x in test</c>, <c>x in (test, test)</c>.</summary>
internal sealed class InNode : Node
{
    private readonly Node _value;
    private readonly UnaryTest[] _tests;
    private readonly int _inputSlot;

    internal InNode(Node value, UnaryTest[] tests, int inputSlot)
    {
        (_value, _tests, _inputSlot) = (value, tests, inputSlot);
        Height = Math.Max(value.Height, tests.Max(each => each.Node.Height)) + 1;
        StaticType = FeelType.Boolean;
    }

    internal Node Value => _value;

    internal IReadOnlyList<UnaryTest> Tests => _tests;

    internal override IEnumerable<Node> Parts => [_value, .. _tests.Select(each => each.Node)];

    internal override FeelValue Evaluate(Frame frame)
    {
        var value = _value.Evaluate(frame);
        frame.Put(_inputSlot, value);
        return FeelValue.Of(Testing.Any(value, _tests, frame, this, comparesBooleans: true));
    }
}

/// <summary>Whether a value passes tests: true once one says so; null when none does and one cannot tell.</summary>
internal static class Testing
{
    /// <param name="input">The value.</param>
    /// <param name="tests">At least one.</param>
    /// <param name="frame">Where the tests are evaluated.</param>
    /// <param name="owner">The node that a cause points at.</param>
    /// <param name="comparesBooleans">Whether a test's boolean is always compared with the input: after <c>in</c>. In a cell,
    /// an expression that is true passes whatever the input is, unless the input is a boolean itself; the literals true and
    /// false are endpoints (rules 7 and 18), so that they are compared: an input that is null does not pass <c>true</c>.</param>
    internal static bool? Any(in FeelValue input, UnaryTest[] tests, Frame frame, Node owner, bool comparesBooleans)
    {
        bool? result = false;
        foreach (var test in tests)
        {
            var passed = Passes(input, test, frame, owner, comparesBooleans);
            if (passed == true)
            {
                return true;
            }

            result = passed is null ? null : result;
        }

        return result;
    }

    private static bool? Passes(in FeelValue input, UnaryTest test, Frame frame, Node owner, bool comparesBooleans)
    {
        if (test.Node is UnaryRangeNode { Relation: var relation, End: var end })
        {
            return Known(Comparing.Test(relation, input, end.Evaluate(frame)), input, frame, owner);
        }

        var value = test.Node.Evaluate(frame);
        var isVerdict = test.AsksInput || (!comparesBooleans && !input.IsBoolean && test.Node is not ConstantNode);
        return isVerdict && value.IsBoolean ? value.IsTrue : Known(Matches(input, value), input, frame, owner);
    }

    /// <summary>Equal to the value, in the range, or in the list (whose items may be ranges).</summary>
    internal static bool? Matches(in FeelValue input, in FeelValue value)
    {
        if (value.RangeOrNull is { } range && input.Kind != FeelKind.Range)
        {
            return Ranges.Contains(range, input);
        }

        if (value.ListOrNull is not { } list)
        {
            return Equality.Equal(input, value);
        }

        if (Equality.Same(input, value))
        {
            return true;
        }

        foreach (var item in list.Items)
        {
            if (Equality.Same(input, item) || (item.RangeOrNull is { } each && Ranges.Contains(each, input) == true))
            {
                return true;
            }
        }

        return false;
    }

    private static bool? Known(bool? passed, in FeelValue input, Frame frame, Node owner)
    {
        if (passed is null)
        {
            frame.Fail(owner, FeelCauseKind.TypeMismatch, FeelErrors.TestUnknown(input), "", input);
        }

        return passed;
    }
}
