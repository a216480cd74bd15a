using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigiSoc.Postgres;
using DigiSoc.Registers.Answers;
using DigiSoc.Registers.Asking;
using DigiSoc.Registers.Audit;
using Npgsql;

namespace DigiSoc.Registers.Storage;

/// <summary>What is kept of a lookup: the answer under its key, and the audit around it.</summary>
internal sealed class LookupRecords(NpgsqlDataSource source, LookupStore store, IReadAudit audit, TimeProvider clock)
{
    /// <summary>The answer given earlier under the key; null when there is none. Its use is audited.</summary>
    public async Task<LookupResult?> StoredAsync(RegisterQuestion question, CancellationToken ct)
    {
        if (await store.FindAsync(question.Request.InstitutionId, question.Request.IdempotencyKey, ct) is not { } stored)
        {
            return null;
        }

        if (stored.QuestionSha256 != QuestionSha256(question))
        {
            return await RefuseAsync(question.Request, RegisterErrors.KeyReused(question.Item.Id, question.Request.IdempotencyKey), ct);
        }

        await audit.AppendAsync(Entry(question, AuditKind.Reused, null) with { LookupId = stored.LookupId, AnswerSha256 = stored.Answer.Sha256 }, ct);
        return LookupResults.Of(question, stored, fromStore: true);
    }

    /// <summary>Stores the answer and its audit in one transaction. When another node was first, its answer counts.</summary>
    public async Task<LookupResult> StoreAsync(
        RegisterQuestion question, string outcome, KeptAnswer answer, int duplicates, string? byHandReason, CancellationToken ct)
    {
        var lookup = new StoredLookup
        {
            LookupId = Guid.CreateVersion7(clock.GetUtcNow()),
            QuestionSha256 = QuestionSha256(question),
            Outcome = outcome,
            Answer = answer,
            Duplicates = duplicates,
            RetrievedAt = clock.GetUtcNow(),
            ByHandReason = byHandReason,
        };
        return await InsertAsync(question, lookup, ct)
            ? LookupResults.Of(question, lookup, fromStore: false)
            : (await StoredAsync(question, ct))!;
    }

    public Task AuditAsync(RegisterQuestion question, AuditKind kind, string? code, CancellationToken ct) =>
        audit.AppendAsync(Entry(question, kind, code), ct);

    /// <summary>Audits a question that was not asked. Without institution or actor there is nobody to audit.</summary>
    public async Task<LookupResult> RefuseAsync(LookupRequest request, RegisterProblem problem, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(request.InstitutionId) && !string.IsNullOrWhiteSpace(request.Actor))
        {
            await audit.AppendAsync(Entry(request, AuditKind.Refused, problem.Code), ct);
        }

        return new LookupResult.Refused(problem);
    }

    private async Task<bool> InsertAsync(RegisterQuestion question, StoredLookup lookup, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await Tenancy.BeginAsync(connection, question.Request.InstitutionId, ct);
        var isFirst = await LookupStore.InsertInTransactionAsync(question, lookup, connection, transaction, ct);
        var entry = Entry(question, Kind(lookup.Outcome), null) with
        {
            LookupId = lookup.LookupId,
            AnswerSha256 = lookup.Answer.Sha256,
            Reason = lookup.ByHandReason,
        };
        await audit.AppendInTransactionAsync(entry, connection, transaction, ct);
        await transaction.CommitAsync(ct);
        return isFirst;
    }

    private static AuditKind Kind(string outcome) => outcome switch
    {
        "answered" => AuditKind.Answered,
        "by-hand" => AuditKind.AnsweredByHand,
        _ => AuditKind.NotFound,
    };

    private static AuditEntry Entry(RegisterQuestion question, AuditKind kind, string? code) =>
        Entry(question.Request, kind, code) with { PersonCode = question.PersonCode, RegisterId = question.Register.Id, Norms = question.Norms };

    private static AuditEntry Entry(LookupRequest request, AuditKind kind, string? code) => new()
    {
        Kind = kind,
        InstitutionId = request.InstitutionId,
        Actor = request.Actor,
        OnBehalfOf = request.OnBehalfOf,
        PersonCode = Registers.PersonCode.Normalise(request.PersonCode),
        CaseId = request.CaseId,
        StepId = request.StepId,
        PackageVersion = request.PackageVersion,
        ItemId = request.ItemId,
        Purpose = request.Purpose,
        Norms = request.Norms,
        Code = code,
    };

    private static string QuestionSha256(RegisterQuestion question)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{question.Item.Id}|{question.PersonCode}|{question.Request.Period?.From:yyyy-MM-dd}|{question.Request.Period?.LastDay:yyyy-MM-dd}|{question.Request.Purpose}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
