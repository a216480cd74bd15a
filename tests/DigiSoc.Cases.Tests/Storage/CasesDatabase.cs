using DigiSoc.Cases.Startup;
using DigiSoc.Cases.Storage;
using DigiSoc.TestSupport;

namespace DigiSoc.Cases.Tests.Storage;

/// <summary>A database with the case layer's schema and the two institutions of the files.</summary>
public sealed class CasesDatabase() : TestDatabase(typeof(CasesSetup).Assembly), IAsyncLifetime
{
    internal static readonly DateTimeOffset Now = new(2026, 2, 10, 8, 0, 0, TimeSpan.Zero);

    internal CaseStore Store => field ??= new CaseStore(App);

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await new InstitutionLoader(Store).LoadAsync(InstitutionSettings.ReadAll(Path.Combine(RepositoryFolder.Workflows, "institutions")), default);
    }

    /// <summary>A case with its applicant, as opening makes it, without a process.</summary>
    internal Task<Guid> CaseAsync(string institutionId, string number, string personCode) => Store.SqlAsync(
        institutionId,
        async sql =>
        {
            var caseId = Guid.CreateVersion7(Now);
            var personId = await new Files.TestWriter(sql).PersonAsync(institutionId, personCode);
            await sql.ExecuteAsync(
                """
                INSERT INTO cases.cases (case_id, institution_id, number, package_key, package_version, procedure_lv, procedure_en,
                    applicant_id, applicant_name, status, received_on, opened_at, opened_by, search)
                VALUES ($1, $2, $3, 'gmi-benefit', 1, 'Pabalsts', 'Benefit', $4, 'Anna Paraudziņa', 'open', '2026-02-10', $5, 'rasa', $6)
                """,
                [caseId, institutionId, number, personId, Now, CaseSearch.Text(number, "Anna Paraudziņa", [personCode])],
                default);
            return caseId;
        },
        default);
}
