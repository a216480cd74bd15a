using DigiSoc.Feel;

namespace DigiSoc.Runtime;

/// <summary>One of many tasks to complete.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Variables">What its completion says.</param>
/// <param name="Alongside">Rows of the caller's own in the task's transaction; null: none.</param>
public sealed record TaskToComplete(Guid TaskId, FeelContext Variables, Alongside? Alongside = null);
