using DigiSoc.Bpmn.Compiling;
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

        // Evaluated one after the other: a mapping sees what those before it wrote, over what is around; written is no more than they say.
        FeelContext written = element.Variables;
        FeelContext mapped = FeelContext.Empty;
        foreach (VariableMapping input in node.Inputs)
        {
            FeelValue value = ValueOf(element, input.Source);
            FeelValue seen = Whole(element, input.Target, value);
            written = Written(written, input.Target, value);
            element.Variables = element.Variables.With(input.Target[0], seen);
            mapped = mapped.With(input.Target[0], written[input.Target[0]]);
        }

        element.Variables = written;
        _conditionsChanged = true;
        Record(new VariablesSet(element.ElementId, element.Id, mapped, node.Norms));
        return true;
    }

    private void MapOutputs(ElementInstance element)
    {
        FlowNode node = element.Node;
        if (node.DataOutputs.Length > 0 && element.Loop is null && !element.IsActivation)
        {
            WriteData(element);
        }

        if (node.Outputs.Length == 0 || element.Loop is not null || element.IsActivation)
        {
            return;
        }

        // Written where the variable is known; a round of a loop knows what it has for itself, its output among it.
        ElementInstance scope = IsRound(element) ? element : ScopeOf(element);
        FeelContext own = element.Variables;
        foreach (VariableMapping output in node.Outputs)
        {
            FeelValue value = ValueOf(element, output.Source);
            Propagate(scope, output.Target[0], Whole(scope, output.Target, value));
            if (scope != element && element.Variables.ContainsKey(output.Target[0]))
            {
                // The element's own variable of that name hides it: the mappings after it see what it wrote there, and what is beside it.
                element.Variables = Written(element.Variables, output.Target, value);
            }
        }

        element.Variables = scope == element ? element.Variables : own;
    }

    /// <summary>The variables of a scope as they will be when its start event has brought and written what it does: events of the scope are armed with them.</summary>
    private FeelContext AsBegun(ElementInstance scope)
    {
        ElementInstance? held = HeldStart(scope);
        FlowNode? start = StartOf(scope);
        FeelContext own = scope.Variables;
        FeelContext seen = held is null ? own : own.With(held.Variables);
        if (start is not { Outputs.Length: > 0 } || scope.Loop is not null)
        {
            return seen;
        }

        FeelContext begun = own;
        scope.Variables = seen;
        foreach (VariableMapping output in start.Outputs)
        {
            FeelValue whole = Whole(scope, output.Target, ValueOf(scope, output.Source));
            scope.Variables = scope.Variables.With(output.Target[0], whole);
            begun = begun.With(output.Target[0], whole);
        }

        scope.Variables = own;
        return begun;
    }

    /// <summary>What a variable becomes when a value is written to it, or to a place inside it; all beside that place is kept.</summary>
    private FeelValue Whole(ElementInstance scope, string[] target, in FeelValue value)
    {
        if (target.Length == 1)
        {
            return value;
        }

        TryFind(scope, target[0], out FeelValue present);
        return Merged(present, target, 1, value);
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
