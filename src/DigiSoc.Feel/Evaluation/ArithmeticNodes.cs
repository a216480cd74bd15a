namespace DigiSoc.Feel.Evaluation;

/// <summary>What an operator does with two numbers, and with two values of other kinds.</summary>
internal interface IArithmetic
{
    /// <summary>As FEEL writes it.</summary>
    static abstract string Symbol { get; }

    /// <summary>Steps that it counts for.</summary>
    static virtual int Cost => 0;

    /// <summary>The result of two numbers; false where there is none.</summary>
    static abstract bool TryNumbers(FeelNumber left, FeelNumber right, out FeelNumber result);

    /// <summary>The result of two values that are not both numbers; null where there is none.</summary>
    static abstract FeelValue? Others(in FeelValue left, in FeelValue right);
}

/// <summary>An operator of two operands whose table of types is in <see cref="Arithmetic"/>.</summary>
internal sealed class ArithmeticNode<TOperator> : Node
    where TOperator : struct, IArithmetic
{
    private readonly Node _left;
    private readonly Node _right;

    internal ArithmeticNode(Node left, Node right)
    {
        (_left, _right) = (left, right);
        Height = Above(left, right);
        StaticType = ReferenceEquals(left.StaticType, right.StaticType)
            && (ReferenceEquals(left.StaticType, FeelType.Number) || ReferenceEquals(left.StaticType, FeelType.String))
            ? left.StaticType
            : FeelType.Any;
    }

    internal override IEnumerable<Node> Parts => [_left, _right];

    internal override FeelValue Evaluate(Frame frame)
    {
        if (TOperator.Cost > 0 && !frame.Call.Spend(TOperator.Cost))
        {
            return FeelValue.Null;
        }

        var left = _left.Evaluate(frame);
        var right = _right.Evaluate(frame);
        if (left.TryNumber(out var a) && right.TryNumber(out var b))
        {
            return TOperator.TryNumbers(a, b, out var number) ? FeelValue.Of(number) : NoNumber(frame, a, b);
        }

        return Else(frame, left, right);
    }

    private FeelValue Else(Frame frame, in FeelValue left, in FeelValue right)
    {
        if (TOperator.Others(left, right) is { IsNull: false } value)
        {
            return value.StringOrNull is null ? value : frame.Made(this, value);
        }

        return frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.Arithmetic(TOperator.Symbol, left, right));
    }

    private FeelValue NoNumber(Frame frame, FeelNumber left, FeelNumber right) => TOperator.Symbol == "/" && right.IsZero
        ? frame.Fail(this, FeelCauseKind.DivisionByZero, FeelErrors.DivisionByZero(left))
        : frame.Fail(this, FeelCauseKind.OutOfRange, FeelErrors.OutOfRange(TOperator.Symbol, left, right));
}

/// <summary><c>+</c>.</summary>
internal readonly struct Addition : IArithmetic
{
    public static string Symbol => "+";

    public static bool TryNumbers(FeelNumber left, FeelNumber right, out FeelNumber result) =>
        FeelNumber.TryAdd(left, right, out result);

    public static FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Add(left, right);
}

/// <summary><c>-</c>.</summary>
internal readonly struct Subtraction : IArithmetic
{
    public static string Symbol => "-";

    public static bool TryNumbers(FeelNumber left, FeelNumber right, out FeelNumber result) =>
        FeelNumber.TryAdd(left, -right, out result);

    public static FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Subtract(left, right);
}

/// <summary><c>*</c>.</summary>
internal readonly struct Multiplication : IArithmetic
{
    public static string Symbol => "*";

    public static bool TryNumbers(FeelNumber left, FeelNumber right, out FeelNumber result) =>
        FeelNumber.TryMultiply(left, right, out result);

    public static FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Multiply(left, right);
}

/// <summary><c>/</c>.</summary>
internal readonly struct Quotient : IArithmetic
{
    public static string Symbol => "/";

    public static bool TryNumbers(FeelNumber left, FeelNumber right, out FeelNumber result)
    {
        var quotient = FeelNumber.Divide(left, right);
        result = quotient.GetValueOrDefault();
        return quotient.HasValue;
    }

    public static FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Divide(left, right);
}

/// <summary><c>**</c>.</summary>
internal readonly struct Exponentiation : IArithmetic
{
    public static string Symbol => "**";

    public static int Cost => 200;

    public static bool TryNumbers(FeelNumber left, FeelNumber right, out FeelNumber result)
    {
        var power = FeelNumber.Power(left, right);
        result = power.GetValueOrDefault();
        return power.HasValue;
    }

    public static FeelValue? Others(in FeelValue left, in FeelValue right) => null;
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
