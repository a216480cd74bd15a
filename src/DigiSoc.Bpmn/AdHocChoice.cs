using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>What the job that leads an ad-hoc sub-process decides: which activities begin now, and whether it is through (13.3.5).</summary>
/// <param name="Activate">Activities of the sub-process to begin, in this order; each as often as it is named. Empty when it is through.</param>
/// <param name="IsThrough">True: nothing more is chosen, and the sub-process ends when nothing runs in it.</param>
/// <param name="CancelsRemaining">What still runs is ended at once, before anything begins.</param>
public sealed record AdHocChoice(IReadOnlyList<AdHocActivation> Activate, bool IsThrough = false, bool CancelsRemaining = false)
{
    /// <summary>Begins activities by their ids, without variables of their own.</summary>
    public static AdHocChoice Of(params ReadOnlySpan<string> elementIds)
    {
        List<AdHocActivation> activations = [];
        foreach (string elementId in elementIds)
        {
            activations.Add(new AdHocActivation(elementId, FeelContext.Empty));
        }

        return new AdHocChoice(activations);
    }

    /// <summary>Chooses nothing: what runs goes on, and the next end of an activity asks again.</summary>
    public static AdHocChoice Nothing { get; } = new([]);
}

/// <summary>An activity of an ad-hoc sub-process to begin.</summary>
/// <param name="ElementId">Its id in the model.</param>
/// <param name="Variables">Variables that it alone sees.</param>
public sealed record AdHocActivation(string ElementId, FeelContext Variables);
