using System.Text.Json;

namespace DigiSoc.Cases;

/// <summary>Everything one case's page shows. Lists are complete, in the order named.</summary>
public sealed record CaseFile(
    CaseRow Case,
    IReadOnlyList<CaseParty> Parties,
    IReadOnlyList<CaseFact> Facts,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<CaseDocument> Documents,
    IReadOnlyList<CaseNote> Notes,
    IReadOnlyList<CaseWait> Waits,
    IReadOnlyList<CaseLetter> Letters);

/// <summary>A person of the case. Applicant first, then the household by birth date.</summary>
/// <remarks><paramref name="Role"/>: "applicant", "member", "representative"; <paramref name="Relation"/> to the applicant as stated: "spouse", "child", …; null for the applicant.</remarks>
public sealed record CaseParty(
    string PersonCode,
    string GivenName,
    string Surname,
    DateOnly? BirthDate,
    string Role,
    string? Relation,
    bool InHousehold);

/// <summary>One value the case knows, and why it may know it. Newest first within an item and person.</summary>
/// <remarks>
/// <paramref name="Source"/>: the register, or "person"/"worker" for what was stated; <paramref name="LegalPoint"/>: the norm that allows asking;
/// <paramref name="Reason"/>: only for an answer given by hand. <paramref name="SupersededAt"/>: a newer value took its place; the old one stays readable.
/// </remarks>
public sealed record CaseFact(
    Guid FactId,
    string ItemId,
    LocalText ItemTitle,
    string? PersonCode,
    JsonElement Value,
    string Source,
    LocalText SourceTitle,
    DateTimeOffset RetrievedAt,
    string? LegalPoint,
    string? ElementId,
    string Status,
    bool ByHand,
    string? ByHandBy,
    string? Reason,
    DateTimeOffset? SupersededAt);

/// <summary>What happened, oldest first.</summary>
/// <remarks><paramref name="OnBehalfOf"/>: the absent person in whose stead the actor acted; null: in person. <paramref name="Kind"/>: a stable past-tense word such as "case-opened", "task-completed", "lookup-answered", "decision-recorded".</remarks>
public sealed record TimelineEntry(
    long Sequence,
    DateTimeOffset At,
    string Kind,
    LocalText Text,
    string? ActorName,
    string? OnBehalfOf,
    string? ElementId,
    IReadOnlyList<string> Norms,
    string? OnBehalfOfName = null);

/// <summary>A document of the case; bytes by <see cref="CaseFiles.DocumentAsync"/>.</summary>
public sealed record CaseDocument(
    Guid DocumentId, string Kind, LocalText Title, string MediaType, int Bytes, string Sha256, DateTimeOffset CreatedAt);

public sealed record DocumentContent(CaseDocument Document, string FileName, byte[] Content);

public sealed record CaseNote(Guid NoteId, string Text, string AuthorName, DateTimeOffset At);

/// <summary>Whom the case waits for, since when, until when, and what happens then.</summary>
/// <remarks>
/// <paramref name="ForWhom"/>: a role or person's name, a register, the applicant, the post.
/// <paramref name="Message"/>: the message waited for, which a person may be able to register ("applicant-answer", "decision-contested").
/// <paramref name="Until"/> null only where <paramref name="WhatThen"/> says why there is no end.
/// <paramref name="Obstacle"/>: why it does not go on though it could, the process is suspended or the step held; null: nothing stands in its way.
/// </remarks>
public sealed record CaseWait(
    string Kind, string ElementId, LocalText What, LocalText ForWhom, DateTimeOffset Since, DateTimeOffset? Until, LocalText WhatThen, Guid? TaskId, string? Message, Guid? IncidentId = null, LocalText? Obstacle = null);

/// <summary>A letter's way: rendered, sent, served, appeal clock.</summary>
/// <remarks>
/// <paramref name="State"/>: "rendered", "sent", "served", "undelivered". <paramref name="ServedOn"/>: the day it counts as notified by law;
/// <paramref name="AppealUntil"/>: last day to contest; null when not yet served or not contestable.
/// </remarks>
public sealed record CaseLetter(
    Guid LetterId,
    Guid DocumentId,
    Guid? DispatchId,
    LocalText Title,
    string? Channel,
    string State,
    DateTimeOffset RenderedAt,
    DateTimeOffset? SentAt,
    DateOnly? ServedOn,
    string? ServiceNorm,
    DateOnly? AppealUntil);
