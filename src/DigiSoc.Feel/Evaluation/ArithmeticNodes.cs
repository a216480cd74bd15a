using System.Runtime.CompilerServices;
using DigiSoc.Feel.Numbers;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Evaluation;

/// <summary>What an operator does with two numbers, and with two values of other kinds.</summary>
internal interface IArithmetic
{
    /// <summary>As FEEL writes it.</summary>
    static abstract string Symbol { get; }

    /// <summary>Steps that it counts for.</summary>
    static virtual int Cost => 0;

    /// <summary>The result of two numbers of one word each, in one word; <see cref="Packed.None"/> where that is left to the next.</summary>
    static virtual ulong OfPacked(ulong left, ulong right) => Packed.None;

    /// <summary>The result of two numbers; null where there is none.</summary>
    static abstract FeelNumber? OfNumbers(FeelNumber left, FeelNumber right);

    /// <summary>The result of two values that are not both numbers; null where there is none.</summary>
    static abstract FeelValue? Others(in FeelValue left, in FeelValue right);
}

/// <summary>Any operator of two operands that is worked out by <see cref="Arithmetic"/>.</summary>
internal abstract class ArithmeticNode : Node
{
    /// <summary>As FEEL writes it.</summary>
    internal abstract string Symbol { get; }

    internal abstract Node Left { get; }

    internal abstract Node Right { get; }
}

/// <summary>An operator of two operands whose table of types is in <see cref="Arithmetic"/>.</summary>
internal sealed class ArithmeticNode<TOperator> : ArithmeticNode
    where TOperator : struct, IArithmetic
{
    private readonly Node _left;
    private readonly Node _right;

    internal ArithmeticNode(Node left, Node right)
    {
        (_left, _right) = (left, right);
        Height = Above(left, right);
        StaticType = ArithmeticTypes.Of(TOperator.Symbol, left.StaticType, right.StaticType) ?? FeelType.Any;
    }

    internal override string Symbol => TOperator.Symbol;

    internal override Node Left => _left;

    internal override Node Right => _right;

    internal override IEnumerable<Node> Parts => [_left, _right];

    internal override FeelValue Evaluate(Frame frame)
    {
        if (TOperator.Cost > 0 && !frame.Call.Spend(TOperator.Cost))
        {
            return FeelValue.Null;
        }

        var left = _left.Evaluate(frame);
        var right = _right.Evaluate(frame);
        if (left.IsPacked && right.IsPacked && TOperator.OfPacked(left.Word, right.Word) is not Packed.None and var word)
        {
            return FeelValue.OfPacked(word);
        }

        return Else(frame, left, right);
    }

    // Apart, and given values rather than their places, so that the usual operation stays in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue Else(Frame frame, FeelValue left, FeelValue right)
    {
        if (left.TryNumber(out var a) && right.TryNumber(out var b))
        {
            return TOperator.OfNumbers(a, b) is { } number ? FeelValue.Of(number) : NoNumber(frame, a, b);
        }

        if (TOperator.Others(left, right) is { IsNull: false } value)
        {
            return value.StringOrNull is null ? value : frame.Made(this, value);
        }

        return frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.Arithmetic(TOperator.Symbol, left, right), "", left, right);
    }

    private FeelValue NoNumber(Frame frame, FeelNumber left, FeelNumber right) => TOperator.Symbol == "/" && right.IsZero
        ? frame.Fail(this, FeelCauseKind.DivisionByZero, FeelErrors.DivisionByZero(left))
        : frame.Fail(this, FeelCauseKind.OutOfRange, FeelErrors.OutOfRange(TOperator.Symbol, left, right));
}

/// <summary><c>+</c>.</summary>
internal readonly struct Addition : IArithmetic
{
    public static string Symbol => "+";

    public static ulong OfPacked(ulong left, ulong right) => Packed.Add(left, right);

    public static FeelNumber? OfNumbers(FeelNumber left, FeelNumber right) => FeelNumber.Add(left, right);

    public static FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Add(left, right);
}

/// <summary><c>-</c>.</summary>
internal readonly struct Subtraction : IArithmetic
{
    public static string Symbol => "-";

    public static ulong OfPacked(ulong left, ulong right) => Packed.Add(left, Packed.Negate(right));

    public static FeelNumber? OfNumbers(FeelNumber left, FeelNumber right) => FeelNumber.Subtract(left, right);

    public static FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Subtract(left, right);
}

/// <summary><c>*</c>.</summary>
internal readonly struct Multiplication : IArithmetic
{
    public static string Symbol => "*";

    public static ulong OfPacked(ulong left, ulong right) => Packed.Multiply(left, right);

    public static FeelNumber? OfNumbers(FeelNumber left, FeelNumber right) => FeelNumber.Multiply(left, right);

    public static FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Multiply(left, right);
}

/// <summary><c>/</c>.</summary>
internal readonly struct Quotient : IArithmetic
{
    public static string Symbol => "/";

    public static FeelNumber? OfNumbers(FeelNumber left, FeelNumber right) => FeelNumber.Divide(left, right);

    public static FeelValue? Others(in FeelValue left, in FeelValue right) => Arithmetic.Divide(left, right);
}

/// <summary><c>**</c>.</summary>
internal readonly struct Exponentiation : IArithmetic
{
    public static string Symbol => "**";

    public static int Cost => 200;

    public static FeelNumber? OfNumbers(FeelNumber left, FeelNumber right) => FeelNumber.Power(left, right);

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
        StaticType = ArithmeticTypes.Negated(operand.StaticType) ?? FeelType.Any;
    }

    internal Node Operand => _operand;

    internal override IEnumerable<Node> Parts => [_operand];

    internal override FeelValue Evaluate(Frame frame)
    {
        var value = _operand.Evaluate(frame);
        return value.Kind switch
        {
            FeelKind.Number => FeelValue.Of(-value.AsNumber()),
            FeelKind.DaysTimeDuration => FeelValue.Of(new FeelDaysTimeDuration(-value.AsDaysTimeDuration().Nanoseconds)),
            FeelKind.YearsMonthsDuration => FeelValue.Of(new FeelYearsMonthsDuration(-value.AsYearsMonthsDuration().Months)),
            _ => frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.Operand("-", "a number or a duration", value), FeelType.Number.Name, value),
        };
    }
}
