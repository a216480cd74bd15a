using DigiSoc.Cases.Storage;
using Npgsql;

namespace DigiSoc.Cases;

/// <summary>
/// Who is away, and who does their work meanwhile. A person records their own absence, a manager that of everybody in the
/// institution. Nothing is handed over: while the absence lasts the substitute may act for the person, and not a day longer.
/// </summary>
public sealed class Absences
{
    private const string Columns = """
        SELECT a.absence_id, a.user_id, u.name, a.substitute_id, s.name, a.first_on, a.last_on, a.kind, a.recorded_by, r.name, a.recorded_at
        FROM cases.absences a JOIN cases.users u ON u.user_id = a.user_id JOIN cases.users s ON s.user_id = a.substitute_id
            LEFT JOIN cases.users r ON r.user_id = a.recorded_by
        """;

    // ix_absences_standing
    private const string NotOver = $"{Columns} WHERE a.institution_id = $1 AND a.last_on >= $2 AND a.removed_at IS NULL ORDER BY a.first_on, u.name, a.absence_id";

    private const string One = $"{Columns} WHERE a.institution_id = $1 AND a.absence_id = $2 AND a.removed_at IS NULL";

    private const string Insert = """
        INSERT INTO cases.absences (absence_id, institution_id, user_id, substitute_id, first_on, last_on, kind, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    // ix_absence_events_newest
    private const string Events = """
        SELECT e.absence_id, e.change, e.at, e.actor_id, COALESCE(r.name, e.actor_id), a.user_id, u.name, e.first_on, e.last_on
        FROM cases.absence_events e JOIN cases.absences a ON a.absence_id = e.absence_id JOIN cases.users u ON u.user_id = a.user_id
            LEFT JOIN cases.users r ON r.user_id = e.actor_id
        WHERE e.institution_id = $1 AND ($2 OR a.user_id = $3) ORDER BY e.event_id DESC LIMIT $4
        """;

    private readonly CaseStore _store;
    private readonly TimeProvider _time;

    internal Absences(CaseStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Those that stand or come, by first day: a manager reads all of the institution, others their own and those they stand in for.</summary>
    public async Task<IReadOnlyList<AbsenceView>> ListAsync(Worker worker, CancellationToken ct)
    {
        var rows = await _store.SqlAsync(
            worker.InstitutionId, sql => sql.ListAsync(NotOver, [worker.InstitutionId, _time.Today()], Row.Read, ct), ct);
        return [.. rows.Select(row => Show(worker, row, rows)).Where(view =>
            worker.Has(Role.Manager) || view.UserId == worker.UserId || view.SubstituteId == worker.UserId || view.ActingId == worker.UserId)];
    }

    /// <summary>What was recorded, shortened and removed, newest first: a manager reads all of the institution, others of their own absences.</summary>
    public async Task<IReadOnlyList<AbsenceEvent>> HistoryAsync(Worker worker, int size, CancellationToken ct) => await _store.SqlAsync(
        worker.InstitutionId,
        sql => sql.ListAsync(
            Events,
            [worker.InstitutionId, worker.Has(Role.Manager), worker.UserId, size],
            row => new AbsenceEvent(
                row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetString(4), row.GetString(5),
                row.GetString(6), row.GetFieldValue<DateOnly>(7), row.GetFieldValue<DateOnly>(8)),
            ct),
        ct);

    /// <summary>Records an absence; one refusal for each wrong field.</summary>
    public async Task<Outcome<AbsenceView>> RecordAsync(Worker worker, AbsenceOrder order, CancellationToken ct)
    {
        var userId = string.IsNullOrWhiteSpace(order.UserId) ? worker.UserId : order.UserId;
        if (!MayChange(worker, userId))
        {
            return Outcome<AbsenceView>.Refused(AbsenceErrors.NotYours());
        }

        return AbsenceRules.Of(order, userId, _time.Today()) is { Count: > 0 } problems
            ? Outcome<AbsenceView>.Refused(problems)
            : await _store.SqlAsync(
                worker.InstitutionId,
                sql => RecordAsync(sql, worker, new AbsenceSpan(userId, order.SubstituteId!, order.FirstOn!.Value, order.LastOn!.Value), order.Kind!.Value, ct),
                ct);
    }

    /// <summary>Ends an absence early; the substitute's rights end with it.</summary>
    /// <param name="worker">The person or a manager.</param>
    /// <param name="absenceId">An absence that stands or comes.</param>
    /// <param name="lastOn">The new last day, today or later; null: the person is back, today is no day of it any more.</param>
    /// <param name="ct">Gives up waiting; it may still have been ended.</param>
    public Task<Outcome<AbsenceView>> EndAsync(Worker worker, Guid absenceId, DateOnly? lastOn, CancellationToken ct) => _store.SqlAsync(
        worker.InstitutionId,
        async sql =>
        {
            await LockAsync(sql, worker, ct);
            var today = _time.Today();
            if (await sql.FirstAsync(One, [worker.InstitutionId, absenceId], Row.Read, ct) is not { } row || row.LastOn < today)
            {
                return Outcome<AbsenceView>.Refused(AbsenceErrors.Gone());
            }

            if (!MayChange(worker, row.UserId))
            {
                return Outcome<AbsenceView>.Refused(AbsenceErrors.NotYours());
            }

            if (lastOn is { } day && (day < row.FirstOn || day < today || day >= row.LastOn))
            {
                return Outcome<AbsenceView>.Refused(AbsenceErrors.NotShorter(row.FirstOn, row.LastOn, today));
            }

            return Outcome<AbsenceView>.Done(await EndAsync(sql, worker, row, lastOn, today, ct));
        },
        ct);

    /// <summary>Colleagues who hold every role the person's work needs, by name; of the institution, open accounts.</summary>
    public Task<IReadOnlyList<Colleague>> CandidatesAsync(Worker worker, string userId, CancellationToken ct) => _store.SqlAsync<IReadOnlyList<Colleague>>(
        worker.InstitutionId,
        async sql =>
        {
            var people = await PeopleAsync(sql, worker, ct);
            var needed = people.GetValueOrDefault(userId)?.Groups.Where(AbsenceRules.GivesTasks).ToList() ?? [];
            return [.. people.Values
                .Where(person => person.UserId != userId && needed.All(person.Groups.Contains) && person.Groups.Any(AbsenceRules.GivesTasks))
                .Select(person => new Colleague(person.UserId, person.Name)).OrderBy(person => person.Name, StringComparer.Ordinal)];
        },
        ct);

    /// <summary>Everybody whose absence the worker may record, by name: for a manager all who are offered tasks, else the worker alone.</summary>
    public Task<IReadOnlyList<Colleague>> PeopleAsync(Worker worker, CancellationToken ct) => _store.SqlAsync<IReadOnlyList<Colleague>>(
        worker.InstitutionId,
        async sql => [.. (await PeopleAsync(sql, worker, ct)).Values
            .Where(person => MayChange(worker, person.UserId) && person.Groups.Any(AbsenceRules.GivesTasks))
            .Select(person => new Colleague(person.UserId, person.Name)).OrderBy(person => person.Name, StringComparer.Ordinal)],
        ct);

    private async Task<Outcome<AbsenceView>> RecordAsync(CaseSql sql, Worker worker, AbsenceSpan span, AbsenceKind kind, CancellationToken ct)
    {
        await LockAsync(sql, worker, ct);
        var people = await PeopleAsync(sql, worker, ct);
        if (!people.ContainsKey(span.UserId) || !people.ContainsKey(span.SubstituteId))
        {
            return Outcome<AbsenceView>.Refused(AbsenceErrors.NoSuchPerson(people.ContainsKey(span.UserId) ? "substituteId" : "userId"));
        }

        var today = _time.Today();
        var others = await sql.ListAsync(NotOver, [worker.InstitutionId, span.FirstOn < today ? span.FirstOn : today], Row.Read, ct);
        if (AbsenceRules.Of(span, [.. others.Select(other => other.Span)], id => people.GetValueOrDefault(id)?.Groups ?? []) is { } problem)
        {
            return Outcome<AbsenceView>.Refused(problem);
        }

        var now = _time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await sql.ExecuteAsync(
            Insert, [id, worker.InstitutionId, span.UserId, span.SubstituteId, span.FirstOn, span.LastOn, Row.Stored(kind), worker.UserId, now], ct);
        await TellAsync(sql, worker, id, "recorded", span.FirstOn, span.LastOn, ct);
        var row = (await sql.FirstAsync(One, [worker.InstitutionId, id], Row.Read, ct))!;
        return Outcome<AbsenceView>.Done(Show(worker, row, [.. others, row]));
    }

    private async Task<AbsenceView> EndAsync(CaseSql sql, Worker worker, Row row, DateOnly? lastOn, DateOnly today, CancellationToken ct)
    {
        if (lastOn is null && row.FirstOn >= today)
        {
            await sql.ExecuteAsync("UPDATE cases.absences SET removed_at = $2 WHERE absence_id = $1", [row.AbsenceId, _time.GetUtcNow()], ct);
            await TellAsync(sql, worker, row.AbsenceId, "removed", row.FirstOn, row.LastOn, ct);
            return Show(worker, row, []) with { State = AbsenceState.Over, MayEnd = false };
        }

        var last = lastOn ?? today.AddDays(-1);
        await sql.ExecuteAsync("UPDATE cases.absences SET last_on = $2 WHERE absence_id = $1", [row.AbsenceId, last], ct);
        await TellAsync(sql, worker, row.AbsenceId, "shortened", row.FirstOn, last, ct);
        return Show(worker, row with { LastOn = last }, []);
    }

    private Task<int> TellAsync(CaseSql sql, Worker worker, Guid absenceId, string change, DateOnly firstOn, DateOnly lastOn, CancellationToken ct) =>
        sql.ExecuteAsync(
            """
            INSERT INTO cases.absence_events (institution_id, absence_id, at, change, actor_id, first_on, last_on)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [worker.InstitutionId, absenceId, _time.GetUtcNow(), change, worker.UserId, firstOn, lastOn],
            ct);

    /// <summary>One change of the institution's absences and roles at a time: circles and days are judged among all that there are.</summary>
    internal static Task<int> LockAsync(CaseSql sql, Worker worker, CancellationToken ct) =>
        sql.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('cases.staff/' || $1, 0))", [worker.InstitutionId], ct);

    private static async Task<Dictionary<string, Worker>> PeopleAsync(CaseSql sql, Worker worker, CancellationToken ct) =>
        (await sql.ListAsync(
            """
            SELECT u.user_id, u.name, COALESCE(array_agg(r.role ORDER BY r.role) FILTER (WHERE r.role IS NOT NULL), '{}')
            FROM cases.users u LEFT JOIN cases.user_roles r ON r.user_id = u.user_id
            WHERE u.institution_id = $1 AND u.closed_at IS NULL GROUP BY u.user_id, u.name
            """,
            [worker.InstitutionId],
            row => new Worker(worker.InstitutionId, row.GetString(0), row.GetString(1), row.GetFieldValue<string[]>(2)),
            ct)).ToDictionary(person => person.UserId, StringComparer.Ordinal);

    private static bool MayChange(Worker worker, string userId) => worker.UserId == userId || worker.Has(Role.Manager);

    private AbsenceView Show(Worker worker, Row row, IReadOnlyCollection<Row> all)
    {
        var today = _time.Today();
        var state = row.LastOn < today ? AbsenceState.Over : row.FirstOn > today ? AbsenceState.Coming : AbsenceState.Standing;
        var acting = state == AbsenceState.Standing ? SubstituteChain.ActingFor(row.UserId, today, [.. all.Select(one => one.Span)]) : null;
        var mayChange = MayChange(worker, row.UserId);
        return new AbsenceView(
            row.AbsenceId, row.UserId, row.Name, row.SubstituteId, row.SubstituteName, row.FirstOn, row.LastOn,
            mayChange ? row.Kind : null,
            state,
            acting == row.SubstituteId ? null : acting,
            acting == row.SubstituteId ? null : all.FirstOrDefault(one => one.SubstituteId == acting)?.SubstituteName,
            row.RecordedBy, row.RecordedByName, row.RecordedAt,
            mayChange && state != AbsenceState.Over);
    }

    private sealed record Row(
        Guid AbsenceId, string UserId, string Name, string SubstituteId, string SubstituteName, DateOnly FirstOn, DateOnly LastOn,
        AbsenceKind Kind, string RecordedBy, string RecordedByName, DateTimeOffset RecordedAt)
    {
        public AbsenceSpan Span => new(UserId, SubstituteId, FirstOn, LastOn);

        public static Row Read(NpgsqlDataReader row) => new(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateOnly>(5),
            row.GetFieldValue<DateOnly>(6), Enum.Parse<AbsenceKind>(row.GetString(7), ignoreCase: true), row.GetString(8),
            row.IsDBNull(9) ? row.GetString(8) : row.GetString(9), row.GetFieldValue<DateTimeOffset>(10));

        public static string Stored(AbsenceKind kind) => kind switch
        {
            AbsenceKind.Vacation => "vacation",
            AbsenceKind.Illness => "illness",
            AbsenceKind.Duty => "duty",
            _ => "other",
        };
    }
}
