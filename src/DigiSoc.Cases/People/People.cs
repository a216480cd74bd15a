using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>Institutions and their members of staff.</summary>
public sealed class People
{
    private readonly CaseStore _store;

    internal People(CaseStore store) => _store = store;

    /// <summary>All institutions, by name.</summary>
    public Task<IReadOnlyList<Institution>> InstitutionsAsync(CancellationToken ct) =>
        _store.ReadAsync<IReadOnlyList<Institution>>(
            CaseStore.AllInstitutions,
            async db => [.. (await db.Institutions.AsNoTracking().OrderBy(row => row.NameLv).ToListAsync(ct)).Select(Of)],
            ct);

    /// <summary>Demonstration users by institution and role; empty where none were seeded.</summary>
    public Task<IReadOnlyList<DemoUser>> DemoUsersAsync(CancellationToken ct) => _store.ReadAsync<IReadOnlyList<DemoUser>>(
        CaseStore.AllInstitutions,
        async db =>
        {
            var institutions = (await db.Institutions.AsNoTracking().ToListAsync(ct)).ToDictionary(row => row.InstitutionId, Of);
            var roles = (await db.UserRoles.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.UserId, row => row.Role);
            var users = await db.Users.AsNoTracking().Where(user => user.DemoPassword != null && user.ClosedAt == null).ToListAsync(ct);
            return [.. users
                .OrderBy(user => institutions[user.InstitutionId].Name.Lv, StringComparer.Ordinal)
                .ThenBy(user => Rank(roles[user.UserId]))
                .Select(user => new DemoUser(
                    user.UserId, user.Name, TitleOf(roles[user.UserId]), institutions[user.InstitutionId], user.DemoPassword!))];
        },
        ct);

    /// <summary>The worker when name and password fit; takes equally long when the name is unknown.</summary>
    public async Task<Worker?> SignInAsync(string userId, string password, CancellationToken ct)
    {
        var user = await FindRowAsync(userId, ct);
        var fits = PasswordHash.Fits(password, user?.PasswordHash ?? PasswordHash.OfNobody);
        return fits && user is { ClosedAt: null } ? await FindAsync(userId, ct) : null;
    }

    /// <summary>The worker as the records say now (groups change while a session lives); null when unknown or closed.</summary>
    public Task<Worker?> FindAsync(string userId, CancellationToken ct) => _store.ReadAsync(
        CaseStore.AllInstitutions,
        async db =>
        {
            var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == userId && row.ClosedAt == null, ct);
            return user is null ? null : await WithGroupsAsync(db, user, ct);
        },
        ct);

    /// <summary>A member of staff of the worker's own institution; null when there is none of that id, or the account is closed.</summary>
    public async Task<Worker?> ColleagueAsync(Worker worker, string userId, CancellationToken ct) =>
        await FindAsync(userId, ct) is { } found && found.InstitutionId == worker.InstitutionId ? found : null;

    /// <summary>Colleagues in the worker's institution who belong to the group, by name.</summary>
    public Task<IReadOnlyList<Worker>> MembersAsync(Worker worker, string groupKey, CancellationToken ct) =>
        MembersAsync(worker, [groupKey], ct);

    /// <summary>Colleagues in the worker's institution who belong to one of the groups, by name.</summary>
    public Task<IReadOnlyList<Worker>> MembersAsync(Worker worker, IReadOnlyCollection<string> groupKeys, CancellationToken ct) =>
        _store.ReadAsync<IReadOnlyList<Worker>>(
            worker.InstitutionId,
            async db =>
            {
                var members = await db.Users.AsNoTracking()
                    .Where(user => user.InstitutionId == worker.InstitutionId && user.ClosedAt == null
                        && db.UserRoles.Any(role => role.UserId == user.UserId && groupKeys.Contains(role.Role)))
                    .OrderBy(user => user.Name)
                    .ToListAsync(ct);
                var workers = new List<Worker>();
                foreach (var member in members)
                {
                    workers.Add(await WithGroupsAsync(db, member, ct));
                }

                return workers;
            },
            ct);

    internal static Institution Of(InstitutionRow row) => new(
        row.InstitutionId,
        new LocalText(row.NameLv, row.NameEn),
        row.Atvk,
        row.RegistrationNumber,
        row.Address,
        row.Phone,
        row.Email,
        new LocalText(row.AppealBodyLv, row.AppealBodyEn));

    private Task<UserRow?> FindRowAsync(string userId, CancellationToken ct) => _store.ReadAsync(
        CaseStore.AllInstitutions, db => db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == userId, ct), ct);

    private static async Task<Worker> WithGroupsAsync(CasesDb db, UserRow user, CancellationToken ct)
    {
        var groups = await db.UserRoles.AsNoTracking().Where(row => row.UserId == user.UserId).Select(row => row.Role).Order().ToListAsync(ct);
        return new Worker(user.InstitutionId, user.UserId, user.Name, groups);
    }

    private static int Rank(IEnumerable<string> roles) =>
        roles.Select(key => Role.All.TakeWhile(role => role.Key != key).Count()).DefaultIfEmpty(Role.All.Count).Min();

    private static LocalText TitleOf(IEnumerable<string> keys)
    {
        var roles = Role.All.Where(role => keys.Contains(role.Key)).ToList();
        return new(string.Join(", ", roles.Select(role => role.Title.Lv)), string.Join(", ", roles.Select(role => role.Title.En)));
    }
}
