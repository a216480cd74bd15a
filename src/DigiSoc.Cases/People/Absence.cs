namespace DigiSoc.Cases;

/// <summary>Why somebody is away. Stored as text and never renamed; shown to the person and to managers only.</summary>
public enum AbsenceKind
{
    Vacation = 1,

    /// <summary>Temporary incapacity for work, one's own or of somebody cared for.</summary>
    Illness = 2,

    /// <summary>Away on duty: travel, training.</summary>
    Duty = 3,

    Other = 4,
}

/// <summary>Where an absence is against today.</summary>
public enum AbsenceState
{
    Coming = 1,
    Standing = 2,
    Over = 3,
}

/// <summary>Somebody is away, and who does their work meanwhile.</summary>
/// <remarks>
/// <paramref name="FirstOn"/>, <paramref name="LastOn"/>: days in Europe/Riga, both inclusive. <paramref name="Kind"/>: null for
/// whoever it is not shown to. <paramref name="ActingId"/>: who does the work today when the substitute is away too and hands it
/// on; null when that is the substitute, or today is none of its days. <paramref name="MayEnd"/>: this reader may end it early.
/// </remarks>
public sealed record AbsenceView(
    Guid AbsenceId,
    string UserId,
    string Name,
    string SubstituteId,
    string SubstituteName,
    DateOnly FirstOn,
    DateOnly LastOn,
    AbsenceKind? Kind,
    AbsenceState State,
    string? ActingId,
    string? ActingName,
    string RecordedBy,
    string RecordedByName,
    DateTimeOffset RecordedAt,
    bool MayEnd);

/// <summary>One entry of the history: "recorded", "shortened" or "removed", with the days as they were afterwards.</summary>
public sealed record AbsenceEvent(
    Guid AbsenceId, string Change, DateTimeOffset At, string ActorId, string ActorName, string UserId, string Name, DateOnly FirstOn, DateOnly LastOn);

/// <summary>An absence to record. <paramref name="UserId"/> null: the worker's own.</summary>
public sealed record AbsenceOrder(
    string? UserId = null, string? SubstituteId = null, DateOnly? FirstOn = null, DateOnly? LastOn = null, AbsenceKind? Kind = null);

/// <summary>A member of staff by id and name.</summary>
public sealed record Colleague(string UserId, string Name);
