using System.Runtime.CompilerServices;
using DigiSoc.Feel.Functions;
using DigiSoc.Feel.Numbers;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Evaluation;

/// <summary>A call with arguments by position.</summary>
internal sealed class CallNode : Node
{
    private readonly Node _function;
    private readonly Node[] _arguments;
    private readonly Node[] _items;
    private readonly FreeNode? _name;
    private readonly BuiltInFunction? _builtIn;
    private readonly ForNode? _loop;
    private readonly bool _isOfTwo;
    private readonly WrittenValue? _written;

    internal CallNode(Node function, Node[] arguments)
    {
        _name = function as FreeNode;
        _builtIn = _name?.BuiltIn as BuiltInFunction;
        (_function, _arguments) = (function, arguments);
        _items = arguments is [ListNode { Items: { Length: > 1 } items }] ? items : arguments;
        _isOfTwo = _items.Length == 2 && _builtIn is { Extreme: not 0 };
        _loop = _builtIn is { TakesItems: true } && arguments is [ForNode { IsSimple: true } loop] ? loop : null;
        _written = WrittenValue.Of(_builtIn, arguments);
        Height = Above([function, .. arguments]);
        StaticType = _written is { } written ? TypeOf.Shallow(written.Value) : CallTypes.Of(function, arguments);
    }

    internal Node Function => _function;

    internal IReadOnlyList<Node> Arguments => _arguments;

    internal override IEnumerable<Node> Parts => [_function, .. _arguments];

    internal override FeelValue Evaluate(Frame frame)
    {
        // The usual call: of a built-in function by its name, which no variable has.
        if (_builtIn is not null && !_name!.IsHidden(frame))
        {
            return _isOfTwo ? OfTwo(_builtIn, frame)
                : _written is not null ? Of(_written, frame)
                : _loop is not null ? OfLoop(_builtIn, _loop, frame)
                : Of(_builtIn, _builtIn.TakesItems ? _items : _arguments, frame);
        }

        return OfFound(frame);
    }

    // Apart, so that the usual call has no room to clear for this.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue OfFound(Frame frame)
    {
        if (Callee.Find(_function, frame, this) is not { } function)
        {
            return FeelValue.Null;
        }

        // For max([a, b]) no list needs to be made: it is max(a, b).
        return Of(function, function is BuiltInFunction { TakesItems: true } ? _items : _arguments, frame);
    }

    // Apart, so that calls of two numbers need not clear the room on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue Of(FeelFunction function, Node[] arguments, Frame frame)
    {
        var buffer = new ArgumentBuffer();
        var values = arguments.Length <= ArgumentBuffer.Length ? buffer[..arguments.Length] : new FeelValue[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(frame);
        }

        return Of(function, values, frame);
    }

    private FeelValue Of(FeelFunction function, ReadOnlySpan<FeelValue> arguments, Frame frame)
    {
        frame.Call.Span = Span;
        return frame.Call.Spend() ? function.Invoke(arguments, frame.Call) : FeelValue.Null;
    }

    private FeelValue Of(WrittenValue written, Frame frame)
    {
        frame.Call.Span = Span;
        return frame.Call.Spend(written.Steps) ? written.Value : FeelValue.Null;
    }

    /// <summary><c>max(for … return …)</c>: the results of a short loop need no list, they are only gone through.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue OfLoop(BuiltInFunction function, ForNode loop, Frame frame)
    {
        if (!loop.TryItems(frame, out var items))
        {
            return Of(function, [FeelValue.Null], frame);
        }

        var room = new LoopRoom();
        var results = items.Count <= LoopRoom.Length ? room[..items.Count] : new FeelValue[items.Count];
        if (!loop.TryFill(items, results, frame))
        {
            return Of(function, [FeelValue.Null], frame);
        }

        var weight = Weight.Of(results);
        if (!frame.Made(loop, results.Length, weight))
        {
            return Of(function, [FeelValue.Null], frame);
        }

        frame.Call.Span = Span;
        return frame.Call.Spend() ? function.InvokeOnItems(results, weight, frame.Call) : FeelValue.Null;
    }

    /// <summary><c>max(a, b)</c> or <c>min(a, b)</c>: of two numbers it is one of them.</summary>
    private FeelValue OfTwo(BuiltInFunction function, Frame frame)
    {
        var first = _items[0].Evaluate(frame);
        var second = _items[1].Evaluate(frame);
        if (!first.IsPacked || !second.IsPacked)
        {
            return OfTwo(function, first, second, frame);
        }

        frame.Call.Span = Span;
        return !frame.Call.Spend(function.CostOfPlainCall) ? FeelValue.Null
            : Packed.Compare(second.Word, first.Word) * function.Extreme > 0 ? second
            : first;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue OfTwo(BuiltInFunction function, FeelValue first, FeelValue second, Frame frame) =>
        Of(function, [first, second], frame);
}

/// <summary>Room for the arguments of an ordinary call on the stack.</summary>
[InlineArray(Length)]
internal struct ArgumentBuffer
{
    internal const int Length = 4;

    private FeelValue _first;
}

/// <summary>Room for the results of a short loop on the stack, a year of months.</summary>
[InlineArray(Length)]
internal struct LoopRoom
{
    internal const int Length = 12;

    private FeelValue _first;
}

/// <summary>A call with arguments by name.</summary>
internal sealed class NamedCallNode : Node
{
    private readonly Node _function;
    private readonly string[] _names;
    private readonly Node[] _arguments;

    internal NamedCallNode(Node function, string[] names, Node[] arguments)
    {
        (_function, _names, _arguments) = (function, names, arguments);
        Height = Above([function, .. arguments]);
        StaticType = CallTypes.OfNamed(function);
    }

    internal IReadOnlyList<string> Names => _names;

    internal Node Function => _function;

    internal IReadOnlyList<Node> Arguments => _arguments;

    internal override IEnumerable<Node> Parts => [_function, .. _arguments];

    internal override FeelValue Evaluate(Frame frame)
    {
        if (Callee.Find(_function, frame, this) is not { } function)
        {
            return FeelValue.Null;
        }

        var values = new FeelValue[_arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _arguments[i].Evaluate(frame);
        }

        frame.Call.Span = Span;
        return frame.Call.Spend() ? function.InvokeNamed(_names, values, frame.Call) : FeelValue.Null;
    }
}

/// <summary>Finds what is to be called, and says what is wrong when it is no function.</summary>
internal static class Callee
{
    internal static FeelFunction? Find(Node node, Frame frame, Node call)
    {
        var causes = frame.Call.CausesFound;
        var value = node.Evaluate(frame);
        if ((value.FunctionOrNull ?? node.BuiltIn) is { } function)
        {
            frame.Call.RevertTo(causes);
            return function;
        }

        if (value.IsNull && node is FreeNode { Name: var name } && frame.Call.CausesFound > causes)
        {
            frame.Call.RevertTo(causes);
            frame.Fail(call, FeelCauseKind.FunctionNotFound, FeelErrors.FunctionNotFound(name));
        }
        else if (!value.IsNull || frame.Call.CausesFound == causes)
        {
            frame.Fail(call, FeelCauseKind.TypeMismatch, FeelErrors.Operand("call", "a function", value), "function", value);
        }

        return null;
    }
}
