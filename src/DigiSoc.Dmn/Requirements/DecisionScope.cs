using DigiSoc.Dmn.Boxed;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>Where decisions are evaluated: the inputs in force, and each decision's value once it is known.</summary>
/// <param name="run">The evaluation.</param>
/// <param name="inputs">Values by name, from the caller; used for input data that <paramref name="given"/> lacks.</param>
/// <param name="given">Values of a service's input data and input decisions; null outside services.</param>
internal sealed class DecisionScope(Run run, FeelContext inputs, IReadOnlyDictionary<ElementNode, FeelValue>? given)
{
    private Dictionary<ElementNode, FeelValue>? _known;

    public Run Run => run;

    /// <summary>The value of input data, as its type.</summary>
    public FeelValue ValueOf(InputNode node)
    {
        if (given is not null)
        {
            // Inside a service nothing but its parameters is visible.
            return given.TryGetValue(node, out var argument) ? argument : Absent(node);
        }

        if (_known is not null && _known.TryGetValue(node, out var known))
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
            || _known is not null && _known.TryGetValue(node, out argument))
        {
            return argument;
        }

        var value = Evaluate(node);
        Remember(node, value);
        return value;
    }

    private FeelValue Evaluate(DecisionNode node)
    {
        if (node.Logic is null)
        {
            var circle = run.Call.Fail(FeelCauseKind.MalformedValue, $"\"{node.Name}\" requires itself.");
            run.Attribute(node.Element.Place);
            return circle;
        }

        var variables = node.Requirements.Variables(this);
        run.Trace?.BeginDecision(node, variables);
        var result = node.Logic.Evaluate(new LogicFrame(variables, run));
        var value = node.Type.Coerce(result, run.Call, $"result of \"{node.Name}\"");
        run.Attribute(node.Element.Place);
        run.Trace?.EndDecision(value, run.Call.Causes);
        return value;
    }

    private void Remember(ElementNode node, in FeelValue value) =>
        (_known ??= new Dictionary<ElementNode, FeelValue>(ReferenceEqualityComparer.Instance))[node] = value;

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
