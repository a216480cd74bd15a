namespace DigiSoc.Runtime.Node;

/// <summary>One call, as a line of JSON.</summary>
/// <param name="Kind">start, complete, claim, publish, signal, cancel, suspend, resume, tasks, clock, memory.</param>
/// <param name="Actor">Who calls; the tests give each request an actor of its own, so that history shows it. supervisor…: a supervisor.</param>
/// <param name="Id">The instance or task; null where there is none.</param>
/// <param name="Name">Package or message name.</param>
/// <param name="Key">Business key, correlation key; null: none.</param>
/// <param name="MessageId">The sender's id of a message.</param>
/// <param name="Milliseconds">The time to live of a message, or the clock's new skew.</param>
internal sealed record Call(
    string Kind, string Actor, Guid? Id = null, string? Name = null, string? Key = null, string? MessageId = null, long Milliseconds = 0);

/// <summary>The line that answers it.</summary>
/// <param name="Done">True: accepted and committed.</param>
/// <param name="Refusal">Code and text when refused; null otherwise.</param>
/// <param name="Error">What broke; the outcome is then not known.</param>
/// <param name="Ids">Tasks found.</param>
/// <param name="Memory">What the process holds; null unless asked for.</param>
internal sealed record CallAnswer(bool Done, string? Refusal = null, string? Error = null, IReadOnlyList<Guid>? Ids = null, Memory? Memory = null);

/// <summary>Bytes that a process holds, after everything that nobody needs was collected.</summary>
/// <param name="Heap">Living objects.</param>
/// <param name="WorkingSet">Pages of the machine's memory.</param>
internal sealed record Memory(long Heap, long WorkingSet);
