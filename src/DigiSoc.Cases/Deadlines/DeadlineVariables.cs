using DigiSoc.Feel;

namespace DigiSoc.Cases.Deadlines;

/// <summary>A deadline as process variables.</summary>
internal static class DeadlineVariables
{
    public static FeelContext Days(StatutoryDeadline deadline) => FeelContext.Of(
        ("dueOn", FeelValue.Of(deadline.DueOn)),
        ("remindOn", FeelValue.Of(deadline.RemindOn)),
        ("escalateOn", FeelValue.Of(deadline.EscalateOn)));

    public static FeelContext State(StatutoryDeadline deadline) => Days(deadline)
        .With("met", FeelValue.Of(deadline.IsMet))
        .With("suspended", FeelValue.Of(deadline.IsSuspended));
}
