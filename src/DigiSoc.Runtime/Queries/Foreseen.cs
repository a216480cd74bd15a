using DigiSoc.Bpmn;

namespace DigiSoc.Runtime;

/// <summary>What a change by hand would do to an instance, and to those it has called or would call.</summary>
/// <param name="Revision">The one the instance was judged in.</param>
/// <param name="Instances">The instance itself first, then each other that would be started, changed or ended with it.</param>
public sealed record Foreseen(long Revision, IReadOnlyList<ForeseenInstance> Instances);

/// <summary>One instance before and after what is foreseen.</summary>
/// <param name="Instance">As it would be.</param>
/// <param name="Before">As it is; null: it would be started.</param>
/// <param name="After">As it would be.</param>
/// <param name="Effects">All it would cause, in order.</param>
public sealed record ForeseenInstance(InstanceView Instance, InstanceState? Before, InstanceState After, IReadOnlyList<Effect> Effects);
