using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Feel;
using DigiSoc.Registers;
using DigiSoc.Registers.Catalogue;
using DigiSoc.Runtime;
using Npgsql;

namespace DigiSoc.Cases.Jobs;

/// <summary><c>register-lookup</c>: asks a register for one item about one person and keeps the answer as a fact with its source.</summary>
internal sealed class RegisterLookupHandler(IRegisterLookup registers, DataItemCatalogue catalogue, LookupPurpose purposes) : IJobHandler
{
    public string Type => JobTypes.RegisterLookup;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (job.CaseId() is not { } caseId)
        {
            return CaseJob.Missing(job, "a case as business key", job.BusinessKey);
        }

        if (LookupQuestion.Read(job) is not { } question)
        {
            return CaseJob.Missing(job, "header 'item' and input 'personCode'");
        }

        var request = await purposes.RequestAsync(job, question, ct);
        return await registers.AskAsync(request, ct) switch
        {
            LookupResult.Answered answered => Answered(job, caseId, question, answered),
            LookupResult.NotFound none => NotFound(job, caseId, question, none),
            LookupResult.Unavailable down => JobOutcome.Failed(down.Problem.Code, down.Problem.Text),
            LookupResult.Refused refused => JobOutcome.Failed(refused.Problem.Code, refused.Problem.Text, retryable: false),
            LookupResult.Invalid invalid => JobOutcome.Failed(invalid.Problem.Code, $"{invalid.Problem.Text} Place: {invalid.Place}"),
            var other => throw new InvalidOperationException($"Bug: unknown lookup result {other.GetType().Name}."),
        };
    }

    private JobOutcome Answered(JobContext job, Guid caseId, LookupQuestion question, LookupResult.Answered answered)
    {
        var status = answered.Provenance.ByHandReason is null ? "answered" : "byHand";
        var fact = FactRecorder.Of(job, caseId, question, catalogue.Find(question.ItemId), status, answered.Value, answered.Provenance);
        return CaseJob.Answer(Result(status, FeelJson.Read(answered.Value), answered.Provenance), Record(fact));
    }

    private JobOutcome NotFound(JobContext job, Guid caseId, LookupQuestion question, LookupResult.NotFound none)
    {
        var fact = FactRecorder.Of(job, caseId, question, catalogue.Find(question.ItemId), "notFound", null, none.Provenance);
        return CaseJob.Answer(Result("notFound", FeelValue.Null, none.Provenance), Record(fact));
    }

    private static Alongside Record(FactRow fact) => (NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        FactRecorder.RecordAsync(new CaseSql(connection, transaction), fact, ct);

    private static FeelContext Result(string status, FeelValue value, LookupProvenance from) => FeelContext.Of(
        ("status", FeelValue.Of(status)),
        ("value", value),
        ("source", FeelValue.Of(from.RegisterId)),
        ("retrievedAt", FeelValue.Of(from.RetrievedAt)),
        ("legalPoint", FeelValue.Of(from.LegalPoint)));
}
