using System.Collections.Concurrent;
using System.Text.Json;
using DigiSoc.Registers.Answers;
using DigiSoc.Registers.Asking;
using DigiSoc.Registers.Audit;
using DigiSoc.Registers.Catalogue;
using DigiSoc.Registers.Storage;

namespace DigiSoc.Registers;

/// <summary>Asks registers: gate, stored answer, audit, question, check, store, audit.</summary>
internal sealed class RegisterLookup(DataItemCatalogue catalogue, RegisterDesk desk, LookupRecords records) : IRegisterLookup
{
    private readonly ConcurrentDictionary<(string Institution, string Key), Lazy<Task<LookupResult>>> _underWay = new();

    public async Task<LookupResult> AskAsync(LookupRequest request, CancellationToken ct)
    {
        var (question, problem) = LookupGate.Check(request, catalogue);
        if (question is null)
        {
            return await records.RefuseAsync(request, problem!, ct);
        }

        // The same question asked at the same time on this node is one question.
        var key = (request.InstitutionId, request.IdempotencyKey);
        var asking = _underWay.GetOrAdd(key, _ => new(() => AskOnceAsync(question, ct)));
        try
        {
            return await asking.Value;
        }
        finally
        {
            _underWay.TryRemove(new(key, asking));
        }
    }

    public async Task<LookupResult> AnswerByHandAsync(LookupRequest request, JsonElement? value, string reason, CancellationToken ct)
    {
        var (question, problem) = LookupGate.Check(request, catalogue);
        if (question is null)
        {
            return await records.RefuseAsync(request, problem!, ct);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return await records.RefuseAsync(request, RegisterErrors.ReasonMissing(request.ItemId), ct);
        }

        if (value is not { } answer)
        {
            return await records.StoredAsync(question, ct)
                ?? await records.StoreAsync(question, "by-hand", KeptAnswer.SaidToBeNothing, 0, reason, ct);
        }

        var reading = AnswerReading.Of(question, [answer]);
        return reading.Fault is { } fault
            ? new LookupResult.Invalid(fault.Problem, fault.Place, fault.Check)
            : await records.StoredAsync(question, ct) ?? await records.StoreAsync(question, "by-hand", reading.Answer!, 0, reason, ct);
    }

    private async Task<LookupResult> AskOnceAsync(RegisterQuestion question, CancellationToken ct)
    {
        if (await records.StoredAsync(question, ct) is { } stored)
        {
            return stored;
        }

        await records.AuditAsync(question, AuditKind.Asked, null, ct);
        return await desk.AskAsync(question, ct) switch
        {
            RegisterReply.Body body => await CheckAsync(question, body, ct),
            RegisterReply.NotFound => await records.StoreAsync(question, "not-found", KeptAnswer.Nothing, 0, null, ct),
            RegisterReply.Unavailable(var problem) => await FailAsync(question, AuditKind.Unavailable, problem, new LookupResult.Unavailable(problem), ct),
            RegisterReply.Refused(var problem) => await FailAsync(question, AuditKind.Refused, problem, new LookupResult.Refused(problem), ct),
            RegisterReply.Unreadable(var problem) => await FailAsync(question, AuditKind.Invalid, problem, new LookupResult.Invalid(problem, "/"), ct),
            var other => throw new InvalidOperationException($"Bug: a register reply of kind {other.GetType().Name} is not handled."),
        };
    }

    private async Task<LookupResult> CheckAsync(RegisterQuestion question, RegisterReply.Body body, CancellationToken ct)
    {
        var reading = AnswerReading.Of(question, body.Answers);
        return reading.Fault is { } fault
            ? await FailAsync(question, AuditKind.Invalid, fault.Problem, new LookupResult.Invalid(fault.Problem, fault.Place, fault.Check), ct)
            : await records.StoreAsync(question, "answered", reading.Answer!, body.Answers.Count - 1, null, ct);
    }

    private async Task<LookupResult> FailAsync(
        RegisterQuestion question, AuditKind kind, RegisterProblem problem, LookupResult result, CancellationToken ct)
    {
        await records.AuditAsync(question, kind, problem.Code, ct);
        return result;
    }
}
