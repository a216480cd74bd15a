namespace DigiSoc.Runtime.Stepping;

/// <summary>The connection broke while a step was written: whether it is stored, only the database can tell.</summary>
internal sealed class StepUnsureException(Exception cause) : Exception("The connection broke while a step was written.", cause);
