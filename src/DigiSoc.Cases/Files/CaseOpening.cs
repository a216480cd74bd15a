using System.Globalization;
using System.Text.Json.Nodes;
using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Decisions;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Feel;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DigiSoc.Cases.Files;

/// <summary>Opens a case for an application, and starts its process; both may be repeated without doing anything twice.</summary>
internal sealed class CaseOpening(Func<Engine> engine, CaseStore store, LawBook law, TimeProvider time)
{
    /// <summary>Stores case, application, parties, deadline in one transaction.</summary>
    public async Task<SubmittedApplication> OpenAsync(
        Worker worker, ApplicationToSubmit application, JsonObject data, PackageVersion version, DeployedPackage package, CancellationToken ct)
    {
        var institution = await law.OfAsync(worker.InstitutionId, ct);
        var now = time.GetUtcNow();
        try
        {
            return await store.SqlAsync(
                worker.InstitutionId,
                sql => new Opening(sql, worker, application, data, version, package, institution, now).WriteAsync(ct),
                ct);
        }
        catch (PostgresException twice) when (twice.ConstraintName == "uq_applications_submitted_once")
        {
            // Two requests with one key at the same moment: the other one opened the case.
            return await store.ReadAsync(
                worker.InstitutionId,
                db => db.Applications.AsNoTracking()
                    .Where(row => row.IdempotencyKey == application.IdempotencyKey)
                    .Join(db.Cases, row => row.CaseId, opened => opened.CaseId, (row, opened) => new SubmittedApplication(row.CaseId, opened.Number, row.ApplicationId, true))
                    .SingleAsync(ct),
                ct);
        }
    }

    /// <summary>Starts the process of a case that has none yet.</summary>
    public async Task StartAsync(string institutionId, Guid caseId, string actor, CancellationToken ct)
    {
        var (opened, variables) = await ReadAsync(institutionId, caseId, ct);
        if (opened.InstanceId is not null)
        {
            return;
        }

        // Derived from the case: a second start of the same case is the same instance.
        var instanceId = EngineIds.Part(caseId, 0);
        var started = await engine().StartInstanceAsync(
            new PackageReference(opened.PackageKey, opened.PackageVersion),
            caseId.ToString(),
            variables,
            new OperationContext(institutionId, actor) { Purpose = opened.PackageKey, LawDate = opened.ReceivedOn },
            opened.PackageKey,
            instanceId,
            (connection, transaction, token) => new CaseSql(connection, transaction).ExecuteAsync(
                "UPDATE cases.cases SET instance_id = $2 WHERE case_id = $1", [caseId, instanceId], token),
            ct);
        if (!started.IsDone && !await IsStartedAsync(institutionId, caseId, ct))
        {
            throw new InvalidOperationException(
                $"Bug: the process of case {caseId} could not be started: {started.Refusal.Code} {started.Refusal.Text}");
        }
    }

    /// <summary>The case, and the variables with which any process of it starts: <c>case</c> and <c>application</c>.</summary>
    public async Task<(CaseDataRow Case, FeelContext Variables)> ReadAsync(string institutionId, Guid caseId, CancellationToken ct)
    {
        var (opened, application, deadline) = await store.ReadAsync(
            institutionId,
            async db => (
                await db.Cases.AsNoTracking().SingleAsync(row => row.CaseId == caseId, ct),
                await db.Applications.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.SubmittedAt).FirstAsync(ct),
                await db.Deadlines.AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == caseId, ct)),
            ct);
        return (opened, await VariablesAsync(opened, application, deadline, ct));
    }

    /// <summary>Starts what was opened and not started before the program died.</summary>
    public async Task<int> StartForgottenAsync(CancellationToken ct)
    {
        var forgotten = await store.ReadAsync(
            CaseStore.AllInstitutions,
            db => db.Cases.AsNoTracking().Where(row => row.InstanceId == null).OrderBy(row => row.OpenedAt)
                .Select(row => new { row.InstitutionId, row.CaseId, row.OpenedBy }).ToListAsync(ct),
            ct);
        foreach (var one in forgotten)
        {
            await StartAsync(one.InstitutionId, one.CaseId, one.OpenedBy, ct);
        }

        return forgotten.Count;
    }

    private async Task<bool> IsStartedAsync(string institutionId, Guid caseId, CancellationToken ct) => await store.ReadAsync(
        institutionId, db => db.Cases.AsNoTracking().AnyAsync(row => row.CaseId == caseId && row.InstanceId != null, ct), ct);

    private async Task<FeelContext> VariablesAsync(CaseDataRow opened, ApplicationRow application, DeadlineRowData? deadline, CancellationToken ct)
    {
        var institution = await law.OfAsync(opened.InstitutionId, ct);
        return CaseVariables.AtStart(
            FeelContext.Of(
                ("id", FeelValue.Of(opened.CaseId.ToString())),
                ("number", FeelValue.Of(opened.Number)),
                ("openedOn", FeelValue.Of(RigaTime.DayOf(opened.OpenedAt))),
                ("institution", CaseVariables.Institution(institution.Institution.Institution)),
                ("deadline", deadline is null ? FeelValue.Null : FeelValue.Of(DeadlineVariables.Days(CaseDeadlines.Of(deadline))))),
            JsonNode.Parse(application.Data)!.AsObject(),
            application.Number,
            application.ReceivedOn,
            application.Channel);
    }

    private sealed class Opening(
        CaseSql sql, Worker worker, ApplicationToSubmit application, JsonObject data, PackageVersion version, DeployedPackage package,
        InstitutionLaw institution, DateTimeOffset now)
    {
        private readonly CaseWriter _writer = new(sql);

        // The last 32 bits are zero: the process's instance bears the case's id (see EngineIds).
        private readonly Guid _caseId = EngineIds.NewInstance(now);

        public async Task<SubmittedApplication> WriteAsync(CancellationToken ct)
        {
            var year = RigaTime.DayOf(now).Year;
            var number = await _writer.NextNumberAsync(worker.InstitutionId, string.Create(CultureInfo.InvariantCulture, $"case-{year}"), ct);
            var caseNumber = string.Create(CultureInfo.InvariantCulture, $"{institution.Institution.NumberPrefix}-{year}-{number:D6}");
            var applicantCode = CaseSearch.Digits(application.ApplicantCode);
            var applicantId = await _writer.PersonAsync(
                worker.InstitutionId, applicantCode, Stated("givenName"), Stated("surname"), null, true, now, ct);
            var applicationId = Guid.CreateVersion7(now);
            await InsertCaseAsync(caseNumber, applicantId, applicantCode, ct);
            await InsertApplicationAsync(applicationId, caseNumber + "-I1", applicantCode, ct);
            await InsertPartiesAsync(applicantId, ct);
            if (package.Manifest.Deadline is { } rule)
            {
                await CaseDeadlines.StartAsync(
                    sql, worker.InstitutionId, _caseId, StatutoryDeadline.Start(rule, application.ReceivedOn, institution.Calendar), ct);
            }

            await _writer.TellAsync(
                new TimelineEvent(
                    worker.InstitutionId, _caseId, "opened", now, "case-opened",
                    LocalText.Of($"Saņemts iesniegums, atvērta lieta {caseNumber}", $"Application received, case {caseNumber} opened"),
                    worker.UserId, null, null, []),
                ct);
            return new SubmittedApplication(_caseId, caseNumber, applicationId, false);
        }

        private async Task InsertCaseAsync(string caseNumber, Guid applicantId, string applicantCode, CancellationToken ct)
        {
            // The register names the person; until then what the application states, or the code.
            var name = await sql.FirstAsync(
                "SELECT trim(given_name || ' ' || surname) FROM cases.persons WHERE person_id = $1", [applicantId], row => row.GetString(0), ct);
            var shown = string.IsNullOrEmpty(name) ? LetterFrames.Dashed(applicantCode) : name;
            await sql.ExecuteAsync(
                """
                INSERT INTO cases.cases (
                    case_id, institution_id, number, package_key, package_version, procedure_lv, procedure_en, applicant_id,
                    applicant_name, status, received_on, opened_at, opened_by, search)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12, $13)
                """,
                [
                    _caseId, worker.InstitutionId, caseNumber, version.Key, version.Version, package.Manifest.Title.Lv,
                    package.Manifest.Title.En, applicantId, shown, application.ReceivedOn, now, worker.UserId,
                    CaseSearch.Text(caseNumber, shown, Codes()),
                ],
                ct);
        }

        private Task<int> InsertApplicationAsync(Guid applicationId, string number, string applicantCode, CancellationToken ct) => sql.ExecuteAsync(
            """
            INSERT INTO cases.applications (
                application_id, institution_id, case_id, number, channel, received_on, data, applicant_code, representative_code,
                idempotency_key, submitted_by, submitted_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            [
                applicationId, worker.InstitutionId, _caseId, number, application.Channel, application.ReceivedOn,
                SqlNull.Json(data.ToJsonString()), applicantCode, SqlNull.Text(application.RepresentativeCode),
                application.IdempotencyKey, worker.UserId, now,
            ],
            ct);

        private async Task InsertPartiesAsync(Guid applicantId, CancellationToken ct)
        {
            await _writer.PartyAsync(worker.InstitutionId, _caseId, applicantId, "applicant", null, true, ct);
            foreach (var member in Members())
            {
                if (member["personCode"]?.ToString() is { } code)
                {
                    var personId = await _writer.PersonAsync(worker.InstitutionId, code, "", "", null, true, now, ct);
                    await _writer.PartyAsync(worker.InstitutionId, _caseId, personId, "member", member["relation"]?.ToString(), null, ct);
                }
            }

            if (application.RepresentativeCode is { } representative)
            {
                var personId = await _writer.PersonAsync(worker.InstitutionId, representative, "", "", null, true, now, ct);
                await _writer.PartyAsync(worker.InstitutionId, _caseId, personId, "representative", null, false, ct);
            }
        }

        private string Stated(string name) => data["applicant"]?[name]?.ToString().Trim() ?? "";

        private IEnumerable<string> Codes() => Members().Select(member => member["personCode"]?.ToString() ?? "").Prepend(application.ApplicantCode);

        private IEnumerable<JsonObject> Members() => (data["members"] as JsonArray ?? []).OfType<JsonObject>();
    }
}
