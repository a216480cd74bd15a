using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Queries;

/// <summary>Incidents and jobs of an institution.</summary>
internal sealed class WorkQueries(Database database)
{
    private const string IncidentColumns =
        "id, business_key, package_key, package_version, element_id, job_type, code, text, raised_at";

    // ix_incidents_institution
    private const string Incidents = $"""
        SELECT {IncidentColumns} FROM runtime.incidents
        WHERE institution_id = $1 AND ($2::text IS NULL OR business_key = $2) AND ($3::uuid IS NULL OR id > $3)
        ORDER BY id LIMIT $4
        """;

    private const string State = """
        CASE WHEN owner IS NOT NULL AND due_at > now() THEN 1 WHEN last_error IS NOT NULL THEN 2 ELSE 0 END
        """;

    // ix_jobs_free by institution; ix_jobs_leased has no more than the nodes have places for.
    private const string OpenJobs = """
        (SELECT * FROM runtime.jobs WHERE institution_id = $1 AND owner IS NULL
            UNION ALL SELECT * FROM runtime.jobs WHERE institution_id = $1 AND owner IS NOT NULL)
        """;

    private const string Jobs = $"""
        SELECT * FROM (
            SELECT id, type, business_key, element_id, {State} AS state, attempt, attempts,
                LEAST(due_at, '9999-12-31'::timestamptz) AS due_at, last_error
            FROM {OpenJobs} o WHERE $3::uuid IS NULL OR id > $3) j
        WHERE $2::integer IS NULL OR j.state = $2
        ORDER BY id LIMIT $4
        """;

    private const string Counts = $"""
        SELECT count(*) FILTER (WHERE state = 0)::integer, count(*) FILTER (WHERE state = 1)::integer,
            count(*) FILTER (WHERE state = 2)::integer,
            (SELECT count(*)::integer FROM runtime.incidents WHERE institution_id = $1)
        FROM (SELECT {State} AS state FROM {OpenJobs} o) j
        """;

    public async Task<Page<IncidentView>> IncidentsAsync(
        OperationContext context, string? businessKey, Guid? after, int size, CancellationToken ct)
    {
        var limit = Math.Clamp(size, 1, 200);
        var rows = await database.ListAsAsync(
            context.InstitutionId,
            new(Incidents, Value.Text(context.InstitutionId), Value.Text(businessKey), Value.Uuid(after), Value.Int(limit + 1)),
            ReadIncident,
            ct);
        return Paged(rows, limit, i => i.IncidentId);
    }

    public async Task<IncidentView?> FindIncidentAsync(Guid id, OperationContext context, CancellationToken ct)
    {
        const string one = $"SELECT {IncidentColumns} FROM runtime.incidents WHERE id = $1";
        return (await database.ListAsAsync(context.InstitutionId, new(one, Value.Uuid(id)), ReadIncident, ct)).FirstOrDefault();
    }

    public async Task<Page<JobView>> JobsAsync(
        OperationContext context, JobStatus? status, Guid? after, int size, CancellationToken ct)
    {
        var limit = Math.Clamp(size, 1, 200);
        var rows = await database.ListAsAsync(
            context.InstitutionId,
            new(Jobs, Value.Text(context.InstitutionId), Value.Int((int?)status), Value.Uuid(after), Value.Int(limit + 1)),
            ReadJob,
            ct);
        return Paged(rows, limit, j => j.JobId);
    }

    public async Task<WorkCounts> CountAsync(OperationContext context, CancellationToken ct) => (await database.ListAsAsync(
        context.InstitutionId,
        new(Counts, Value.Text(context.InstitutionId)),
        row => new WorkCounts(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)),
        ct))[0];

    private static Page<T> Paged<T>(List<T> rows, int limit, Func<T, Guid> id) =>
        rows.Count > limit ? new(rows[..limit], id(rows[limit - 1])) : new(rows, null);

    private static IncidentView ReadIncident(NpgsqlDataReader row) => new()
    {
        IncidentId = row.GetGuid(0),
        InstanceId = EngineIds.InstanceOf(row.GetGuid(0)),
        BusinessKey = row.GetString(1),
        PackageKey = row.GetString(2),
        PackageVersion = row.GetInt32(3),
        ElementId = row.GetString(4),
        JobType = row.IsDBNull(5) ? null : row.GetString(5),
        Code = row.GetString(6),
        Text = row.GetString(7),
        RaisedAt = row.GetFieldValue<DateTimeOffset>(8),
    };

    private static JobView ReadJob(NpgsqlDataReader row) => new()
    {
        JobId = row.GetGuid(0),
        Type = row.GetString(1),
        BusinessKey = row.GetString(2),
        ElementId = row.GetString(3),
        Status = (JobStatus)row.GetInt32(4),
        Attempt = row.GetInt32(5),
        Attempts = row.GetInt32(6),
        DueAt = row.GetFieldValue<DateTimeOffset>(7),
        LastError = row.IsDBNull(8) ? null : row.GetString(8),
    };
}
