namespace DigiSoc.Cases;

public enum DeadlineState
{
    Running = 1,
    Suspended = 2,
    Met = 3,
    Missed = 4,
}

/// <summary>The statutory deadline of a case as it stands on a day.</summary>
/// <remarks>
/// <paramref name="DueOn"/>: last day, counted by law; while suspended, the day it would be if the period went on today.
/// <paramref name="DaysLeft"/>: calendar days from today to <paramref name="DueOn"/>; negative when past.
/// <paramref name="InWords"/>: "atlikusi 21 diena: …".
/// </remarks>
public sealed record DeadlineView(
    DeadlineState State,
    DateOnly StartedOn,
    DateOnly DueOn,
    int DaysLeft,
    string Norm,
    LocalText InWords,
    bool IsReminded,
    bool IsEscalated);
