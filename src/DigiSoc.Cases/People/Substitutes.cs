using DigiSoc.Cases.Storage;

namespace DigiSoc.Cases;

/// <summary>Whose work is whose today, read anew at each question: rights begin and end with the day and with the record.</summary>
internal sealed class Substitutes(CaseStore store, TimeProvider time)
{
    // ix_absences_standing
    private const string Today = """
        SELECT a.user_id, a.substitute_id, a.first_on, a.last_on, u.name
        FROM cases.absences a JOIN cases.users u ON u.user_id = a.user_id
        WHERE a.institution_id = $1 AND a.last_on >= $2 AND a.first_on <= $2 AND a.removed_at IS NULL
        """;

    /// <summary>The colleagues for whom the worker acts today, by name; empty for most people on most days.</summary>
    public async Task<IReadOnlyList<Colleague>> ActsForAsync(Worker worker, CancellationToken ct)
    {
        var today = time.Today();
        var rows = await store.SqlAsync(
            worker.InstitutionId,
            sql => sql.ListAsync(
                Today,
                [worker.InstitutionId, today],
                row => (
                    Span: new AbsenceSpan(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3)),
                    Name: row.GetString(4)),
                ct),
            ct);
        var absent = SubstituteChain.ActsFor(worker.UserId, today, [.. rows.Select(row => row.Span)]);
        return [.. rows.Where(row => absent.Contains(row.Span.UserId))
            .Select(row => new Colleague(row.Span.UserId, row.Name)).OrderBy(colleague => colleague.Name, StringComparer.Ordinal)];
    }
}
