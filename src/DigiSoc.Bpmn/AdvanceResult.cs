namespace DigiSoc.Bpmn;

/// <summary>What a command did to an instance.</summary>
/// <param name="State">The new state; the very same object as before when the command was rejected.</param>
/// <param name="Effects">What the host must do, in order; empty when rejected.</param>
/// <param name="Rejection">Why the command was refused; null when it was done.</param>
public sealed record AdvanceResult(InstanceState State, IReadOnlyList<Effect> Effects, Rejection? Rejection);

/// <summary>Why a command does not fit the state. An expected outcome: a late answer, a second click.</summary>
/// <param name="Code">The error code, see docs/errors.md.</param>
/// <param name="Text">What was expected, what was found, what to do.</param>
public sealed record Rejection(string Code, string Text);
