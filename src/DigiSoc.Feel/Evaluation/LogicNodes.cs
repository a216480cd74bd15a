using System.Runtime.CompilerServices;
using DigiSoc.Feel.Numbers;

namespace DigiSoc.Feel.Evaluation;

/// <summary>Three-valued <c>and</c> or <c>or</c>; the right side is not evaluated when the left decides.</summary>
internal sealed class JunctionNode : Node
{
    private readonly Node _left;
    private readonly Node _right;
    private readonly bool _isOr;

    internal JunctionNode(bool isOr, Node left, Node right)
    {
        (_isOr, _left, _right) = (isOr, left, right);
        Height = Above(left, right);
        StaticType = FeelType.Boolean;
    }

    internal bool IsOr => _isOr;

    internal Node Left => _left;

    internal Node Right => _right;

    internal override IEnumerable<Node> Parts => [_left, _right];

    internal override FeelValue Evaluate(Frame frame)
    {
        var left = _left.Evaluate(frame);
        if (Decides(left))
        {
            return left;
        }

        var right = _right.Evaluate(frame);
        return Decides(right) || (left.IsBoolean && right.IsBoolean)
            ? right
            : frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.Operands(_isOr ? "or" : "and", "boolean", left, right), FeelType.Boolean.Name, left, right);
    }

    /// <summary>True settles a disjunction, false a conjunction.</summary>
    internal bool Decides(in FeelValue side) => _isOr ? side.IsTrue : side.IsFalse;
}

/// <summary><c>if c then a else b</c>; anything but true takes the else branch.</summary>
internal sealed class IfNode : Node
{
    private readonly Node _condition;
    private readonly Node _then;
    private readonly Node _otherwise;

    internal IfNode(Node condition, Node then, Node otherwise)
    {
        (_condition, _then, _otherwise) = (condition, then, otherwise);
        Height = Above(condition, then, otherwise);
        StaticType = then.StaticType.Or(otherwise.StaticType);
    }

    internal Node Condition => _condition;

    internal Node Then => _then;

    internal Node Otherwise => _otherwise;

    internal override IEnumerable<Node> Parts => [_condition, _then, _otherwise];

    internal override FeelValue Evaluate(Frame frame) =>
        _condition.Evaluate(frame).IsTrue ? _then.Evaluate(frame) : _otherwise.Evaluate(frame);
}

/// <summary>One of the six comparisons.</summary>
internal enum Relation : byte
{
    /// <summary>=</summary>
    Equal,

    /// <summary>!=</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,
}

/// <summary>A comparison of two values; null when they cannot be compared.</summary>
internal sealed class CompareNode : Node
{
    internal CompareNode(Relation relation, Node left, Node right)
    {
        (Relation, Left, Right) = (relation, left, right);
        Height = Above(left, right);
        StaticType = FeelType.Boolean;
    }

    internal Relation Relation { get; }

    internal Node Left { get; }

    internal Node Right { get; }

    internal override IEnumerable<Node> Parts => [Left, Right];

    internal override FeelValue Evaluate(Frame frame)
    {
        var left = Left.Evaluate(frame);
        var right = Right.Evaluate(frame);
        return left.IsPacked && right.IsPacked
            ? FeelValue.Of(Comparing.Holds(Relation, Packed.Compare(left.Word, right.Word)))
            : Else(frame, left, right);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue Else(Frame frame, FeelValue left, FeelValue right)
    {
        if (!left.IsNumber && !frame.Call.SpendOn([left, right]))
        {
            return FeelValue.Null;
        }

        return Comparing.Test(Relation, left, right) is { } known
            ? FeelValue.Of(known)
            : frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.NotComparable(Relation, left, right), "", left, right);
    }
}

/// <summary><c>x between a and b</c>, both ends included.</summary>
internal sealed class BetweenNode : Node
{
    private readonly Node _value;
    private readonly Node _low;
    private readonly Node _high;

    internal BetweenNode(Node value, Node low, Node high)
    {
        (_value, _low, _high) = (value, low, high);
        Height = Above(value, low, high);
        StaticType = FeelType.Boolean;
    }

    internal Node Value => _value;

    internal Node Low => _low;

    internal Node High => _high;

    internal override IEnumerable<Node> Parts => [_value, _low, _high];

    internal override FeelValue Evaluate(Frame frame)
    {
        var value = _value.Evaluate(frame);
        var low = _low.Evaluate(frame);
        var high = _high.Evaluate(frame);
        var above = Comparing.Test(Relation.GreaterOrEqual, value, low);
        var below = Comparing.Test(Relation.LessOrEqual, value, high);
        if (above is null || below is null)
        {
            var (relation, other) = above is null ? (Relation.GreaterOrEqual, low) : (Relation.LessOrEqual, high);
            return frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.NotComparable(relation, value, other), "", value, other);
        }

        return FeelValue.Of(above.Value && below.Value);
    }
}

/// <summary>Whether a value belongs to a type.</summary>
internal sealed class InstanceOfNode : Node
{
    private readonly Node _value;
    private readonly FeelType _type;

    internal InstanceOfNode(Node value, FeelType type)
    {
        (_value, _type) = (value, type);
        Height = value.Height + 1;
        StaticType = FeelType.Boolean;
    }

    internal override IEnumerable<Node> Parts => [_value];

    internal override FeelValue Evaluate(Frame frame)
    {
        var value = _value.Evaluate(frame);
        return FeelValue.Of(_type.Includes(value) && (!value.IsNull || ReferenceEquals(_type, FeelType.Null)));
    }
}

/// <summary><c>instance of list</c>: a type that does not say what is inside it is none, so that the answer is null (DMN table 61).</summary>
internal sealed class IncompleteTypeNode : Node
{
    private readonly Node _value;

    internal IncompleteTypeNode(Node value, string type)
    {
        (_value, Type) = (value, type);
        Height = value.Height + 1;
        StaticType = FeelType.Boolean;
    }

    internal string Type { get; }

    internal override IEnumerable<Node> Parts => [_value];

    internal override FeelValue Evaluate(Frame frame) => frame.Fail(this, FeelCauseKind.InvalidValue, FeelErrors.IncompleteType(Type));
}
