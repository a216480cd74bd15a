using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn;

/// <summary>Says for elements of the source model which element of the target model goes on in their place.</summary>
/// <param name="Mappings">Source element id → target element id. An element not named here keeps its id.</param>
public sealed record MigrationPlan(IReadOnlyDictionary<string, string> Mappings)
{
    /// <summary>The plan that maps every element to the one with the same id.</summary>
    public static MigrationPlan SameIds { get; } = new(new Dictionary<string, string>());

    /// <summary>The verdict for one instance, without changing it.</summary>
    /// <param name="source">The model the instance is on.</param>
    /// <param name="target">The model to go on with.</param>
    /// <param name="state">The instance.</param>
    /// <returns>Why it cannot be carried over, one sentence each; empty: it can.</returns>
    public IReadOnlyList<string> Check(ProcessModel source, ProcessModel target, InstanceState state) =>
        Migration.Check(source, target, this, state);

    /// <summary>What to take for what when ids differ: by name, kind and place; for a person to look at.</summary>
    /// <param name="source">The model instances are on.</param>
    /// <param name="target">The model to go on with.</param>
    /// <returns>One for each element but the process itself, in document order, then one for each sequence flow into a join.</returns>
    public static IReadOnlyList<MigrationProposal> Propose(ProcessModel source, ProcessModel target) => Counterparts.Of(source, target);

    internal string TargetOf(string elementId) => Mappings.TryGetValue(elementId, out string? target) ? target : elementId;
}
