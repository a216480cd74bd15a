using DigiSoc.Cases.Storage;
using DigiSoc.Registers;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary>Says for which purpose and on which norms a step asks.</summary>
/// <remarks>A part (intake, household …) asks for the procedure that called it: the purpose is the case's package.</remarks>
internal sealed class LookupPurpose(CaseStore store)
{
    public async Task<LookupRequest> RequestAsync(JobContext job, LookupQuestion question, CancellationToken ct)
    {
        var purpose = await store.SqlAsync(
            job.InstitutionId,
            sql => sql.FirstAsync(
                "SELECT package_key FROM cases.cases WHERE case_id = $1", [job.CaseId()!.Value], row => row.GetString(0), ct),
            ct) ?? job.PackageKey;
        return new LookupRequest
        {
            ItemId = question.ItemId,
            PersonCode = question.PersonCode,
            Period = question.Period,
            CaseId = job.BusinessKey,
            StepId = job.ElementId,
            PackageVersion = job.PackageText(),
            Norms = job.Norms,
            Purpose = purpose,
            Actor = OperationContext.EngineActor,
            InstitutionId = job.InstitutionId,
            IdempotencyKey = question.KeyFor(job),
        };
    }
}
