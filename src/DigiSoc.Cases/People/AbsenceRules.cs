namespace DigiSoc.Cases;

/// <summary>What an absence must keep to. Pure: all facts come in.</summary>
internal static class AbsenceRules
{
    /// <summary>What is wrong with the order as such; empty: all that a span needs is there.</summary>
    public static IReadOnlyList<Refusal> Of(AbsenceOrder order, string userId, DateOnly today) =>
        [.. Days(order, today), .. Who(order, userId), .. order.Kind is null ? [AbsenceErrors.Missing("kind")] : Array.Empty<Refusal>()];

    /// <summary>
    /// What is wrong with the span among the others of the institution: the person is away already, work would go in a circle,
    /// or somebody it would come to lacks a role it needs. Null: nothing.
    /// </summary>
    /// <param name="span">The new absence.</param>
    /// <param name="others">Those that stand or come.</param>
    /// <param name="rolesOf">Keys of a person's groups; empty for somebody unknown.</param>
    public static Refusal? Of(AbsenceSpan span, IReadOnlyCollection<AbsenceSpan> others, Func<string, IReadOnlyCollection<string>> rolesOf)
    {
        if (others.FirstOrDefault(other => other.UserId == span.UserId && other.Within(span) is not null) is { } same)
        {
            return AbsenceErrors.Overlaps(same.FirstOn, same.LastOn);
        }

        var to = SubstituteChain.HandedOnTo(span, others);
        if (to.Contains(span.UserId))
        {
            return AbsenceErrors.Circle();
        }

        var needed = SubstituteChain.HandedOnFrom(span, others).SelectMany(rolesOf).Where(GivesTasks).Distinct().ToList();
        return to.Select(person => needed.Except(rolesOf(person)).ToList()).FirstOrDefault(lacking => lacking.Count > 0) is { } missing
            ? AbsenceErrors.RolesLacking(missing)
            : null;
    }

    /// <summary>Groups whose people are offered tasks: all but those of designers and data-protection officers.</summary>
    public static bool GivesTasks(string groupKey) => groupKey != Role.ProcessDesigner.Key && groupKey != Role.DataProtectionOfficer.Key;

    private static IEnumerable<Refusal> Days(AbsenceOrder order, DateOnly today)
    {
        if (order.FirstOn is null)
        {
            yield return AbsenceErrors.Missing("firstOn");
        }

        if (order.LastOn is null)
        {
            yield return AbsenceErrors.Missing("lastOn");
        }
        else if (order.LastOn < order.FirstOn)
        {
            yield return AbsenceErrors.EndsBeforeItBegins();
        }
        else if (order.LastOn < today)
        {
            yield return AbsenceErrors.IsOver(order.LastOn.Value, today);
        }
    }

    private static IEnumerable<Refusal> Who(AbsenceOrder order, string userId)
    {
        if (string.IsNullOrWhiteSpace(order.SubstituteId))
        {
            yield return AbsenceErrors.Missing("substituteId");
        }
        else if (order.SubstituteId == userId)
        {
            yield return AbsenceErrors.OneselfSubstituted();
        }
    }
}
