namespace DigiSoc.Feel.Evaluation;

/// <summary>An operator of two operands whose table of types is in <see cref="Arithmetic"/>.</summary>
internal abstract class ArithmeticNode : Node
{
    private readonly Node _left;
    private readonly Node _right;

    private protected ArithmeticNode(Node left, Node right)
    {
        (_left, _right) = (left, right);
        Height = Above(left, right);
        StaticType = ReferenceEquals(left.StaticType, right.StaticType)
            && (ReferenceEquals(left.StaticType, FeelType.Number) || ReferenceEquals(left.StaticType, FeelType.String))
            ? left.StaticType
            : FeelType.Any;
    }

    internal override IEnumerable<Node> Parts => [_left, _right];

    private protected abstract string Symbol { get; }

    private protected abstract FeelNumber? Numbers(FeelNumber left, FeelNumber right);

    private protected abstract FeelValue? Others(in FeelValue left, in FeelValue right);

    internal override FeelValue Evaluate(Frame frame)
    {
        var left = _left.Evaluate(frame);
        var right = _right.Evaluate(frame);
        if (left.TryNumber(out var a) && right.TryNumber(out var b))
        {
            return Numbers(a, b) is { } number ? FeelValue.Of(number) : NoNumber(frame, a, b);
        }

        return Else(frame, left, right);
    }

    private FeelValue Else(Frame frame, in FeelValue left, in FeelValue right)
    {
        if (Others(left, right) is { IsNull: false } value)
        {
            return value.StringOrNull is null ? value : frame.Made(this, value);
        }

        return frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.Arithmetic(Symbol, left, right));
    }

    private FeelValue NoNumber(Frame frame, FeelNumber left, FeelNumber right) => Symbol == "/" && right.IsZero
        ? frame.Fail(this, FeelCauseKind.DivisionByZero, FeelErrors.DivisionByZero(left))
        : frame.Fail(this, FeelCauseKind.OutOfRange, FeelErrors.OutOfRange(Symbol, left, right));
}

/// <summary><c>+</c>.</summary>
internal sealed class AddNode(Node left, Node right) : ArithmeticNode(left, right)
{
    private protected override string Symbol => "+";

    private protected override FeelNumber? Numbers(FeelNumber left, FeelNumber right) => FeelNumber.Add(left, right);

    private protected override FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Add(left, right);
}

/// <summary><c>-</c>.</summary>
internal sealed class SubtractNode(Node left, Node right) : ArithmeticNode(left, right)
{
    private protected override string Symbol => "-";

    private protected override FeelNumber? Numbers(FeelNumber left, FeelNumber right) => FeelNumber.Subtract(left, right);

    private protected override FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Subtract(left, right);
}

/// <summary><c>*</c>.</summary>
internal sealed class MultiplyNode(Node left, Node right) : ArithmeticNode(left, right)
{
    private protected override string Symbol => "*";

    private protected override FeelNumber? Numbers(FeelNumber left, FeelNumber right) => FeelNumber.Multiply(left, right);

    private protected override FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Multiply(left, right);
}

/// <summary><c>/</c>.</summary>
internal sealed class DivideNode(Node left, Node right) : ArithmeticNode(left, right)
{
    private protected override string Symbol => "/";

    private protected override FeelNumber? Numbers(FeelNumber left, FeelNumber right) => FeelNumber.Divide(left, right);

    private protected override FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Divide(left, right);
}

/// <summary><c>**</c>.</summary>
internal sealed class PowerNode(Node left, Node right) : ArithmeticNode(left, right)
{
    private const int Cost = 200;

    private protected override string Symbol => "**";

    private protected override FeelNumber? Numbers(FeelNumber left, FeelNumber right) => FeelNumber.Power(left, right);

    internal override FeelValue Evaluate(Frame frame) => frame.Call.Spend(Cost) ? base.Evaluate(frame) : FeelValue.Null;

    private protected override FeelValue? Others(in FeelValue left, in FeelValue right) => null;
}

/// <summary>The minus before a value.</summary>
internal sealed class NegateNode : Node
{
    private readonly Node _operand;

    internal NegateNode(Node operand)
    {
        _operand = operand;
        Height = operand.Height + 1;
        StaticType = operand.StaticType;
    }

    internal override IEnumerable<Node> Parts => [_operand];

    internal override FeelValue Evaluate(Frame frame)
    {
        var value = _operand.Evaluate(frame);
        return value.Kind switch
        {
            FeelKind.Number => FeelValue.Of(-value.AsNumber()),
            FeelKind.DaysTimeDuration => FeelValue.Of(new FeelDaysTimeDuration(-value.AsDaysTimeDuration().Nanoseconds)),
            FeelKind.YearsMonthsDuration => FeelValue.Of(new FeelYearsMonthsDuration(-value.AsYearsMonthsDuration().Months)),
            _ => frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.Operand("-", "a number or a duration", value)),
        };
    }
}
