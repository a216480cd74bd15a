using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;

namespace DigiSoc.Cases;

/// <summary>The people of the institution and their roles; for managers. A change reaches running tasks at the next call.</summary>
public sealed class Staff
{
    private readonly CaseStore _store;
    private readonly TaskReturns _returns;
    private readonly TimeProvider _time;

    internal Staff(CaseStore store, TaskReturns returns, TimeProvider time) => (_store, _returns, _time) = (store, returns, time);

    /// <summary>Open accounts by name; empty for others than managers.</summary>
    public async Task<IReadOnlyList<StaffMember>> ListAsync(Worker worker, CancellationToken ct) => worker.Has(Role.Manager)
        ? await _store.SqlAsync(worker.InstitutionId, sql => ReadAsync(sql, worker.InstitutionId, ct), ct)
        : [];

    /// <summary>Newest first; empty for others than managers.</summary>
    public async Task<IReadOnlyList<RoleChange>> HistoryAsync(Worker worker, int size, CancellationToken ct) => worker.Has(Role.Manager)
        ? await _store.SqlAsync(
            worker.InstitutionId,
            sql => sql.ListAsync(
                // ix_role_changes_newest
                """
                SELECT c.user_id, u.name, c.changed_by, COALESCE(m.name, c.changed_by), c.changed_at, c.before, c.after, c.reason
                FROM cases.role_changes c JOIN cases.users u ON u.user_id = c.user_id LEFT JOIN cases.users m ON m.user_id = c.changed_by
                WHERE c.institution_id = $1 ORDER BY c.change_id DESC LIMIT $2
                """,
                [worker.InstitutionId, size],
                row => new RoleChange(
                    row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4),
                    row.GetFieldValue<string[]>(5), row.GetFieldValue<string[]>(6), row.GetString(7)),
                ct),
            ct)
        : [];

    /// <summary>
    /// Gives the person the roles and no others, with a reason. Tasks they have and can no longer do go back: a delegated one to
    /// its owner, others to their groups, drafts and days as they were. The same roles again change nothing, but give back
    /// what an interrupted call left.
    /// </summary>
    public async Task<Outcome<ChangedStaff>> ChangeAsync(Worker worker, string userId, RoleOrder order, CancellationToken ct)
    {
        if (!worker.Has(Role.Manager))
        {
            return Outcome<ChangedStaff>.Refused(CaseErrors.RoleNeeded(Role.Manager.Title.Lv));
        }

        var changed = await _store.SqlAsync(worker.InstitutionId, sql => ChangeAsync(sql, worker, userId, order, ct), ct);
        return changed.IsDone
            ? Outcome<ChangedStaff>.Done(new(changed.Value, await _returns.GiveBackAsync(worker, changed.Value, order.Reason!.Trim(), ct)))
            : Outcome<ChangedStaff>.Refused(changed.Refusals);
    }

    private async Task<Outcome<StaffMember>> ChangeAsync(CaseSql sql, Worker worker, string userId, RoleOrder order, CancellationToken ct)
    {
        await Absences.LockAsync(sql, worker, ct);
        var staff = await ReadAsync(sql, worker.InstitutionId, ct);
        // As the records say under the lock: another manager may have taken the role meanwhile.
        if (!staff.Any(one => one.UserId == worker.UserId && one.Groups.Contains(Role.Manager.Key)))
        {
            return Outcome<StaffMember>.Refused(CaseErrors.RoleNeeded(Role.Manager.Title.Lv));
        }

        if (staff.FirstOrDefault(one => one.UserId == userId) is not { } member)
        {
            return Outcome<StaffMember>.Refused(StaffErrors.NoSuchPerson());
        }

        if (StaffRules.Of(worker.UserId, member, order, staff) is { Count: > 0 } problems)
        {
            return Outcome<StaffMember>.Refused(problems);
        }

        var after = member with { Groups = InOrder(order.Roles ?? []) };
        if (!after.Groups.SequenceEqual(member.Groups))
        {
            await WriteAsync(sql, worker, member, after, order.Reason!.Trim(), ct);
        }

        return Outcome<StaffMember>.Done(after);
    }

    private async Task WriteAsync(CaseSql sql, Worker worker, StaffMember before, StaffMember after, string reason, CancellationToken ct)
    {
        await sql.ExecuteAsync("DELETE FROM cases.user_roles WHERE user_id = $1 AND role <> ALL($2)", [before.UserId, after.Groups.ToArray()], ct);
        await sql.ExecuteAsync(
            "INSERT INTO cases.user_roles (institution_id, user_id, role) SELECT $1, $2, unnest($3::text[]) ON CONFLICT DO NOTHING",
            [worker.InstitutionId, before.UserId, after.Groups.ToArray()],
            ct);
        await sql.ExecuteAsync(
            """
            INSERT INTO cases.role_changes (institution_id, user_id, changed_by, changed_at, before, after, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [worker.InstitutionId, before.UserId, worker.UserId, _time.GetUtcNow(), before.Groups.ToArray(), after.Groups.ToArray(), reason],
            ct);
    }

    private static Task<List<StaffMember>> ReadAsync(CaseSql sql, string institutionId, CancellationToken ct) => sql.ListAsync(
        """
        SELECT u.user_id, u.name, COALESCE(array_agg(r.role) FILTER (WHERE r.role IS NOT NULL), '{}')
        FROM cases.users u LEFT JOIN cases.user_roles r ON r.user_id = u.user_id
        WHERE u.institution_id = $1 AND u.closed_at IS NULL GROUP BY u.user_id, u.name ORDER BY u.name, u.user_id
        """,
        [institutionId],
        row => new StaffMember(row.GetString(0), row.GetString(1), InOrder(row.GetFieldValue<string[]>(2))),
        ct);

    private static List<string> InOrder(IEnumerable<string> keys)
    {
        var given = keys.Distinct().ToList();
        var known = Role.All.Select(role => role.Key).Where(given.Contains).ToList();
        return [.. known, .. given.Except(known).Order(StringComparer.Ordinal)];
    }
}
