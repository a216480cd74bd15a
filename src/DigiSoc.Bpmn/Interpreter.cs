using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn;

/// <summary>The engine: says what happens next, and does nothing itself.</summary>
public static class Interpreter
{
    /// <summary>Applies one command to one instance.</summary>
    /// <remarks>
    /// Pure: the same arguments give the same result, and nothing outside changes; safe from any thread. Automatic
    /// elements are passed until every token waits; a stretch longer than <see cref="Step.ActivationLimit"/> elements
    /// goes on with a timer that is due at once.
    /// </remarks>
    /// <param name="model">The model the state belongs to.</param>
    /// <param name="state">The situation before; it is not changed.</param>
    /// <param name="command">What happened.</param>
    /// <param name="now">The instant the command counts for; timers are computed from it.</param>
    public static AdvanceResult Advance(ProcessModel model, InstanceState state, Command command, DateTimeOffset now) =>
        new Step(model, state, now).Run(command);
}
