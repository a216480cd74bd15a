namespace DigiSoc.Feel.Evaluation;

/// <summary>A part of a bound expression that can be evaluated. Immutable after parsing, shared by threads.</summary>
internal abstract class Node
{
    /// <summary>Its place in the text.</summary>
    internal FeelSpan Span { get; init; }

    /// <summary>What is known of its value's type when parsing; Any when nothing. Null may come out whatever it says.</summary>
    /// <remarks>Set when the node is made: to ask the parts each time would go down the whole tree.</remarks>
    internal FeelType StaticType { get; private protected init; } = FeelType.Any;

    /// <summary>The parts, in the order of the text.</summary>
    internal virtual IEnumerable<Node> Parts => [];

    /// <summary>For a name: the built-in function of that name, which is meant where the name is called and its value is no function.</summary>
    internal virtual FeelFunction? BuiltIn => null;

    /// <summary>Levels below this node until the next <see cref="Guard"/>.</summary>
    internal int Height { get; private protected init; }

    internal abstract FeelValue Evaluate(Frame frame);

    /// <summary>The value where it is found in the variables as it is, so that nothing has to be set up; else false.</summary>
    internal virtual bool TryPlain(FeelContext variables, out FeelValue value)
    {
        value = default;
        return false;
    }

    private protected static int Above(Node a, Node b) => Math.Max(a.Height, b.Height) + 1;

    private protected static int Above(params ReadOnlySpan<Node> parts)
    {
        var height = 0;
        foreach (var part in parts)
        {
            height = Math.Max(height, part.Height);
        }

        return height + 1;
    }
}

/// <summary>A value that does not depend on anything.</summary>
internal sealed class ConstantNode : Node
{
    internal ConstantNode(FeelValue value)
    {
        Value = value;
        StaticType = value.Kind switch
        {
            FeelKind.List => FeelType.ListOf(FeelType.Any),
            FeelKind.Context => FeelType.ContextOf([]),
            _ => TypeOf.Shallow(value),
        };
    }

    internal FeelValue Value { get; }

    internal override FeelValue Evaluate(Frame frame) => Value;
}

/// <summary><c>@"…"</c> around a text that is no date, time or duration: null, with the cause.</summary>
internal sealed class BadLiteralNode : Node
{
    private readonly string _text;

    internal BadLiteralNode(string text) => _text = text;

    internal string Text => _text;

    internal override FeelValue Evaluate(Frame frame) => frame.Fail(this, FeelCauseKind.InvalidValue, FeelErrors.AtLiteral(_text));
}

/// <summary>Parentheses; kept in the tree because <c>(&lt; 5)</c> is a range where <c>&lt; 5</c> may be a test.</summary>
internal sealed class ParenthesisNode : Node
{
    internal ParenthesisNode(Node inner)
    {
        Inner = inner;
        Height = inner.Height + 1;
        StaticType = inner.StaticType;
    }

    internal Node Inner { get; }

    internal override IEnumerable<Node> Parts => [Inner];

    internal override FeelValue Evaluate(Frame frame) => Inner.Evaluate(frame);
}

/// <summary>Checks, every so many levels, that the thread has stack left to evaluate what is below.</summary>
internal sealed class Guard : Node
{
    private const int Levels = 48;

    private readonly Node _inner;

    private Guard(Node inner)
    {
        _inner = inner;
        StaticType = inner.StaticType;
    }

    internal override IEnumerable<Node> Parts => [_inner];

    /// <summary>The node itself, or with a guard around it when it is high.</summary>
    internal static Node Of(Node node) => node.Height < Levels ? node : new Guard(node) { Span = node.Span };

    internal override FeelValue Evaluate(Frame frame) =>
        System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack()
            ? _inner.Evaluate(frame)
            : frame.Fail(this, FeelCauseKind.LimitReached, FeelErrors.Limit("stack", 0));
}
