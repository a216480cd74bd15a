namespace DigiSoc.Runtime;

/// <summary>A job without a row: the node that made it has it, and the instance's row says so.</summary>
/// <param name="Wait">The waiting point in the instance.</param>
/// <param name="Run">The run of the node that keeps it.</param>
/// <param name="Attempts">Attempts in all, by the model. This is the first.</param>
internal sealed record KeptJob(long Wait, Guid Run, int Attempts);
