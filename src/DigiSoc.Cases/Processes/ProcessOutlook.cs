namespace DigiSoc.Cases;

/// <summary>An order that was carried out, or judged in a dry run.</summary>
/// <param name="Place">Where the process is afterwards; in a dry run: now.</param>
/// <param name="Revision">The one the process was judged in; the next order may state it.</param>
/// <param name="Outlook">What it did or would do: to the process first, then to each that it calls.</param>
public sealed record ModifiedProcess(ProcessPlace Place, long Revision, IReadOnlyList<ProcessOutlook> Outlook);

/// <summary>What an order does to one process instance.</summary>
/// <param name="InstanceId">The process instance.</param>
/// <param name="Title">What it is called.</param>
/// <param name="IsStarted">It is called anew.</param>
/// <param name="State">Of the process afterwards, as in <see cref="ProcessView"/>.</param>
/// <param name="Ends">Stays that end, and what others stop waiting for.</param>
/// <param name="Begins">Stays that begin, and what others wait for from then on.</param>
/// <param name="Variables">Variables that change in scopes that live on.</param>
/// <param name="Incidents">Steps that stop.</param>
/// <param name="Sends">Names of messages and signals that go out at once.</param>
public sealed record ProcessOutlook(
    Guid InstanceId,
    LocalText Title,
    bool IsStarted,
    string State,
    IReadOnlyList<OutlookStay> Ends,
    IReadOnlyList<OutlookStay> Begins,
    IReadOnlyList<OutlookVariable> Variables,
    IReadOnlyList<OutlookIncident> Incidents,
    IReadOnlyList<string> Sends);

/// <summary>A stay that ends or begins.</summary>
/// <param name="Number">Its number; of one that begins, the one it will have if nothing else happens before.</param>
/// <param name="ElementId">The element.</param>
/// <param name="Title">What it is called.</param>
/// <param name="IsWhole">False: the stay goes on, only the waits change.</param>
/// <param name="Waits">What it no longer waits for, or waits for from then on.</param>
public sealed record OutlookStay(long Number, string ElementId, LocalText Title, bool IsWhole, IReadOnlyList<OutlookWait> Waits);

/// <summary>A task, job, timer … that ends or begins.</summary>
/// <param name="Kind">"task", "job", "timer", "message", "signal", "condition", "call", "incident", "other".</param>
/// <param name="Title">What the step behind it is called; of a job its type, of a message or signal its name.</param>
/// <param name="ForWhom">Who has the task, or to whom it is offered; null: it is no task.</param>
/// <param name="Until">When the timer is due; null: it is none.</param>
/// <param name="HasDraft">Somebody's unfinished input at the task is lost with it.</param>
public sealed record OutlookWait(string Kind, LocalText Title, LocalText? ForWhom = null, DateTimeOffset? Until = null, bool HasDraft = false);

/// <summary>A variable before and after, as FEEL text.</summary>
/// <param name="Inside">The stay that holds it.</param>
/// <param name="ScopeTitle">What that is called.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">Null: there was none.</param>
/// <param name="After">The new value.</param>
public sealed record OutlookVariable(long Inside, LocalText ScopeTitle, string Name, string? Before, string After);

/// <summary>A step that stops at once.</summary>
public sealed record OutlookIncident(string ElementId, LocalText Title, string Code, LocalText Text);
