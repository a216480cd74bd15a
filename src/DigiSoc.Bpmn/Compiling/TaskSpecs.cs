using DigiSoc.Dmn;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Whom a user task is for, and when.</summary>
internal sealed record UserTaskSpec(
    ValueSource? Assignee,
    ValueSource? CandidateGroups,
    ValueSource? CandidateUsers,
    ValueSource? DueDate,
    ValueSource? FollowUpDate,
    ValueSource? Priority,
    string? FormId);

/// <summary>Which handler does the work, and how often it tries.</summary>
internal sealed record JobSpec(ValueSource Type, ValueSource? Retries);

internal sealed record ScriptSpec(Expression Script, string ResultVariable);

/// <summary>A decision; <c>Model</c> is null when its id is computed and resolved at run time.</summary>
internal sealed record DecisionSpec(ValueSource DecisionId, string ResultVariable, DmnModel? Model);

internal sealed record CallSpec(ValueSource ProcessId, bool PassAllVariables, bool TakeAllVariables);

/// <summary>A message to publish.</summary>
internal sealed record PublishSpec(ValueSource Name, ValueSource? Key, ValueSource? TimeToLive);

/// <summary>What an ad-hoc sub-process gathers: a list variable, and the value that each activation adds to it at its end.</summary>
/// <param name="Collection">The list.</param>
/// <param name="Element">The value.</param>
/// <param name="Variable">The variable that the value reads, itself or a place inside it; each activation has its own. Null: it is computed.</param>
internal sealed record GatherSpec(string Collection, Expression Element, string? Variable);

/// <summary>An ad-hoc sub-process: which activities begin, and when it is done.</summary>
internal sealed record AdHocSpec(Expression? ActiveElements, Expression? Completion, bool CancelRemaining, bool Sequential);
