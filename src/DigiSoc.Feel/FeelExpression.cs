using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Parsing;

namespace DigiSoc.Feel;

/// <summary>A FEEL text, read and bound once; evaluated any number of times, by any number of threads.</summary>
public sealed class FeelExpression
{
    private readonly Node _root;
    private readonly int _slots;

    /// <summary>Whether it is a name or a path, which may be found as it is.</summary>
    private readonly bool _mayBePlain;

    internal FeelExpression(string text, Node root, int slots)
    {
        Text = text;
        _root = root;
        _slots = slots;
        _mayBePlain = root is FreeNode or PathNode;
    }

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <summary>Names the expression takes from its variables, in order of first use; built-in functions are not among them.</summary>
    /// <remarks>Gathered when first asked for.</remarks>
    public IReadOnlyList<string> FreeNames => field ??= Evaluation.FreeNames.Of(_root, certainOnly: false);

    /// <summary>Those of <see cref="FreeNames"/> that stand outside every filter; inside one, a name may be an entry of the item.</summary>
    public IReadOnlyList<string> CertainNames => field ??= Evaluation.FreeNames.Of(_root, certainOnly: true);

    /// <summary>Names that the expression calls as functions and that are not built in: the host's functions, or none. Gone through the text each time.</summary>
    public IReadOnlyList<string> CalledNames => Evaluation.FreeNames.Called(_root);

    /// <summary>What is known of the value's type without evaluating; <see cref="FeelType.Any"/> where nothing is.</summary>
    public FeelType StaticType => _root.StaticType;

    /// <summary>The parts one of which is the value: the branches of <c>if</c>, or the whole. Gone through each time.</summary>
    public IReadOnlyList<FeelOutcome> Outcomes => Typing.Outcomes.Of(_root);

    /// <summary>What is wrong with the types of its parts, whatever the values are; see docs/feel/types.md. In the order of the text, at most 100.</summary>
    /// <remarks>Gone through the text each time; evaluation neither needs nor does it.</remarks>
    public IReadOnlyList<FeelFinding> FindFaults() => Typing.TypeFindings.Of(_root);

    /// <summary>The value, for a text that is nothing but a literal; null for every other, and for the literal null.</summary>
    public FeelValue Literal => _root is ConstantNode constant ? constant.Value : FeelValue.Null;

    /// <summary>The value, where it is the same whatever the variables and the instant; null where it is not, or not known in a moment.</summary>
    public FeelValue Constant() => Constants.IsConstant(_root) ? Constants.ValueOf(_root, _slots) : FeelValue.Null;

    /// <summary>For unary tests: what they mean, where that is the same whatever the variables and the instant; else null.</summary>
    public FeelTests? ConstantTests() => Constants.Tests(_root, _slots);

    /// <summary>Whether its value may hold a function literal: one keeps the variables it was made among. Gone through the text each time.</summary>
    public bool MayKeepVariables => MakesFunction(_root);

    internal Node Root => _root;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">At most <see cref="FeelLimits.TextLength"/> characters.</param>
    /// <param name="known">Names in scope; needed for names with spaces or operators. Null: none are known.</param>
    public static FeelParsed Parse(string text, FeelNames? known = null) =>
        Parser.Parse(text, known ?? FeelNames.Empty, unaryTests: false);

    /// <summary>Reads the tests of a decision table's input cell, such as <c>&lt; 10, [20..30]</c>, <c>not("a")</c>, <c>-</c>.</summary>
    /// <inheritdoc cref="Parse" path="/param"/>
    public static FeelParsed ParseUnaryTests(string text, FeelNames? known = null) =>
        Parser.Parse(text, known ?? FeelNames.Empty, unaryTests: true);

    /// <summary>The value with these variables.</summary>
    /// <remarks>Never throws for anything the text or the variables hold: what fails is null, with a cause.</remarks>
    public FeelResult Evaluate(FeelContext variables, FeelEnvironment environment)
    {
        var call = Frames.Rent(environment);
        var value = Evaluate(variables, call);
        var result = new FeelResult(value, call.Causes, call.CausesDropped);
        Frames.Return(call);
        return result;
    }

    /// <summary>The value as part of an evaluation under way, sharing its limits and causes.</summary>
    public FeelValue Evaluate(FeelContext variables, FeelCall call) =>
        TryFind(variables, out var value) ? value : Evaluate(default, variables, call);

    /// <summary>The value, where the expression is a name or path that is found in the variables as it is; else false.</summary>
    public bool TryFind(FeelContext variables, out FeelValue value)
    {
        value = default;
        return _mayBePlain && _root.TryPlain(variables, out value);
    }

    /// <summary>Intermediate values: what parts of the text were worked out to on the way to the value, in the order of the text.</summary>
    /// <remarks>
    /// Works them out once more. Left out are names and literals, what stands inside a loop, filter or function, and the branch of a
    /// choice that is not taken. Those are left out too for which the steps of the call do not suffice; causes go to the call.
    /// </remarks>
    /// <param name="variables">The variables of the evaluation that is explained.</param>
    /// <param name="call">Counts the steps; not the call of that evaluation, which is not to pay for its explanation.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<FeelPart> Parts(FeelContext variables, FeelCall call, int most) =>
        IntermediateValues.Of(_root, Text, _slots, variables, call, most);

    /// <summary>For unary tests: whether the input passes; null when that cannot be told.</summary>
    /// <param name="input">What <c>?</c> stands for.</param>
    /// <param name="variables">The other names.</param>
    /// <param name="call">The evaluation under way.</param>
    public FeelValue Evaluate(in FeelValue input, FeelContext variables, FeelCall call)
    {
        var source = call.Source;
        call.Source = Text;
        var frame = Frame.Rent(call, variables, _slots, input);
        var value = _root.Evaluate(frame);
        frame.Return();
        call.Source = source;
        return value;
    }

    // With a list of what is left: a chain of operators is as deep as it is long, and the stack would not do.
    private static bool MakesFunction(Node root)
    {
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            if (node is FunctionNode or ExternalFunctionNode)
            {
                return true;
            }

            foreach (var part in node.Parts)
            {
                open.Push(part);
            }
        }

        return false;
    }

    /// <inheritdoc cref="Text"/>
    public override string ToString() => Text;
}
