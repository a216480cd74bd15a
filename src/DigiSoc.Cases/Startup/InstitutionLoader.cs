using DigiSoc.Cases.Storage;

namespace DigiSoc.Cases.Startup;

/// <summary>Brings the institutions to what their files say.</summary>
internal sealed class InstitutionLoader(CaseStore store)
{
    public Task<int> LoadAsync(IReadOnlyList<InstitutionSettings> institutions, CancellationToken ct) => store.SqlAsync(
        CaseStore.AllInstitutions,
        async sql =>
        {
            foreach (var one in institutions)
            {
                await sql.ExecuteAsync(Upsert, Values(one), ct);
            }

            return institutions.Count;
        },
        ct);

    private const string Upsert = """
        INSERT INTO cases.institutions (
            institution_id, number_prefix, name_lv, name_en, atvk, registration_number, address, phone, email, website, place,
            appeal_body_lv, appeal_body_en, follows_moved_days)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (institution_id) DO UPDATE SET
            number_prefix = EXCLUDED.number_prefix, name_lv = EXCLUDED.name_lv, name_en = EXCLUDED.name_en, atvk = EXCLUDED.atvk,
            registration_number = EXCLUDED.registration_number, address = EXCLUDED.address, phone = EXCLUDED.phone,
            email = EXCLUDED.email, website = EXCLUDED.website, place = EXCLUDED.place, appeal_body_lv = EXCLUDED.appeal_body_lv,
            appeal_body_en = EXCLUDED.appeal_body_en, follows_moved_days = EXCLUDED.follows_moved_days
        """;

    private static object[] Values(InstitutionSettings one) =>
    [
        one.Id, one.NumberPrefix, one.Institution.Name.Lv, one.Institution.Name.En, one.Institution.Atvk, one.Institution.RegistrationNumber,
        one.Institution.Address, one.Institution.Phone, one.Institution.Email, one.Website, one.Place, one.Institution.AppealBody.Lv,
        one.Institution.AppealBody.En, one.FollowsMovedDays,
    ];
}
