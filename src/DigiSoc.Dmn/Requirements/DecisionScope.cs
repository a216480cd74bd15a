using System.Runtime.CompilerServices;
using DigiSoc.Dmn.Boxed;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>Where decisions are evaluated: the inputs in force, and each decision's value once it is known.</summary>
/// <param name="run">The evaluation.</param>
/// <param name="inputs">Values by name, from the caller; used for input data that <paramref name="given"/> lacks.</param>
/// <param name="given">Values of a service's input data and input decisions; null outside services.</param>
internal sealed class DecisionScope(Run run, FeelContext inputs, IReadOnlyDictionary<ElementNode, FeelValue>? given)
{
    private const int FewValues = 8;

    // Most scopes know a handful of values: looked through in a row, without a dictionary.
    private readonly (ElementNode Node, FeelValue Value)[] _few = new (ElementNode, FeelValue)[FewValues];
    private int _fewCount;
    private Dictionary<ElementNode, FeelValue>? _many;

    public Run Run => run;

    /// <summary>The value of input data, as its type.</summary>
    public FeelValue ValueOf(InputNode node)
    {
        if (given is not null)
        {
            // Inside a service nothing but its parameters is visible.
            return given.TryGetValue(node, out var argument) ? argument : Absent(node);
        }

        if (IsKnown(node, out var known))
        {
            return known;
        }

        var value = TryFind(node, out var found) ? OutsideValues.Convert(found, node.Type, run.Call, node.Name) : Absent(node);
        run.Attribute(node.Element.Place);
        Remember(node, value);
        return value;
    }

    /// <summary>The value of a decision, evaluated at most once in a scope.</summary>
    public FeelValue ValueOf(DecisionNode node)
    {
        if (given is not null && given.TryGetValue(node, out var argument)
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
            var deep = run.Call.Fail(FeelCauseKind.LimitReached, $"\"{node.Name}\" lies too deep in a chain of requirements.");
            run.Attribute(node.Element.Place);
            return deep;
        }

        if (node.Logic is null)
        {
            var circle = run.Call.Fail(FeelCauseKind.MalformedValue, $"\"{node.Name}\" requires itself.");
            run.Attribute(node.Element.Place);
            return circle;
        }

        var variables = node.Requirements.Variables(this);
        run.Trace?.BeginDecision(node, variables);
        var result = node.Logic.Evaluate(new LogicFrame(variables, run));
        var value = node.Type.Coerce(result, run.Call, "result of", node.Name);
        run.Attribute(node.Element.Place);
        run.Trace?.EndDecision(value, run.Call.Causes);
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

    private bool TryFind(InputNode node, out FeelValue value) =>
        inputs.TryGet(node.QualifiedName, out value) || inputs.TryGet(node.Name, out value);

    private FeelValue Absent(InputNode node)
    {
        var available = string.Join(", ", inputs.Keys.Take(12));
        return run.Call.Fail(
            FeelCauseKind.NameNotFound,
            $"The input \"{node.Name}\" was not given; given: {(available.Length == 0 ? "nothing" : available)}.");
    }
}
