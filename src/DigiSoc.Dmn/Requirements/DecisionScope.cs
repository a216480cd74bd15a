using System.Runtime.CompilerServices;
using DigiSoc.Dmn.Boxed;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>Where decisions are evaluated: the inputs in force, and each decision's value once it is known.</summary>
internal sealed class DecisionScope
{
    private const int FewValues = 8;

    // Most scopes know a handful of values: looked through in a row, without a dictionary.
    private readonly (ElementNode Node, FeelValue Value)[] _few = new (ElementNode, FeelValue)[FewValues];
    private readonly IReadOnlyDictionary<ElementNode, FeelValue>? _given;
    private FeelContext _inputs = FeelContext.Empty;
    private int _fewCount;
    private Dictionary<ElementNode, FeelValue>? _many;

    /// <param name="run">The evaluation.</param>
    /// <param name="given">Values of a service's input data and input decisions; null outside services.</param>
    public DecisionScope(Run run, IReadOnlyDictionary<ElementNode, FeelValue>? given = null)
    {
        Run = run;
        _given = given;
    }

    public Run Run { get; }

    /// <summary>This scope, knowing nothing yet, over values from the caller by name.</summary>
    public DecisionScope Over(FeelContext inputs)
    {
        _inputs = inputs;
        return this;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        Array.Clear(_few, 0, _fewCount);
        _fewCount = 0;
        _many = null;
        _inputs = FeelContext.Empty;
    }

    /// <summary>Where the inputs of a plan are among those in force.</summary>
    public ReadOnlySpan<int> PlacesOf(FeelEntryFinder inputs) => inputs.PlacesIn(_inputs);

    /// <summary>The value of input data, as its type.</summary>
    /// <remarks>What is of its type at a glance costs less to find again than to remember.</remarks>
    /// <param name="node">The input data.</param>
    /// <param name="place">Its place among the inputs in force; −1 where it is not given.</param>
    public FeelValue ValueOf(InputNode node, int place) =>
        place >= 0 && _given is null && _inputs.ValueAt(place) is var given && node.IsPlain(given) ? given : Known(node, place);

    // Apart, so that the usual input has no room to clear for this.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue Known(InputNode node, int place)
    {
        if (_given is not null)
        {
            // Inside a service nothing but its parameters is visible.
            return _given.TryGetValue(node, out var argument) ? argument : Absent(node);
        }

        if (IsKnown(node, out var known))
        {
            return known;
        }

        var value = place >= 0 ? OutsideValues.Convert(_inputs.ValueAt(place), node.Type, Run.Call, node.Name) : Absent(node);
        Run.Attribute(node.Element.Place);
        Remember(node, value);
        return value;
    }

    /// <summary>The value of a decision, evaluated at most once in a scope.</summary>
    public FeelValue ValueOf(DecisionNode node)
    {
        if (_given is not null && _given.TryGetValue(node, out var argument)
            || IsKnown(node, out argument))
        {
            return argument;
        }

        var value = Evaluate(node);
        Remember(node, value);
        return value;
    }

    private FeelValue Evaluate(DecisionNode node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            var deep = Run.Call.Fail(FeelCauseKind.LimitReached, $"\"{node.Name}\" lies too deep in a chain of requirements.");
            Run.Attribute(node.Element.Place);
            return deep;
        }

        if (node.Logic is null)
        {
            var circle = Run.Call.Fail(FeelCauseKind.MalformedValue, $"\"{node.Name}\" requires itself.");
            Run.Attribute(node.Element.Place);
            return circle;
        }

        var result = node.KeepsVariables || Run.Trace is not null ? Kept(node, node.Logic) : Filled(node, node.Logic);
        var value = node.Type.Coerce(result, Run.Call, "result of", node.Name);
        Run.Attribute(node.Element.Place);
        Run.Trace?.EndDecision(value, Run.Call);
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue Kept(DecisionNode node, Logic logic)
    {
        var variables = node.Requirements.Variables(this);
        Run.Trace?.BeginDecision(node, variables);
        return logic.Evaluate(new LogicFrame(variables, Run));
    }

    /// <summary>With variables in a room that is used again.</summary>
    private FeelValue Filled(DecisionNode node, Logic logic)
    {
        if (Run.RentRoom(node.Requirements) is not { } room)
        {
            return logic.Evaluate(new LogicFrame(FeelContext.Empty, Run));
        }

        node.Requirements.Fill(room.Values, this);
        var value = logic.Evaluate(new LogicFrame(room.Context, Run));
        Run.ReturnRoom(node.Requirements, room);
        return value;
    }

    private bool IsKnown(ElementNode node, out FeelValue value)
    {
        for (var at = 0; at < _fewCount; at++)
        {
            if (ReferenceEquals(_few[at].Node, node))
            {
                value = _few[at].Value;
                return true;
            }
        }

        value = default;
        return _many is not null && _many.TryGetValue(node, out value);
    }

    private void Remember(ElementNode node, in FeelValue value)
    {
        if (_fewCount < FewValues)
        {
            _few[_fewCount++] = (node, value);
            return;
        }

        (_many ??= new Dictionary<ElementNode, FeelValue>(ReferenceEqualityComparer.Instance))[node] = value;
    }

    private FeelValue Absent(InputNode node)
    {
        var available = string.Join(", ", _inputs.Keys.Take(12));
        return Run.Call.Fail(
            FeelCauseKind.NameNotFound,
            $"The input \"{node.Name}\" was not given; given: {(available.Length == 0 ? "nothing" : available)}.",
            new FeelMismatch("input", node.Name, node.Type.Name, []));
    }
}
