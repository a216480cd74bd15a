namespace DigiSoc.Cases;

/// <summary>Institutions and their members of staff.</summary>
public sealed partial class People
{
    /// <summary>All institutions, by name.</summary>
    public partial Task<IReadOnlyList<Institution>> InstitutionsAsync(CancellationToken ct);

    /// <summary>Demonstration users by institution and role; empty where none were seeded.</summary>
    public partial Task<IReadOnlyList<DemoUser>> DemoUsersAsync(CancellationToken ct);

    /// <summary>The worker when name and password fit; takes equally long when the name is unknown.</summary>
    public partial Task<Worker?> SignInAsync(string userId, string password, CancellationToken ct);

    /// <summary>The worker as the records say now (groups change while a session lives); null when unknown or closed.</summary>
    public partial Task<Worker?> FindAsync(string userId, CancellationToken ct);

    /// <summary>Colleagues in the worker's institution who belong to the group, by name.</summary>
    public partial Task<IReadOnlyList<Worker>> MembersAsync(Worker worker, string groupKey, CancellationToken ct);
}
