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
    /// <param name="isCaughtByCaller">
    /// For a called instance: whether one of those that called it catches an error of this code (see <see cref="Catches"/>). One that
    /// nobody catches is an incident where it was thrown, and the instance lives on. Null: every error is taken for caught.
    /// </param>
    public static AdvanceResult Advance(
        ProcessModel model, InstanceState state, Command command, DateTimeOffset now, Func<string, bool>? isCaughtByCaller = null) =>
        new Step(model, state, now, isCaughtByCaller).Run(command);

    /// <summary>Whether an instance itself catches an error that the work behind one of its waits throws.</summary>
    /// <param name="model">The model the state belongs to.</param>
    /// <param name="state">The instance; it is not changed.</param>
    /// <param name="waitId">The wait of a call activity, job or task; one that is not open catches nothing.</param>
    /// <param name="errorCode">The code.</param>
    public static bool Catches(ProcessModel model, InstanceState state, long waitId, string errorCode) =>
        new Step(model, state, default).Catches(waitId, errorCode);
}
