namespace DigiSoc.Cases;

/// <summary>A signed-in person acting for one institution. Every service asks for the worker and sees only that institution.</summary>
/// <remarks><paramref name="Groups"/>: keys of the roles and teams the person belongs to; user tasks are offered to these.</remarks>
public sealed record Worker(string InstitutionId, string UserId, string Name, IReadOnlyList<string> Groups)
{
    public bool Has(Role role) => Groups.Contains(role.Key);

    public bool HasAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Has(role))
            {
                return true;
            }
        }

        return false;
    }
}
