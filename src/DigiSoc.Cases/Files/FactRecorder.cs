using System.Text.Json;
using DigiSoc.Cases.Jobs;
using DigiSoc.Cases.Storage;
using DigiSoc.Registers;
using DigiSoc.Registers.Catalogue;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Files;

/// <summary>Keeps what a register or a person said about somebody, with source, time and legal point.</summary>
internal static class FactRecorder
{
    public static FactRow Of(
        JobContext job, Guid caseId, LookupQuestion question, DataItem? item, string status, JsonElement? value, LookupProvenance from) => new()
        {
            FactId = Guid.CreateVersion7(job.Now),
            InstitutionId = job.InstitutionId,
            CaseId = caseId,
            ItemId = question.ItemId,
            ItemLv = item?.TitleLv ?? question.ItemId,
            ItemEn = item?.TitleEn ?? question.ItemId,
            PersonCode = CaseSearch.Digits(question.PersonCode),
            Status = status,
            Value = value?.GetRawText(),
            Source = from.RegisterId,
            SourceLv = from.RegisterTitleLv,
            SourceEn = from.RegisterTitleEn,
            RetrievedAt = from.RetrievedAt,
            LegalPoint = from.LegalPoint,
            LegalPointVerified = from.LegalPointVerified,
            Norms = [.. from.Norms],
            Purpose = from.Purpose,
            ElementId = job.ElementId,
            LookupId = from.LookupId,
            Reason = from.ByHandReason,
            IdempotencyKey = question.KeyFor(job),
        };

    /// <summary>Writes the fact once; the older value of the same item and person is superseded. A known identity names the person of the case.</summary>
    public static async Task RecordAsync(CaseSql sql, FactRow fact, CancellationToken ct)
    {
        var written = await sql.ExecuteAsync(
            """
            INSERT INTO cases.facts (
                fact_id, institution_id, case_id, item_id, item_lv, item_en, person_code, status, value, source, source_lv, source_en,
                retrieved_at, legal_point, legal_point_verified, norms, purpose, element_id, lookup_id, reason, idempotency_key, by_hand_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
            ON CONFLICT ON CONSTRAINT uq_facts_recorded_once DO NOTHING
            """,
            [
                fact.FactId, fact.InstitutionId, fact.CaseId, fact.ItemId, fact.ItemLv, fact.ItemEn, SqlNull.Text(fact.PersonCode),
                fact.Status, SqlNull.Json(fact.Value), fact.Source, fact.SourceLv, fact.SourceEn, fact.RetrievedAt.ToUniversalTime(),
                SqlNull.Text(fact.LegalPoint), fact.LegalPointVerified, fact.Norms, fact.Purpose, SqlNull.Text(fact.ElementId),
                SqlNull.Id(fact.LookupId), SqlNull.Text(fact.Reason), fact.IdempotencyKey, SqlNull.Text(fact.ByHandBy),
            ],
            ct);
        if (written == 0)
        {
            return;
        }

        await SupersedeAsync(sql, fact, ct);
        await TellAsync(sql, fact, ct);
        if (fact.Value is not null && IdentityOf(fact) is { } identity)
        {
            await NameAsync(sql, fact, identity, ct);
        }
    }

    private static Task<int> SupersedeAsync(CaseSql sql, FactRow fact, CancellationToken ct) => sql.ExecuteAsync(
        """
        UPDATE cases.facts SET superseded_at = $5
        WHERE case_id = $1 AND item_id = $2 AND person_code IS NOT DISTINCT FROM $3 AND fact_id <> $4 AND superseded_at IS NULL
        """,
        [fact.CaseId, fact.ItemId, SqlNull.Text(fact.PersonCode), fact.FactId, fact.RetrievedAt.ToUniversalTime()],
        ct);

    private static Task TellAsync(CaseSql sql, FactRow fact, CancellationToken ct)
    {
        var (kind, lv, en) = fact.Status switch
        {
            "byHand" => ("answered-by-hand", "Atbilde ievadīta ar roku", "Answered by hand"),
            "skipped" => ("lookup-skipped", "Ziņas izlaistas", "Lookup skipped"),
            "notFound" => ("lookup-not-found", "Reģistrā ziņu nav", "The register holds nothing"),
            _ => ("lookup-answered", "Saņemtas ziņas", "Answered"),
        };
        return new CaseWriter(sql).TellAsync(
            new TimelineEvent(
                fact.InstitutionId, fact.CaseId, "fact/" + fact.IdempotencyKey, fact.RetrievedAt.ToUniversalTime(), kind,
                LocalText.Of($"{lv}: {fact.ItemLv} ({fact.SourceLv})", $"{en}: {fact.ItemEn} ({fact.SourceEn})"),
                fact.ByHandBy ?? OperationContext.EngineActor, null, fact.ElementId, fact.Norms),
            ct);
    }

    /// <summary>The names of an answer that has them beside a personal code; null for other items.</summary>
    private static (string GivenName, string Surname, DateOnly? BirthDate)? IdentityOf(FactRow fact)
    {
        var value = CaseJson.Parse(fact.Value!);
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("givenName", out var given) || !value.TryGetProperty("surname", out var surname))
        {
            return null;
        }

        var born = value.TryGetProperty("birthDate", out var date) && date.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(date.GetString(), "yyyy-MM-dd", out var birthDate) ? birthDate : (DateOnly?)null;
        return (given.GetString() ?? "", surname.GetString() ?? "", born);
    }

    private static async Task NameAsync(
        CaseSql sql, FactRow fact, (string GivenName, string Surname, DateOnly? BirthDate) identity, CancellationToken ct)
    {
        var writer = new CaseWriter(sql);
        var personId = await writer.PersonAsync(
            fact.InstitutionId, fact.PersonCode!, identity.GivenName, identity.Surname, identity.BirthDate, false, fact.RetrievedAt, ct);
        await writer.PartyAsync(fact.InstitutionId, fact.CaseId, personId, "member", null, null, ct);
        await sql.ExecuteAsync(
            """
            WITH named AS (
                UPDATE cases.cases SET applicant_name = $3, search = search || ' ' || $4
                WHERE case_id = $1 AND applicant_id = $2 AND applicant_name <> $3 RETURNING case_id)
            UPDATE cases.work_items w SET applicant_name = $3, search = w.search || ' ' || $4 FROM named n WHERE w.case_id = n.case_id
            """,
            [fact.CaseId, personId, $"{identity.GivenName} {identity.Surname}", SearchWords.Plain(identity.GivenName, identity.Surname)],
            ct);
    }
}
