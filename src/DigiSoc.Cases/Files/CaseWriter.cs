using System.Globalization;
using DigiSoc.Cases.Storage;

namespace DigiSoc.Cases.Files;

/// <summary>Rows that several places write the same way, inside the caller's transaction. Each statement may run twice and has one effect.</summary>
internal sealed class CaseWriter(CaseSql sql)
{
    public Task TellAsync(TimelineEvent told, CancellationToken ct) => sql.ExecuteAsync(TimelineEvent.Insert, told.ToValues(), ct);

    /// <summary>The next number of a series, without gaps: the row stays locked until the transaction ends.</summary>
    public async Task<long> NextNumberAsync(string institutionId, string series, CancellationToken ct) =>
        long.Parse(
            (await sql.FirstAsync(
                """
                INSERT INTO cases.counters (institution_id, name, last_number) VALUES ($1, $2, 1)
                ON CONFLICT (institution_id, name) DO UPDATE SET last_number = cases.counters.last_number + 1
                RETURNING last_number::text
                """,
                [institutionId, series],
                row => row.GetString(0),
                ct))!,
            CultureInfo.InvariantCulture);

    /// <summary>The person of this code in the institution; made when new, renamed when the register now says otherwise.</summary>
    /// <param name="isStated">The names are what somebody wrote: they name only a person nobody has named yet.</param>
    public async Task<Guid> PersonAsync(
        string institutionId, string personCode, string givenName, string surname, DateOnly? birthDate, bool isStated, DateTimeOffset now,
        CancellationToken ct) =>
        Guid.Parse((await sql.FirstAsync(
            """
            INSERT INTO cases.persons (person_id, institution_id, person_code, given_name, surname, birth_date)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT ON CONSTRAINT uq_persons_code_once_in_institution DO UPDATE SET
                given_name = CASE WHEN EXCLUDED.given_name = '' OR ($7 AND cases.persons.given_name <> '') THEN cases.persons.given_name ELSE EXCLUDED.given_name END,
                surname = CASE WHEN EXCLUDED.surname = '' OR ($7 AND cases.persons.surname <> '') THEN cases.persons.surname ELSE EXCLUDED.surname END,
                birth_date = COALESCE(EXCLUDED.birth_date, cases.persons.birth_date)
            RETURNING person_id::text
            """,
            [Guid.CreateVersion7(now), institutionId, CaseSearch.Digits(personCode), givenName, surname, SqlNull.Date(birthDate), isStated],
            row => row.GetString(0),
            ct))!);

    /// <summary>A person of the case. The applicant's role never changes; relation and household are as last stated.</summary>
    public Task PartyAsync(
        string institutionId, Guid caseId, Guid personId, string role, string? relation, bool? inHousehold, CancellationToken ct) => sql.ExecuteAsync(
        """
        INSERT INTO cases.case_parties (institution_id, case_id, person_id, role, relation, in_household)
        VALUES ($1, $2, $3, $4, $5, COALESCE($6, true))
        ON CONFLICT (case_id, person_id) DO UPDATE SET
            relation = COALESCE(EXCLUDED.relation, cases.case_parties.relation),
            in_household = COALESCE($6, cases.case_parties.in_household)
        """,
        [institutionId, caseId, personId, role, SqlNull.Text(relation), SqlNull.Flag(inHousehold)],
        ct);
}

/// <summary>Something that happened in a case. <paramref name="Key"/> is the same whenever the same thing is told again.</summary>
internal sealed record TimelineEvent(
    string InstitutionId,
    Guid CaseId,
    string Key,
    DateTimeOffset At,
    string Kind,
    LocalText Text,
    string Actor,
    string? OnBehalfOf,
    string? ElementId,
    IReadOnlyList<string> Norms)
{
    /// <summary>Its statement; runs twice with one effect.</summary>
    public const string Insert = """
        INSERT INTO cases.timeline (institution_id, case_id, entry_key, at, kind, text_lv, text_en, actor_id, actor_name, on_behalf_of, element_id, norms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, (SELECT name FROM cases.users WHERE user_id = $8), $9, $10, $11)
        ON CONFLICT ON CONSTRAINT uq_timeline_told_once DO NOTHING
        """;

    /// <summary>The values of <see cref="Insert"/>.</summary>
    public object?[] ToValues() =>
    [
        InstitutionId, CaseId, Key, At, Kind, Text.Lv, Text.En, Actor, SqlNull.Text(OnBehalfOf), SqlNull.Text(ElementId), Norms.ToArray(),
    ];
}
