namespace DigiSoc.Cases;

/// <summary>A member of staff with the keys of the roles and teams they belong to, in the order of <see cref="Role.All"/>, teams last.</summary>
public sealed record StaffMember(string UserId, string Name, IReadOnlyList<string> Groups);

/// <summary>A change of somebody's roles; both lists are whole, <paramref name="Reason"/> is in the manager's words.</summary>
public sealed record RoleChange(
    string UserId,
    string Name,
    string ChangedBy,
    string ChangedByName,
    DateTimeOffset ChangedAt,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> After,
    string Reason);

/// <summary>The roles a person is to have from now on: all of them, not only new ones.</summary>
public sealed record RoleOrder(IReadOnlyList<string>? Roles = null, string? Reason = null);

/// <summary>The person as they are now; <paramref name="TasksGivenBack"/>: how many of their tasks went back because they left all groups of them.</summary>
public sealed record ChangedStaff(StaffMember Member, int TasksGivenBack);
