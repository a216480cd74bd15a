using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Activations of an ad-hoc sub-process: a scope around what was begun once, with variables of its own (as in Camunda 8).</summary>
/// <remarks>
/// Only where they matter: in an ad-hoc sub-process that is led by a job or gathers outputs. An activation is an element
/// instance of the sub-process inside itself, as a round of a loop is. It ends when nothing runs in it any more, and then adds
/// its output to the list, as an event sub-process does at its end. A join that several activations reach waits in the sub-process,
/// and goes on as a new activation.
/// </remarks>
internal static class AdHocActivations
{
    private const string Choice = "adHocSubProcessElements";

    /// <summary>Tells inside what can be begun.</summary>
    public static void TellChoice(Step step, ElementInstance subProcess) =>
        step.SetLocal(subProcess, Choice, FeelValue.Of(subProcess.Node.Content!.AdHocElements));

    /// <summary>Tells of the model that the sub-process goes on in what it told of the one before.</summary>
    public static void TellChoiceAgain(Step step, ElementInstance subProcess)
    {
        if (subProcess.Variables.TryGet(Choice, out FeelValue told) && !told.Equals(FeelValue.Of(subProcess.Node.Content!.AdHocElements)))
        {
            TellChoice(step, subProcess);
        }
    }

    /// <summary>Begins an activity as an activation of its own.</summary>
    public static void Begin(Step step, ElementInstance subProcess, FlowNode activity, FeelContext variables)
    {
        ElementInstance activation = Open(step, subProcess);
        if (variables.Count > 0)
        {
            step.SetLocal(activation, variables);
        }

        step.Send(activity, activation);
    }

    /// <summary>An activation in which nothing runs yet.</summary>
    public static ElementInstance Open(Step step, ElementInstance subProcess)
    {
        ElementInstance activation = step.Create(subProcess.Node, subProcess);
        activation.IsActivation = true;
        activation.Phase = ElementPhase.Active;
        if (subProcess.Node.Gathers is { Variable: { } output })
        {
            // What the activation brings under this name stays in it: others that run at once have theirs.
            activation.Variables = FeelContext.Of((output, FeelValue.Null));
        }

        return activation;
    }

    /// <summary>Where the tokens of a join wait: for one that several activations reach, in the sub-process around them.</summary>
    public static ElementInstance HomeOf(Step step, FlowNode join, ElementInstance scope)
    {
        if (!join.JoinsActivations || !scope.IsActivation)
        {
            return scope;
        }

        step.MarkUnsettled(scope);
        return step.ScopeOf(scope);
    }

    /// <summary>A join has what it waited for.</summary>
    public static void GoOn(Step step, FlowNode join, ElementInstance home) =>
        step.Activate(join, join.JoinsActivations ? Open(step, home) : home);

    /// <summary>Makes the list that outputs are gathered in, empty; an incident that is tried again keeps it.</summary>
    public static void BeginGathering(Step step, ElementInstance subProcess)
    {
        if (subProcess.Node.Gathers is { } gathers && !subProcess.Variables.ContainsKey(gathers.Collection))
        {
            step.SetLocal(subProcess, gathers.Collection, FeelValue.Of(FeelList.Empty));
        }
    }

    /// <summary>An activation or event sub-process is over: adds its output to the list; false: an incident was raised.</summary>
    public static bool Gather(Step step, ElementInstance over)
    {
        ElementInstance subProcess = step.ScopeOf(over);
        if (subProcess.Node.Gathers is not { } gathers || over.UndoneFor != 0)
        {
            return true;
        }

        subProcess.Variables.TryGet(gathers.Collection, out FeelValue list);
        if (list.Kind != FeelKind.List)
        {
            step.RaiseIncident(over, BpmnErrors.NotGathered(subProcess.Node, gathers.Collection, list));
            return false;
        }

        FeelValue output = step.Evaluate(gathers.Element, over).Value;
        step.SetLocal(subProcess, gathers.Collection, FeelValue.Of(FeelList.Of([.. list.AsList(), output])));
        return true;
    }

    /// <summary>The sub-process is through: what it gathered goes to the scopes around, then it ends.</summary>
    public static void Complete(Step step, ElementInstance subProcess)
    {
        if (subProcess.Node.Gathers is { } gathers && subProcess.Variables.TryGet(gathers.Collection, out FeelValue list))
        {
            step.Propagate(step.ScopeOf(subProcess), gathers.Collection, list);
        }

        step.Complete(subProcess);
    }
}
