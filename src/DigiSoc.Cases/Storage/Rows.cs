namespace DigiSoc.Cases.Storage;

// One class per table of schema cases; columns are the names in snake case. The meaning of each column stands in the
// migration that made it.

internal sealed class InstitutionRow
{
    public required string InstitutionId { get; set; }
    public required string NumberPrefix { get; set; }
    public required string NameLv { get; set; }
    public required string NameEn { get; set; }
    public required string Atvk { get; set; }
    public required string RegistrationNumber { get; set; }
    public required string Address { get; set; }
    public required string Phone { get; set; }
    public required string Email { get; set; }
    public required string Website { get; set; }
    public required string Place { get; set; }
    public required string AppealBodyLv { get; set; }
    public required string AppealBodyEn { get; set; }
    public required bool FollowsMovedDays { get; set; }
}

internal sealed class UserRow
{
    public required string UserId { get; set; }
    public required string InstitutionId { get; set; }
    public required string Name { get; set; }
    public required string PasswordHash { get; set; }
    public string? DemoPassword { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
}

internal sealed class UserRoleRow
{
    public required string InstitutionId { get; set; }
    public required string UserId { get; set; }
    public required string Role { get; set; }
}

internal sealed class PersonRow
{
    public required Guid PersonId { get; set; }
    public required string InstitutionId { get; set; }
    public required string PersonCode { get; set; }
    public required string GivenName { get; set; }
    public required string Surname { get; set; }
    public DateOnly? BirthDate { get; set; }
}

internal sealed class CaseDataRow
{
    public required Guid CaseId { get; set; }
    public required string InstitutionId { get; set; }
    public required string Number { get; set; }
    public required string PackageKey { get; set; }
    public required int PackageVersion { get; set; }
    public required string ProcedureLv { get; set; }
    public required string ProcedureEn { get; set; }
    public Guid? InstanceId { get; set; }
    public required Guid ApplicantId { get; set; }
    public required string ApplicantName { get; set; }
    public required string Status { get; set; }
    public string? Outcome { get; set; }
    public required DateOnly ReceivedOn { get; set; }
    public required DateTimeOffset OpenedAt { get; set; }
    public required string OpenedBy { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public required string Search { get; set; }
}

internal sealed class ApplicationRow
{
    public required Guid ApplicationId { get; set; }
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required string Number { get; set; }
    public required string Channel { get; set; }
    public required DateOnly ReceivedOn { get; set; }
    public required string Data { get; set; }
    public required string ApplicantCode { get; set; }
    public string? RepresentativeCode { get; set; }
    public required string IdempotencyKey { get; set; }
    public required string SubmittedBy { get; set; }
    public required DateTimeOffset SubmittedAt { get; set; }
}

internal sealed class CasePartyRow
{
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required Guid PersonId { get; set; }
    public required string Role { get; set; }
    public string? Relation { get; set; }
    public required bool InHousehold { get; set; }
}

internal sealed class FactRow
{
    public required Guid FactId { get; set; }
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required string ItemId { get; set; }
    public required string ItemLv { get; set; }
    public required string ItemEn { get; set; }
    public string? PersonCode { get; set; }
    public required string Status { get; set; }
    public string? Value { get; set; }
    public required string Source { get; set; }
    public required string SourceLv { get; set; }
    public required string SourceEn { get; set; }
    public required DateTimeOffset RetrievedAt { get; set; }
    public string? LegalPoint { get; set; }
    public required bool LegalPointVerified { get; set; }
    public required string[] Norms { get; set; }
    public required string Purpose { get; set; }
    public string? ElementId { get; set; }
    public Guid? LookupId { get; set; }
    public string? ByHandBy { get; set; }
    public string? Reason { get; set; }
    public required string IdempotencyKey { get; set; }
    public DateTimeOffset? SupersededAt { get; set; }
}

internal sealed class NoteRow
{
    public required Guid NoteId { get; set; }
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required string Text { get; set; }
    public required string AuthorId { get; set; }
    public required string AuthorName { get; set; }
    public required DateTimeOffset WrittenAt { get; set; }
}

internal sealed class TimelineRow
{
    public long EntryId { get; set; }
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required string EntryKey { get; set; }
    public required DateTimeOffset At { get; set; }
    public required string Kind { get; set; }
    public required string TextLv { get; set; }
    public required string TextEn { get; set; }
    public required string ActorId { get; set; }
    public string? ActorName { get; set; }
    public string? OnBehalfOf { get; set; }
    public string? ElementId { get; set; }
    public required string[] Norms { get; set; }
}

internal sealed class EvaluationRow
{
    public required Guid EvaluationId { get; set; }
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required Guid InstanceId { get; set; }
    public required string ElementId { get; set; }
    public required long ElementInstanceId { get; set; }
    public required string DecisionKey { get; set; }
    public required string PackageKey { get; set; }
    public required int PackageVersion { get; set; }
    public required DateTimeOffset EvaluatedAt { get; set; }
    public required string Inputs { get; set; }
    public required string Output { get; set; }
    public required string Trace { get; set; }
    public required string[] Norms { get; set; }
}

internal sealed class DecisionRow
{
    public required Guid DecisionId { get; set; }
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required string Number { get; set; }
    public required string ElementId { get; set; }
    public required string PackageKey { get; set; }
    public required int PackageVersion { get; set; }
    public required string Outcome { get; set; }
    public decimal? Amount { get; set; }
    public DateOnly? PeriodFrom { get; set; }
    public DateOnly? PeriodTo { get; set; }
    public required DateOnly LawDate { get; set; }
    public required DateOnly DecidedOn { get; set; }
    public required DateTimeOffset DecidedAt { get; set; }
    public string? DecidedBy { get; set; }
    public string? PreparedBy { get; set; }
    public required string Content { get; set; }
    public int ContentVersion { get; set; } = 1;
    public required Guid[] Facts { get; set; }
    public required Guid[] Evaluations { get; set; }
    public required string[] Norms { get; set; }
    public required string IdempotencyKey { get; set; }
}

internal sealed class CaseDocumentRow
{
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required Guid DocumentId { get; set; }
    public required string Kind { get; set; }
    public required string TitleLv { get; set; }
    public required string TitleEn { get; set; }
    public required string MediaType { get; set; }
    public required int Bytes { get; set; }
    public required string Sha256 { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }
}

internal sealed class LetterRow
{
    public required Guid LetterId { get; set; }
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required Guid DocumentId { get; set; }
    public Guid? DecisionId { get; set; }
    public required string Template { get; set; }
    public required string TitleLv { get; set; }
    public required string TitleEn { get; set; }
    public required string State { get; set; }
    public required DateTimeOffset RenderedAt { get; set; }
    public Guid? DispatchId { get; set; }
    public string? Channel { get; set; }
    public DateOnly? SentOn { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public DateOnly? DeemedServedOn { get; set; }
    public DateOnly? ServedOn { get; set; }
    public string? ServiceNorm { get; set; }
    public DateOnly? EffectiveOn { get; set; }
    public DateOnly? AppealUntil { get; set; }
}

internal sealed class DeadlineRowData
{
    public required Guid CaseId { get; set; }
    public required string InstitutionId { get; set; }
    public required string State { get; set; }
    public required string Term { get; set; }
    public required string Norm { get; set; }
    public required string RemindBefore { get; set; }
    public required string EscalateBefore { get; set; }
    public required DateOnly StartedOn { get; set; }
    public required DateOnly DueOn { get; set; }
    public required DateOnly RemindOn { get; set; }
    public required DateOnly EscalateOn { get; set; }
    public int? DaysLeftWhenSuspended { get; set; }
    public DateTimeOffset? RemindedAt { get; set; }
    public DateTimeOffset? EscalatedAt { get; set; }
    public DateOnly? EndedOn { get; set; }
}

internal sealed class SuspensionRow
{
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required string SuspensionKey { get; set; }
    public required DateOnly SuspendedOn { get; set; }
    public required string Reason { get; set; }
    public required int DaysLeft { get; set; }
    public DateOnly? ResumedOn { get; set; }
    public string? ResumeKey { get; set; }
}

internal sealed class PerformerRow
{
    public required string InstitutionId { get; set; }
    public required Guid CaseId { get; set; }
    public required string ElementId { get; set; }
    public required string UserId { get; set; }
    public required DateTimeOffset PerformedAt { get; set; }
    public string? StoodInBy { get; set; }
}

internal sealed class ParameterRow
{
    public long ParameterId { get; set; }
    public required string InstitutionId { get; set; }
    public required string Key { get; set; }
    public required DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public required string Value { get; set; }
    public required string Unit { get; set; }
    public required string Norm { get; set; }
    public required string Mark { get; set; }
    public required string Source { get; set; }
    public required string TitleLv { get; set; }
    public required string TitleEn { get; set; }
    public required DateTimeOffset RecordedAt { get; set; }
    public DateTimeOffset? SupersededAt { get; set; }
}

internal sealed class IncidentRow
{
    public Guid IncidentId { get; set; }
    public string InstitutionId { get; set; } = "";
    public Guid CaseId { get; set; }
    public string PackageKey { get; set; } = "";
    public int PackageVersion { get; set; }
    public string ElementId { get; set; } = "";
    public string Code { get; set; } = "";
    public int? Attempts { get; set; }
    public DateTimeOffset RaisedAt { get; set; }
}
