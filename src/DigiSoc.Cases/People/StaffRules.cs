namespace DigiSoc.Cases;

/// <summary>What a change of roles must keep to. Pure: all facts come in.</summary>
internal static class StaffRules
{
    /// <summary>What is wrong; empty: nothing.</summary>
    /// <param name="managerId">Who changes them.</param>
    /// <param name="member">Whose they are, as they are now.</param>
    /// <param name="order">As they shall be.</param>
    /// <param name="staff">Everybody of the institution with an open account.</param>
    public static IReadOnlyList<Refusal> Of(string managerId, StaffMember member, RoleOrder order, IEnumerable<StaffMember> staff)
    {
        var after = order.Roles ?? [];
        var problems = new List<Refusal>();
        // A team of the institution's own stays as it is: it is known because the person has it.
        problems.AddRange(after.Where(key => !member.Groups.Contains(key) && Role.All.All(role => role.Key != key)).Select(StaffErrors.RoleUnknown));
        if (member.Groups.Contains(Role.Manager.Key) && !after.Contains(Role.Manager.Key))
        {
            // Oneself first: the last manager is always oneself.
            problems.AddRange(
                member.UserId == managerId ? [StaffErrors.OwnManagerRole()]
                : staff.Any(other => other.UserId != member.UserId && other.Groups.Contains(Role.Manager.Key)) ? Array.Empty<Refusal>()
                : [StaffErrors.LastManager()]);
        }

        if (string.IsNullOrWhiteSpace(order.Reason))
        {
            problems.Add(CaseErrors.ReasonMissing());
        }

        return problems;
    }
}
