using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Elements;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Input and output mappings, and data associations.</summary>
internal sealed partial class Step
{
    private bool MapInputs(ElementInstance element)
    {
        FlowNode node = element.Node;
        foreach (DataMapping data in node.DataInputs)
        {
            element.Variables = element.Variables.With(data.Target, Evaluate(data.Source, element).Value);
        }

        if (node.Content is { DataObjects.Length: > 0 } content && element.Loop is null)
        {
            foreach (string name in content.DataObjects)
            {
                element.Variables = element.Variables.ContainsKey(name) ? element.Variables : element.Variables.With(name, FeelValue.Null);
            }
        }

        if (node.Inputs.Length == 0)
        {
            return true;
        }

        // Evaluated one after the other: a mapping sees those before it.
        FeelContext mapped = FeelContext.Empty;
        foreach (VariableMapping input in node.Inputs)
        {
            FeelValue value = ValueOf(element, input.Source);
            element.Variables = Written(element.Variables, input.Target, value);
            mapped = mapped.With(input.Target[0], element.Variables[input.Target[0]]);
        }

        _conditionsChanged = true;
        Record(new VariablesSet(element.ElementId, element.Id, mapped, node.Norms));
        return true;
    }

    private bool MapOutputs(ElementInstance element)
    {
        FlowNode node = element.Node;
        if (node.DataOutputs.Length > 0 && element.Loop is null && !element.IsActivation)
        {
            WriteData(element);
        }

        if (node.Outputs.Length == 0 || element.Loop is not null || element.IsActivation)
        {
            return true;
        }

        // The start of an event sub-process writes into it; everything else writes where the variable is known: a round of
        // a loop knows what it has for itself, its output among it.
        ElementInstance scope = IsRound(element) ? element : ScopeOf(element);
        bool isLocal = node.Behaviour is StartEvent;
        foreach (VariableMapping output in node.Outputs)
        {
            FeelValue value = ValueOf(element, output.Source);
            WriteOutput(scope, output.Target, value, isLocal);
        }

        return true;
    }

    private void WriteOutput(ElementInstance scope, string[] target, in FeelValue value, bool isLocal)
    {
        FeelValue whole = value;
        if (target.Length > 1)
        {
            TryFind(scope, target[0], out FeelValue present);
            whole = Merged(present, target, 1, value);
        }

        if (isLocal)
        {
            SetLocal(scope, target[0], whole);
        }
        else
        {
            Propagate(scope, target[0], whole);
        }
    }

    private void WriteData(ElementInstance element)
    {
        ElementInstance scope = ScopeOf(element);
        foreach (DataMapping data in element.Node.DataOutputs)
        {
            FeelResult result = Evaluate(data.Source, element);
            if (result.Value.Kind != FeelKind.Null)
            {
                Propagate(scope, data.Target, result.Value);
            }
        }
    }

    private static FeelContext Written(FeelContext variables, string[] target, in FeelValue value)
    {
        if (target.Length == 1)
        {
            return variables.With(target[0], value);
        }

        variables.TryGet(target[0], out FeelValue present);
        return variables.With(target[0], Merged(present, target, 1, value));
    }

    private static FeelValue Merged(in FeelValue present, string[] path, int depth, in FeelValue value)
    {
        FeelContext context = present.Kind == FeelKind.Context ? present.AsContext() : FeelContext.Empty;
        if (depth == path.Length - 1)
        {
            return FeelValue.Of(context.With(path[depth], value));
        }

        context.TryGet(path[depth], out FeelValue inner);
        return FeelValue.Of(context.With(path[depth], Merged(inner, path, depth + 1, value)));
    }
}
