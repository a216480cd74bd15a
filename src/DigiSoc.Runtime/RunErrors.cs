namespace DigiSoc.Runtime;

/// <summary>The codes and texts of everything the runtime refuses or gives up on; listed in docs/errors.md.</summary>
internal static class RunErrors
{
    public static EngineRefusal ManifestMissing(string what) => new(
        "RUN-101", $"Deploying a package: package.yaml {what}. Expected: a file package.yaml with 'key:' of lower-case letters, digits and hyphens.");

    public static EngineRefusal FileUnreadable(string key, string path, IEnumerable<string> findings) => new(
        "RUN-102", $"Deploying {key}: {path} is refused. {string.Join(" · ", findings)}");

    public static EngineRefusal NoProcess(string key) => new(
        "RUN-103", $"Deploying {key}: no executable process in any .bpmn file. Add one, or set isExecutable=\"true\".");

    public static EngineRefusal ProcessTwice(string key, string processId) => new(
        "RUN-104", $"Deploying {key}: process `{processId}` is in two files. Process ids are unique in a package.");

    public static EngineRefusal UsedPackageMissing(string key, string used, IEnumerable<string> known) => new(
        "RUN-105", $"Deploying {key}: uses package {used}, which is not deployed. Deployed: {List(known)}. Deploy {used} first.");

    public static EngineRefusal PackageUnknown(string key, int? version) => new(
        "RUN-106", $"Finding package {key}{(version is { } v ? $"@{v}" : "")}: there is none deployed.");

    public static EngineRefusal ProcessUnknown(string key, int version, string processId, IEnumerable<string> known) => new(
        "RUN-107", $"Finding process `{processId}` in {key}@{version} and the packages it uses: there is none. Available: {List(known)}.");

    public static EngineRefusal TagMalformed(string tag) => new(
        "RUN-110", $"Naming a version: expected 1–50 lower-case letters, digits, dots and hyphens, beginning with a letter or digit, and not `latest`; got `{tag}`.");

    public static EngineRefusal TagUnknown(string key, string tag, IEnumerable<string> known) => new(
        "RUN-111", $"Finding {key} by tag `{tag}`: no version bears it. Tags: {List(known)}.");

    public static EngineRefusal InstanceUnknown(Guid id) => new(
        "RUN-201", $"Finding instance {id}: the institution has none of that id.");

    public static EngineRefusal TaskGone(Guid id) => new(
        "RUN-202", $"Finding task {id}: it is not open. It was completed or withdrawn, or belongs to another institution.");

    public static EngineRefusal TaskTaken(Guid id) => new(
        "RUN-203", $"Task {id}: another person has it. Ask that person to give it back, or a supervisor to reassign it.");

    public static EngineRefusal TaskNotOffered(Guid id, IEnumerable<string> candidates) => new(
        "RUN-204", $"Task {id}: it is not offered to the actor. Offered to: {List(candidates)}.");

    public static EngineRefusal TaskNotYours(Guid id) => new(
        "RUN-205", $"Task {id}: the actor does not have it. Claim it first, or ask a supervisor.");

    public static EngineRefusal SamePerson(Guid id, IEnumerable<string> elements) => new(
        "RUN-206", $"Task {id}: may not be done by a person who did {List(elements)} in this case (notPerformedBy).");

    public static EngineRefusal NotDelegated(Guid id) => new(
        "RUN-207", $"Resolving task {id}: it is not delegated. Complete it instead.");

    public static EngineRefusal StillDelegated(Guid id) => new(
        "RUN-208", $"Completing task {id}: it is delegated. Resolve it first; its owner then completes it.");

    public const string InstanceBusyCode = "RUN-209";

    public static EngineRefusal InstanceBusy(Guid id, int tries) => new(
        InstanceBusyCode, $"Changing instance {id}: others changed it {tries} times meanwhile. Try again.");

    public const string TaskChangedCode = "RUN-211";

    public static EngineRefusal TaskChanged(Guid id) => new(
        TaskChangedCode, $"Task {id}: others changed it meanwhile. Look at it again.");

    public const string HeldCode = "RUN-212";

    public static EngineRefusal Held(Guid partId, string elementId) => new(
        HeldCode, $"Going on at {partId}, element `{elementId}`: it is held. See the holds of the institution; it goes on when the hold is lifted.");

    public const string StartsHeldCode = "RUN-213";

    public static EngineRefusal StartsHeld(string key, int version, string processId) => new(
        StartsHeldCode, $"Starting `{processId}` of {key}@{version}: a hold refuses starts. See the holds of the institution; start again when it is lifted.");

    public const string DraftChangedCode = "RUN-214";

    public static EngineRefusal DraftChanged(Guid id) => new(
        DraftChangedCode, $"Keeping the draft of task {id}: another one was saved meanwhile. Look at it again, or save by hand over it.");

    public const string InstanceChangedCode = "RUN-215";

    public static EngineRefusal InstanceChanged(Guid id, long seen, long now) => new(
        InstanceChangedCode, $"Changing instance {id}: it was looked at in revision {seen} and is in revision {now}. Look at it again.");

    public static EngineRefusal MessageTwice(string name, string senderId) => new(
        "RUN-301", $"Publishing message {name}: id {senderId} has been published before. Nothing was done.");

    public static EngineRefusal IncidentGone(Guid id) => new(
        "RUN-401", $"Finding incident {id}: it is not open. It was resolved, or its step was left.");

    public static EngineRefusal NotAJobIncident(Guid id) => new(
        "RUN-402", $"Answering incident {id} by hand: no failed job is behind it. Correct the variables and retry it.");

    public const string HandlerThrewCode = "RUN-403";

    public static string HandlerThrew(string type, Exception e) =>
        $"Job handler {type} threw {e.GetType().Name}. The node's log has the details under the job's id.";

    public const string LateAnswerCode = "RUN-404";

    public static EngineRefusal LateAnswer(Guid jobId, int attempt) => new(
        LateAnswerCode, $"Answering job {jobId}: attempt {attempt} has been taken over or withdrawn. The answer was not used.");

    public const string ChildDepthCode = "RUN-405";

    public static string ChildDepth(string processId, int depth) =>
        $"Starting `{processId}`: {depth} instances called one another without waiting. End the recursion in the model.";

    public static EngineRefusal ReasonMissing(string operation) => new(
        "RUN-406", $"{operation}: a reason is needed. It goes into the history.");

    public const string AnswerNotStoredCode = "RUN-407";

    public static string AnswerNotStored(string type, Exception e) =>
        $"Storing the answer of job handler {type}: {e.GetType().Name} from the rows written beside it. The node's log has the details under the job's id.";

    public const string NoAnswerCode = "RUN-408";

    public static string NoAnswer(string type, int attempts) =>
        $"Job handler {type}: {attempts} attempts ended without an answer, for their nodes ended or their leases did. Look at the nodes' logs, then retry.";

    public const string TooLongCode = "RUN-409";

    public static string TooLong(string type, TimeSpan limit) => FormattableString.Invariant(
        $"Job handler {type} gave no answer in {limit}. Raise JobTimeLimit if it may take longer, or look where it waits.");

    public static EngineRefusal HoldGone(Guid id) => new(
        "RUN-501", $"Finding hold {id}: it does not stand. It was lifted or ended, or belongs to another institution.");

    public static EngineRefusal HoldUnclear() => new(
        "RUN-502", "Placing a hold: expected either a job type, or a package with or without version, process and element; starts are refused for definitions only.");

    public static EngineRefusal HoldEndsBefore(DateTimeOffset end, DateTimeOffset now) => new(
        "RUN-503", FormattableString.Invariant($"Placing a hold: its end {end.UtcDateTime:O} is not after now, {now.UtcDateTime:O}."));

    public static EngineRefusal ElementUnknown(string key, string elementId) => new(
        "RUN-504", $"Placing a hold: no version named of {key} has an element `{elementId}`. Correct the id.");

    public static EngineRefusal ElementNeverWaits(string key, string elementId, string type) => new(
        "RUN-505", $"Placing a hold: nothing ever waits at `{elementId}` of {key}, a {type}. Hold a task or an event, or the whole definition.");

    public static EngineRefusal BulkUnknown(Guid id) => new(
        "RUN-511", $"Finding bulk operation {id}: the institution has none of that id.");

    public static EngineRefusal BulkTooWide() => new(
        "RUN-512", "Bulk operation: its query names neither a package nor business keys. Name one; nothing is done to a whole institution.");

    public static EngineRefusal BulkStatus(string status) => new(
        "RUN-513", $"Bulk operation: status expected Active or Suspended, got {status}. Ended instances do not change.");

    public static EngineRefusal BulkTarget() => new(
        "RUN-514", "Bulk operation: a migration needs a target version, and only a migration has one.");

    public static EngineRefusal NotAFinishedPreview(Guid id) => new(
        "RUN-515", $"Carrying out {id}: it is no dry run, or was stopped, or goes on. Wait for its end, or begin a new one.");

    public static EngineRefusal BulkFinished(Guid id) => new(
        "RUN-516", $"Stopping bulk operation {id}: it has ended.");

    public static EngineRefusal BulkItemFailed(Guid item, Exception e) => new(
        "RUN-517", $"Item {item}: {e.GetType().Name}. The node's log has the details under its id.");

    public const string BulkItemDoneCode = "RUN-518";

    public static EngineRefusal BulkItemDone(Guid item) => new(
        BulkItemDoneCode, $"Item {item}: it has its verdict already. Nothing was done.");

    public static EngineRefusal BulkRenamed() => new(
        "RUN-519", "Bulk operation: elements are mapped, and it is no migration. Leave them out, or migrate.");

    public static EngineRefusal BulkVariables() => new(
        "RUN-520", "Bulk operation: variables are set, and it is no retry of incidents. Leave them out, or retry.");

    public static EngineRefusal RenamedUnknown(IEnumerable<string> unknown) => new(
        "RUN-521", $"Migrating: elements that are mapped are not there: {List(unknown)}. Correct their ids.");

    public static EngineRefusal InstanceOnAnotherVersion(Guid id, int from, int now) => new(
        "RUN-522", $"Migrating instance {id}: it was chosen on version {from} and is on version {now}. Look at it again.");

    public static InvalidOperationException Bug(string text) => new($"Bug: {text}");

    private static string List(IEnumerable<string> items) =>
        items.ToList() is { Count: > 0 } list ? string.Join(", ", list) : "(none)";
}
