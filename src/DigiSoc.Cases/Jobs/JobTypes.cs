namespace DigiSoc.Cases;

/// <summary>Kinds of work a process may ask the case layer for; told in workflows/README.md.</summary>
internal static class JobTypes
{
    public const string RegisterLookup = "register-lookup";
    public const string Parameters = "parameters";
    public const string RecordDecision = "record-decision";
    public const string RenderLetter = "render-letter";
    public const string DispatchLetter = "dispatch-letter";
    public const string RecordService = "record-service";
    public const string SuspendDeadline = "suspend-deadline";
    public const string ResumeDeadline = "resume-deadline";
    public const string DeadlineState = "deadline-state";
    public const string CloseCase = "close-case";

    public static IReadOnlyList<string> All { get; } =
    [
        RegisterLookup, Parameters, RecordDecision, RenderLetter, DispatchLetter,
        RecordService, SuspendDeadline, ResumeDeadline, DeadlineState, CloseCase,
    ];
}
