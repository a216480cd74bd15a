namespace DigiSoc.Feel.Evaluation;

/// <summary>A call with arguments by position.</summary>
internal sealed class CallNode : Node
{
    private readonly Node _function;
    private readonly Node[] _arguments;
    private readonly Node[] _items;

    internal CallNode(Node function, Node[] arguments)
    {
        (_function, _arguments) = (function, arguments);
        _items = arguments is [ListNode { Items: { Length: > 1 } items }] ? items : arguments;
        Height = Above([function, .. arguments]);
    }

    internal Node Function => _function;

    internal IReadOnlyList<Node> Arguments => _arguments;

    internal override IEnumerable<Node> Parts => [_function, .. _arguments];

    internal override FeelValue Evaluate(Frame frame)
    {
        if (Callee.Find(_function, frame, this) is not { } function)
        {
            return FeelValue.Null;
        }

        // For max([a, b]) no list needs to be made: it is max(a, b).
        var arguments = function is Functions.BuiltInFunction { TakesItems: true } ? _items : _arguments;
        var buffer = new ArgumentBuffer();
        var values = arguments.Length <= ArgumentBuffer.Length ? buffer[..arguments.Length] : new FeelValue[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(frame);
        }

        frame.Call.Span = Span;
        return frame.Call.Spend() ? function.Invoke(values, frame.Call) : FeelValue.Null;
    }
}

/// <summary>Room for the arguments of an ordinary call on the stack.</summary>
[System.Runtime.CompilerServices.InlineArray(Length)]
internal struct ArgumentBuffer
{
    internal const int Length = 4;

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
    }

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
        var causes = frame.Call.CauseCount;
        var value = node.Evaluate(frame);
        if ((value.FunctionOrNull ?? node.BuiltIn) is { } function)
        {
            frame.Call.RevertTo(causes);
            return function;
        }

        if (value.IsNull && node is FreeNode { Name: var name } && frame.Call.CauseCount > causes)
        {
            frame.Call.RevertTo(causes);
            frame.Fail(call, FeelCauseKind.FunctionNotFound, FeelErrors.FunctionNotFound(name));
        }
        else if (!value.IsNull || frame.Call.CauseCount == causes)
        {
            frame.Fail(call, FeelCauseKind.TypeMismatch, FeelErrors.Operand("call", "a function", value));
        }

        return null;
    }
}
