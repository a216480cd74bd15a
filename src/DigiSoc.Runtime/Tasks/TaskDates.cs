namespace DigiSoc.Runtime;

/// <summary>Dates of a task of its own, for taking them away; the limits of timers and of the law are others.</summary>
[Flags]
public enum TaskDates
{
    None = 0,
    Due = 1,
    FollowUp = 2,
}
