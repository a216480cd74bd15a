namespace DigiSoc.Feel.Evaluation;

/// <summary>The tests of an input cell against <c>?</c> in slot 0.</summary>
internal sealed class UnaryTestsNode : Node
{
    private readonly Node[] _tests;

    internal UnaryTestsNode(Node[] tests, bool negated)
    {
        (_tests, Negated) = (tests, negated);
        Height = Above(tests);
    }

    internal bool Negated { get; }

    internal override FeelType StaticType => FeelType.Boolean;

    internal override IEnumerable<Node> Parts => _tests;

    internal override FeelValue Evaluate(Frame frame)
    {
        var passed = Testing.Any(frame[0], _tests, frame, this, asUnaryTest: true);
        return Negated ? FeelValue.Of(!passed) : FeelValue.Of(passed);
    }
}

/// <summary><c>x in test</c>, <c>x in (test, test)</c>.</summary>
internal sealed class InNode : Node
{
    private readonly Node _value;
    private readonly Node[] _tests;

    internal InNode(Node value, Node[] tests)
    {
        (_value, _tests) = (value, tests);
        Height = Above([value, .. tests]);
    }

    internal override FeelType StaticType => FeelType.Boolean;

    internal override IEnumerable<Node> Parts => [_value, .. _tests];

    internal override FeelValue Evaluate(Frame frame)
    {
        var value = _value.Evaluate(frame);
        return FeelValue.Of(Testing.Any(value, _tests, frame, this, asUnaryTest: false));
    }
}

/// <summary>Whether a value passes tests: true once one says so; null when none does and one cannot tell.</summary>
internal static class Testing
{
    internal static bool? Any(in FeelValue input, Node[] tests, Frame frame, Node owner, bool asUnaryTest)
    {
        bool? result = false;
        foreach (var test in tests)
        {
            var passed = Passes(input, test, frame, owner, asUnaryTest);
            if (passed == true)
            {
                return true;
            }

            result = passed is null ? null : result;
        }

        return result;
    }

    private static bool? Passes(in FeelValue input, Node test, Frame frame, Node owner, bool asUnaryTest)
    {
        if (test is UnaryRangeNode { Relation: var relation, End: var end })
        {
            return Known(Comparing.Test(relation, input, end.Evaluate(frame)), input, frame, owner);
        }

        var value = test.Evaluate(frame);
        if (asUnaryTest && value.IsBoolean && !input.IsBoolean)
        {
            return value.IsTrue;
        }

        return Known(Matches(input, value), input, frame, owner);
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
            frame.Fail(owner, FeelCauseKind.TypeMismatch, FeelErrors.TestUnknown(input));
        }

        return passed;
    }
}
